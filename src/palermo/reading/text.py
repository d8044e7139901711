"""Plain text: paragraphs between empty lines, printed numbers, and underlined or short headings."""

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import chain, groupby, pairwise, takewhile

from palermo.errors import NoText, Unreadable
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.file_types import FILE_TYPE_BY_NAME
from palermo.reading.layout.printed_numbers import build_numbered_block, parse_printed_number
from palermo.reading.metadata.front_matter import FRONT_MATTER, TAGGED_TEXT
from palermo.reading.metadata.printed_dates import find_dates
from palermo.statements import PassageKind

MEDIA_TYPE, ENDINGS = FILE_TYPE_BY_NAME["text"].media_type, FILE_TYPE_BY_NAME["text"].suffixes
_UNDERLINE = re.compile(r"^\s*([=\-~])\1{2,}\s*$")
_TYPED_BULLET = re.compile(r"^\s*\*(?=\s+[^\s*])")
_KEY = re.compile(r"\S+:\s")
_SYMBOL = re.compile(r"\s*[\w.]+(?:/[\w.]+)+\s*$")
"""The number of a document, which is no heading: `TARN/CP/663`."""
_METADATA_LINE = re.compile(r"[\w.:-]+\s*[:=]|[-#\s\]}]|$")
"""A line of front matter: a key, or a comment, an item or a line that continues a value."""
_MAC_APOSTROPHE = re.compile(rb"[a-z]\xd5s\b")
"""An apostrophe of Mac OS Roman between letters; in Windows-1252 it would be a capital within a word."""
_OPEN_END = re.compile(r"[^.!?:;…。！？：；؟]$")
MIN_UNWRAPPED_CHARS = 120
"""Characters of a line that shows that a text's lines are paragraphs."""
MIN_PARAGRAPH_CHARS = 240
"""Characters of a line that no width of a page explains: the lines beside it are whole paragraphs."""
MIN_BROKEN_CHARS = 40
"""Characters of a paragraph that an empty line may have broken: shorter ones are headings and labels."""
MAX_BROKEN_CHARS = 4000
MAX_MASTHEAD_LINES = 6
MIN_BROKEN_LINES, MIN_BROKEN_SHARE = 10, 1 / 4
"""Minimum broken lines of a text, and their share of its blocks, that show that empty lines end lines."""


def matches(head: bytes, name: str) -> bool:
    """Return whether the bytes look like text.

    Text has a byte order mark, or no control characters except tabs and line ends.
    """
    if head.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head)


def read_blocks(content: bytes) -> tuple[list[DocumentBlock], None]:
    """Read a text as blocks without pages; raises Unreadable or NoText."""
    paragraphs = split_paragraphs(_remove_front_matter(decode(content).replace("\r\n", "\n")))
    if not paragraphs:
        raise NoText("the text", "it has no text", "Use a file with content")
    return paragraphs, None


def _remove_front_matter(text: str) -> str:
    """Return a text without the metadata in front of it; between two dashed lines there may also be paragraphs."""
    if tagged := TAGGED_TEXT.match(text):
        return tagged["text"].strip()
    front = FRONT_MATTER.match(text)
    is_metadata = front is not None and all(map(_METADATA_LINE.match, front["lines"].split("\n")))
    return text[front.end() :] if front and is_metadata else text


def split_paragraphs(text: str) -> list[DocumentBlock]:
    """Split a text into blocks at empty lines and printed numbers."""
    groups = _split_line_groups(_separate_dates(_separate_title(text)))
    return list(join_broken_paragraphs(chain.from_iterable(map(_convert_line_group, groups))))


def _separate_title(text: str) -> str:
    """Return a text of long lines with an empty line after its first line, which stands directly above the others."""
    line, _, rest = text.lstrip("\ufeff\n").partition("\n")
    group = list(takewhile(str.strip, rest.split("\n")))
    has_long_lines = any(len(other) >= MIN_UNWRAPPED_CHARS for other in group)
    is_title = len(line.split()) > 2 and len(line) < MIN_UNWRAPPED_CHARS and bool(_OPEN_END.search(line.rstrip()))
    return f"{line}\n\n{rest}" if has_long_lines and is_title and not group[0][:1].islower() else text


def _separate_dates(text: str) -> str:
    """Return a text of short first lines with empty lines around the dates that stand alone on one of them."""
    lines = text.split("\n")
    head = list(takewhile(str.strip, lines[:MAX_MASTHEAD_LINES]))
    if any(len(line) >= MIN_UNWRAPPED_CHARS for line in head):
        return text
    return "\n".join([*(f"\n{line}\n" if _is_date(line) else line for line in head), *lines[len(head) :]])


def _is_date(line: str) -> bool:
    dates = find_dates(line) if len(line) < MIN_BROKEN_CHARS else []
    return len(dates) == 1 and line.strip() == line[dates[0].start : dates[0].end]


