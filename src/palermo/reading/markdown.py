"""Markdown through markdown-it: headings, paragraphs, items with their printed numbers, cells and notes, unadorned."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from palermo.errors import NoText, TooLarge
from palermo.reading import text as plain
from palermo.reading.metadata.front_matter import FRONT_MATTER
from palermo.reading.pieces import Piece
from palermo.statements import PassageKind

MEDIA_TYPE = "text/markdown"
ENDINGS = (".md", ".markdown")
MAX_BYTES = 20_000_000
MAX_DEPTH = 100
"""Quotations and lists inside each other; words that stand deeper are not read, and people write none there."""
_NOTE = re.compile(r"^\[\^([^\]\s]{1,40})\]:\s*")
_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,40}\]")
_TAG = re.compile(r"<!--.*?-->|<[a-zA-Z/][^<>]*>", re.DOTALL)


@dataclass(slots=True)
class _Item:
    """A list item that is open."""

    number: str | None
    used: bool = False
    """Whether a piece has come out of it: its number stands before its first paragraph only."""


def matches(head: bytes, name: str) -> bool:
    """Whether the bytes look like text, and the name says that it is Markdown."""
    return name.lower().endswith(ENDINGS) and plain.matches(head, name)


def pieces(content: bytes) -> tuple[list[Piece], None]:
    """Read a text into pieces; it has no pages. Raises TooLarge, Unreadable or NoText."""
    if len(content) > MAX_BYTES:
        raise TooLarge("the text", f"it has {len(content):,} bytes, over {MAX_BYTES:,}", "Split it")
    text = plain.decode(content).replace("\r\n", "\n").replace("\r", "\n")
    tokens = (
        MarkdownIt("commonmark", {"maxNesting": MAX_DEPTH}).enable("table").parse(FRONT_MATTER.sub("", text, count=1))
    )
    found = [piece for piece in _pieces(tokens) if piece.text.strip()]
    if not found:
        raise NoText("the text", "it holds no words", "Give a file with content")
    return found, None


def _pieces(tokens: Sequence[Token]) -> Iterator[Piece]:
    items: list[_Item] = []
    for place, token in enumerate(tokens):
        match token.type:
            case "list_item_open":
                items.append(_Item(token.info or None))
            case "list_item_close":
                items.pop()
            case "inline":
                yield from _inline(tokens[place - 1], _lines(token), items[-1] if items else None)
            case "fence" | "code_block" | "html_block":
                yield from plain.numbered(_TAG.sub(" ", token.content).split("\n"))


def _inline(opening: Token, lines: list[str], item: _Item | None) -> Iterator[Piece]:
    """Pieces of one heading, cell, note, item or paragraph."""
    whole = " ".join(lines)
    if opening.type == "heading_open":
        yield plain.heading(_unmarked(whole), level=int(opening.tag[1:]))
    elif opening.type in ("th_open", "td_open"):
        yield Piece(kind=PassageKind.CELL, text=_unmarked(whole))
    elif _NOTE.match(whole):
        yield from _notes(lines)
    elif item and not item.used:
        item.used = True
        first, *others = plain.numbered([_unmarked(line) for line in lines]) or [Piece(kind=PassageKind.ITEM, text="")]
        yield Piece(kind=PassageKind.ITEM, text=_with_number(first, item), number=item.number or first.number)
        yield from others
    else:
        yield from plain.numbered([_unmarked(line) for line in lines])


def _with_number(first: Piece, item: _Item) -> str:
    """Words of an item: a number that was typed in it besides the list's own stays among them."""
    return f"{first.number} {first.text}" if item.number and first.number else first.text


def _notes(lines: Sequence[str]) -> Iterator[Piece]:
    """Notes that stand in one paragraph: each begins where a line does."""
    held: list[str] = []
    for line in lines:
        if held and _NOTE.match(line):
            yield _note(" ".join(held))
            held = []
        held.append(line)
    yield _note(" ".join(held))


def _note(text: str) -> Piece:
    begun = _NOTE.match(text)
    number = begun[1] if begun else None
    return Piece(kind=PassageKind.FOOTNOTE, text=_unmarked(_NOTE.sub("", text)), number=number)


def _unmarked(text: str) -> str:
    return _NOTE_MARK.sub("", text)


def _lines(token: Token) -> list[str]:
    """Words of an inline token as lines, without emphasis, addresses of links and tags; pictures give their words."""
    text: list[str] = []
    for child in token.children or ():
        if child.type in ("text", "code_inline", "image"):
            text.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            text.append("\n")
        elif child.type == "html_inline" and child.content.lower().startswith("<br"):
            text.append(" ")
    return "".join(text).split("\n")
