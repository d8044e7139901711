"""Markdown through markdown-it.

A text becomes headings, paragraphs, numbered items, cells and notes, without markup.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from palermo.errors import NoText, TooLarge
from palermo.reading import text as plain
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.file_types import FILE_TYPE_BY_NAME
from palermo.reading.layout.printed_numbers import build_numbered_block
from palermo.reading.metadata.front_matter import FRONT_MATTER
from palermo.statements import PassageKind

MEDIA_TYPE, ENDINGS = FILE_TYPE_BY_NAME["markdown"].media_type, FILE_TYPE_BY_NAME["markdown"].suffixes
MAX_BYTES = 20_000_000
MAX_DEPTH = 100
"""Maximum nesting of quotations and lists; deeper text is not read."""
_FENCED_DIVISION = re.compile(r"^[ \t]*:::.*$", re.MULTILINE)
"""The beginning or end of a division, which some dialects have, as in text converted from a web page."""
_CONVERTER_MARKS = (
    (re.compile(r"\{\{[<%](?:(?!\{\{).)*?[%>]\}\}", re.DOTALL), ""),  # of templates: `{{< button >}}`
    (re.compile(r"\*\*([^\w\s*]+)\*\*"), r"\1"),  # bold marks that CommonMark takes for text: `aid**.** Offered`
    (re.compile(r"\*\*([ \t]*)([^\s*](?:[^*\n]*[^\s*])?)([ \t]*)\*\*"), r"\1**\2**\3"),  # `in 2022,** Aid** was`
    (re.compile(r"!\[[^\[\]\n]*\.(?:png|jpe?g|gif|svg|webp)\]\n?\([^\s()]*\)"), ""),  # images named by their file
    (re.compile(r"^#{2,6}(?=\w)", re.MULTILINE), ""),  # `###Last year, we began`
    (re.compile(r"^([ \t]*)(?:[-*+] )?/[a-z]+(?:-[a-z]+)+ (?=\w)", re.MULTILINE), r"\1- "),  # an icon as bullet
    (re.compile(r"^-{3} \w+ \d+ -{3}$", re.MULTILINE), ""),  # the number of a page: `--- Page 4 ---`
)
"""Marks of templates and converters, each with what stands for it."""
_ATTRIBUTES = re.compile(r"\[([^\[\]]*)\]\{[.#][^{}\n]*\}|(?<![ \t])[ \t]*\{[.#][^{}\n]*\}")
"""Attributes of words, `[Aims]{.lead}`, or of a heading or link before them, as Pandoc writes them."""
_NOTE = re.compile(r"^\[\^([^\]\s]{1,40})\]:\s*")
_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,40}\]")
_TAG = re.compile(r"<!--.*?-->|<[a-zA-Z/][^<>]*>", re.DOTALL)


@dataclass(slots=True)
class _ListItem:
    """An open list item."""

    number: str | None
    is_used: bool = False
    """Whether a block was created from it: its number belongs to its first paragraph only."""


def matches(head: bytes, name: str) -> bool:
    """Return whether the bytes look like text and the name is that of Markdown."""
    return name.lower().endswith(ENDINGS) and plain.matches(head, name)


def read_blocks(content: bytes) -> tuple[list[DocumentBlock], None]:
    """Read a text as blocks without pages; raises TooLarge, Unreadable or NoText."""
    if len(content) > MAX_BYTES:
        raise TooLarge("the text", f"it has {len(content):,} bytes, more than {MAX_BYTES:,}", "Split it")
    text = plain.decode(content).replace("\r\n", "\n").replace("\r", "\n")
    body = _FENCED_DIVISION.sub("", FRONT_MATTER.sub("", text, count=1))
    for mark, replacement in _CONVERTER_MARKS:
        body = mark.sub(replacement, body)
    tokens = MarkdownIt("commonmark", {"maxNesting": MAX_DEPTH}).enable("table").parse(body)
    broken_paragraphs = list(
        plain.join_broken_paragraphs(block for block in _convert_tokens(tokens) if block.text.strip())
    )
    if not broken_paragraphs:
        raise NoText("the text", "it has no text", "Use a file with content")
    return broken_paragraphs, None


def remove_attributes(document_blocks: Sequence[DocumentBlock]) -> list[DocumentBlock]:
    """Return the blocks without attributes of Pandoc; what consists of them alone is left out."""
    cleaned = ((block, _ATTRIBUTES.sub(r"\1", block.text).strip()) for block in document_blocks)
    return [block if block.text == text else block.replace_text(text) for block, text in cleaned if text]


def _convert_tokens(tokens: Sequence[Token]) -> Iterator[DocumentBlock]:
    items: list[_ListItem] = []
    for place, token in enumerate(tokens):
        match token.type:
            case "list_item_open":
                items.append(_ListItem(token.info or None))
            case "list_item_close":
                items.pop()
            case "inline":
                yield from _convert_inline(tokens[place - 1], _split_token_lines(token), items[-1] if items else None)
            case "fence" | "code_block" | "html_block":
                yield from plain.build_numbered_blocks(html.unescape(_TAG.sub(" ", token.content)).split("\n"))


def _convert_inline(opening: Token, text_lines: list[str], item: _ListItem | None) -> Iterator[DocumentBlock]:
    """Return the blocks of one heading, cell, note, item or paragraph."""
    full_text = " ".join(text_lines)
    if opening.type == "heading_open":
        yield build_numbered_block(PassageKind.HEADING, _remove_note_marks(full_text), level=int(opening.tag[1:]))
    elif opening.type in ("th_open", "td_open"):
        yield DocumentBlock(kind=PassageKind.CELL, text=_remove_note_marks(full_text))
    elif _NOTE.match(full_text):
        yield from _split_notes(text_lines)
    elif item and not item.is_used:
        item.is_used = True
        first, *others = plain.build_numbered_blocks([_remove_note_marks(line) for line in text_lines]) or [
            DocumentBlock(kind=PassageKind.ITEM, text="")
        ]
        yield DocumentBlock(
            kind=PassageKind.ITEM, text=_prefix_typed_number(first, item), number=item.number or first.number
        )
        yield from others
    else:
        yield from plain.build_numbered_blocks([_remove_note_marks(line) for line in text_lines])


def _prefix_typed_number(first_block: DocumentBlock, item: _ListItem) -> str:
    """Return the text of an item, with the number that was typed in addition to the list's own."""
    return f"{first_block.number} {first_block.text}" if item.number and first_block.number else first_block.text