def join_broken_paragraphs(document_blocks: Iterable[DocumentBlock]) -> Iterator[DocumentBlock]:
    """Join a paragraph that begins with a lowercase letter to an unfinished sentence before it.

    Texts that were converted from PDFs have empty lines within sentences. Where they have them after most lines, a line
    that begins with a capital continues a sentence of several lines too.
    """
    blocks = list(document_blocks)
    broken = sum(_is_open(before) and block.text[:1].islower() for before, block in pairwise(blocks))
    is_wrapped = broken >= max(MIN_BROKEN_LINES, MIN_BROKEN_SHARE * len(blocks))
    waiting_block: DocumentBlock | None = None
    for block in blocks:
        if waiting_block is not None and _is_rest(waiting_block, block, allows_capital=is_wrapped):
            waiting_block = waiting_block.replace_text(f"{waiting_block.text.rstrip()}\n{block.text}")
            continue
        if waiting_block is not None:
            yield waiting_block
        waiting_block = block
    if waiting_block is not None:
        yield waiting_block


def _is_rest(before: DocumentBlock, block: DocumentBlock, *, allows_capital: bool = False) -> bool:
    """Return whether a block continues a sentence.

    Keys with values, lines in capitals and, if they begin with a capital, short ones are not sentences.
    """
    _, is_joined, last_line = before.text.rstrip().rpartition("\n")
    is_long = bool(is_joined) and min(len(last_line), len(block.text)) >= MIN_BROKEN_CHARS
    return (
        _is_open(before)
        and block.kind is PassageKind.PARAGRAPH
        and block.number is None
        and (block.text[:1].islower() or (allows_capital and is_long and block.text[:1].isupper()))
        and not _KEY.match(block.text)
        and not before.text[:1].islower()
        and not before.text.isupper()
        and MIN_BROKEN_CHARS <= len(before.text) <= MAX_BROKEN_CHARS
    )


def _is_open(block: DocumentBlock) -> bool:
    kinds = {PassageKind.PARAGRAPH, PassageKind.ITEM}
    return block.kind in kinds and _OPEN_END.search(block.text.rstrip()) is not None


def decode(content: bytes) -> str:
    """Decode by byte order mark, else as UTF-8, else as Windows-1252 or Mac OS Roman, which old exports use."""
    if content.startswith(codecs.BOM_UTF8):
        return _decode_as(content, "utf-8-sig")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_as(content, "utf-16")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_as(content, "mac_roman" if _MAC_APOSTROPHE.search(content) else "cp1252")


def _decode_as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable("the text", f"byte {error.start} is not {encoding}", "Save it as UTF-8") from error


def _split_line_groups(text: str) -> list[list[str]]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n")
    filled_groups = (list(group) for filled, group in groupby(lines, key=lambda line: bool(line.strip())) if filled)
    return list(chain.from_iterable(map(_split_long_lines, filled_groups)))


def _split_long_lines(line_group: list[str]) -> Iterator[list[str]]:
    """Yield each line of a group with a paragraph on one line, with lines below it that begin with a small letter."""
    is_wrapped = max(map(len, line_group)) < MIN_PARAGRAPH_CHARS
    paragraph = line_group[:1]
    for line in line_group[1:]:
        if is_wrapped or line.strip()[:1].islower():
            paragraph.append(line)
        else:
            yield paragraph
            paragraph = [line]
    yield paragraph


def _convert_line_group(line_group: list[str]) -> list[DocumentBlock]:
    first = line_group[0]
    if len(line_group) == 2 and _UNDERLINE.match(line_group[1]):
        return [build_numbered_block(PassageKind.HEADING, first.strip(), 1 if "=" in line_group[1] else 2)]
    if len(line_group) == 1 and first.startswith("#"):
        return [build_numbered_block(PassageKind.HEADING, first.strip("# "), len(first) - len(first.lstrip("#")))]
    if (
        len(line_group) == 1
        and first.isupper()
        and len(first.strip()) < MIN_UNWRAPPED_CHARS
        and not _SYMBOL.match(first)
    ):
        return [build_numbered_block(PassageKind.HEADING, first.strip(), 1)]
    return build_numbered_blocks(line_group)


def build_numbered_blocks(line_group: list[str]) -> list[DocumentBlock]:
    """Return the blocks of a group of lines, split where a line begins with a printed number."""
    lines = [_TYPED_BULLET.sub("•", line) for line in line_group]
    texts = ("\n".join(map(str.strip, item)) for item in _split_items(lines))
    return [build_numbered_block(PassageKind.PARAGRAPH, text) for text in texts if text.strip()]


def _split_items(line_group: list[str]) -> list[list[str]]:
    """Split lines where a printed number begins, and after a short line among long ones that is whole."""
    items: list[list[str]] = []
    longest = max(map(len, line_group))
    for line in line_group:
        if not items or parse_printed_number(line) or _is_whole_line(items[-1], line, longest):
            items.append([line])
        else:
            items[-1].append(line)
    return items


def _is_whole_line(item: list[str], next_line: str, longest: int) -> bool:
    """Return whether the last line of an item is a heading, or the end of a paragraph, above a line of long ones."""
    last = item[-1]
    is_short = longest >= MIN_UNWRAPPED_CHARS and len(last) <= longest / 2
    return is_short and not next_line.strip()[:1].islower() and (len(item) == 1 or not _OPEN_END.search(last.rstrip()))
