"""Plain text: paragraphs divided by empty lines, printed numbers and underlined or short headings."""

import codecs
import re
from itertools import groupby

from palermo.errors import NoText, Unreadable
from palermo.reading.layout.numbers import printed_number
from palermo.reading.pieces import Piece
from palermo.statements import PassageKind

MEDIA_TYPE = "text/plain"
ENDINGS = (".txt", ".text")
_RULE = re.compile(r"^\s*([=\-~])\1{2,}\s*$")
_ITEM_STYLES = {"bracketed", "letter", "bullet", "decimal"}


def matches(head: bytes, name: str) -> bool:
    """Whether the bytes look like text: a byte order mark, or no control characters but tabs and line ends."""
    if head.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head)


def pieces(content: bytes) -> tuple[list[Piece], None]:
    """Read a text into pieces; a text has no pages. Raises Unreadable or NoText."""
    found = paragraphs(decode(content))
    if not found:
        raise NoText("the text", "it holds no words", "Give a file with content")
    return found, None


def paragraphs(text: str) -> list[Piece]:
    """Divide a text into pieces at its empty lines and printed numbers."""
    return [piece for block in _blocks(text) for piece in _pieces(block)]


def decode(content: bytes) -> str:
    """Decode by byte order mark, then UTF-8, then Windows-1252, which old exports use."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _decoded(content, encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(content, "cp1252")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable("the text", f"byte {error.start} is not {encoding}", "Save it as UTF-8") from error


def _blocks(text: str) -> list[list[str]]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n")
    return [list(group) for filled, group in groupby(lines, key=lambda line: bool(line.strip())) if filled]


def _pieces(block: list[str]) -> list[Piece]:
    if len(block) == 2 and _RULE.match(block[1]):
        return [heading(block[0].strip(), level=1 if "=" in block[1] else 2)]
    if len(block) == 1 and block[0].startswith("#"):
        marks = len(block[0]) - len(block[0].lstrip("#"))
        return [heading(block[0].strip("# "), level=marks)]
    if len(block) == 1 and block[0].strip().isupper() and len(block[0].strip()) < 120:
        return [heading(block[0].strip(), level=1)]
    return numbered(block)


def numbered(block: list[str]) -> list[Piece]:
    """Pieces of the lines of one block, divided where a line begins with a printed number."""
    return [_paragraph(lines) for lines in _items(block) if " ".join(lines).strip()]


def heading(text: str, level: int) -> Piece:
    """A heading with its printed number apart."""
    printed = printed_number(text)
    number, words = (printed.number, printed.rest) if printed and printed.rest else (None, text)
    return Piece(kind=PassageKind.HEADING, text=words, number=number, level=level)


def _items(block: list[str]) -> list[list[str]]:
    """Divide a block at lines that begin with a printed number."""
    items: list[list[str]] = []
    for line in block:
        if not items or printed_number(line):
            items.append([line])
        else:
            items[-1].append(line)
    return items


def _paragraph(lines: list[str]) -> Piece:
    text = "\n".join(line.strip() for line in lines)
    printed = printed_number(text)
    if not printed or not printed.rest.strip():
        return Piece(kind=PassageKind.PARAGRAPH, text=text)
    kind = PassageKind.ITEM if printed.style in _ITEM_STYLES else PassageKind.PARAGRAPH
    return Piece(kind=kind, text=printed.rest, number=printed.number)