def _split_notes(text_lines: Sequence[str]) -> Iterator[DocumentBlock]:
    """Return the notes of one paragraph, each of which begins on its own line."""
    pending: list[str] = []
    for line in text_lines:
        if pending and _NOTE.match(line):
            yield _build_note(" ".join(pending))
            pending = []
        pending.append(line)
    yield _build_note(" ".join(pending))


def _build_note(text: str) -> DocumentBlock:
    match = _NOTE.match(text)
    number = match[1] if match else None
    return DocumentBlock(kind=PassageKind.FOOTNOTE, text=_remove_note_marks(_NOTE.sub("", text)), number=number)


def _remove_note_marks(text: str) -> str:
    return _NOTE_MARK.sub("", text)


def _split_token_lines(token: Token) -> list[str]:
    """Return the text of an inline token as lines, without emphasis, links and tags.

    An image becomes its alternative text, with a blank before a word that follows it without one.
    """
    text: list[str] = []
    children = token.children or []
    for place, child in enumerate(children):
        if child.type in ("text", "code_inline", "image"):
            is_caption = child.type == "text" and place > 0 and children[place - 1].type == "image"
            if is_caption and children[place - 1].content and child.content[:1].isalnum():
                text.append(" ")
            text.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            text.append("\n")
        elif child.type == "html_inline" and child.content.lower().startswith("<br"):
            text.append(" ")
    return "".join(text).split("\n")
