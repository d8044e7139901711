"""The blocks of a web page as pieces, in reading order, by one walk that needs no recursion."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from palermo.reading.layout.numbers import printed_number
from palermo.reading.pieces import Piece
from palermo.reading.web.columns import heads
from palermo.reading.web.content import is_dropped
from palermo.reading.web.lists import numbers
from palermo.statements import PassageKind

_BLOCK_NAMES = """
address article blockquote body caption center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header
hgroup hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ITEM_STYLES = frozenset({"bracketed", "letter", "bullet", "decimal"})
_NOTES = frozenset({"doc-endnotes", "doc-footnote", "doc-endnote"})


@dataclass(slots=True, kw_only=True)
class Context:
    """An open element that gives the text in it its kind."""

    element: Any
    kind: PassageKind
    level: int | None = None
    number: str | None = None
    used: bool = False
    """Whether a piece has come out of it: the number of an item stands before its first paragraph only."""


class Walk:
    """One walk over the content of a page."""

    def __init__(self, *, keep_forms: bool, frame: frozenset[Any] = frozenset()) -> None:
        self._keep_forms = keep_forms
        self._frame = frame
        self._text: list[str] = []
        self._contexts: list[Context] = []
        self._numbers: dict[Any, str | None] = {}
        self._heads: dict[Any, str] = {}

    def pieces(self, content: Any) -> Iterator[Piece]:
        """Give the pieces of one element of content."""
        walk = etree.iterwalk(content, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if element is not content and self._drops(element):
                    walk.skip_subtree()
                    continue
                yield from self._open(element)
            elif event == "end" and not (element is not content and self._drops(element)):
                yield from self._close(element)
            if event != "start" and element is not content:
                self._text.append(element.tail or "")
        yield from self._flush()

    def _drops(self, element: Any) -> bool:
        return element in self._frame or is_dropped(element, keep_forms=self._keep_forms)

    def _open(self, element: Any) -> Iterator[Piece]:
        if element.tag in _BLOCKS:
            yield from self._flush()
            if element.tag == "ol":
                self._numbers.update(numbers(element))
            if element.tag == "table":
                self._heads.update(heads(element))
            context = self._context(element)
            if context:
                self._contexts.append(context)
        elif element.tag == "br":
            self._text.append("\n")
        self._text.append(element.text or "")

    def _close(self, element: Any) -> Iterator[Piece]:
        if element.tag in _BLOCKS:
            yield from self._flush()
            if self._contexts and self._contexts[-1].element is element:
                self._contexts.pop()

    def _context(self, element: Any) -> Context | None:
        if element.get("role") in _NOTES or "footnotes" in element.get("class", "").split():
            return Context(element=element, kind=PassageKind.FOOTNOTE)
        if element.tag in _HEADINGS:
            return Context(element=element, kind=PassageKind.HEADING, level=_HEADINGS[element.tag])
        if element.tag == "li":
            in_notes = any(context.kind is PassageKind.FOOTNOTE for context in self._contexts)
            kind = PassageKind.FOOTNOTE if in_notes else PassageKind.ITEM
            return Context(element=element, kind=kind, number=self._numbers.get(element))
        if element.tag in {"td", "th"} and not _is_layout(element):
            return Context(element=element, kind=PassageKind.CELL)
        return None

    def _flush(self) -> Iterator[Piece]:
        """Make a piece of the text that has come together."""
        text = " ".join("".join(self._text).split())
        self._text.clear()
        if not text:
            return
        context = self._contexts[-1] if self._contexts else None
        if context is None or (context.used and context.kind is PassageKind.ITEM):
            yield _typed(PassageKind.PARAGRAPH, text)
            return
        number = None if context.used else context.number
        context.used = True
        if context.kind is PassageKind.CELL:
            yield Piece(kind=context.kind, text=text, header=self._heads.get(context.element))
        elif number:
            yield Piece(kind=context.kind, text=text, number=number, level=context.level)
        else:
            yield _typed(context.kind, text, context.level)


def _typed(kind: PassageKind, text: str, level: int | None = None) -> Piece:
    """A piece whose number, where it has one, was typed before its words."""
    printed = printed_number(text)
    if printed is None or not printed.rest.strip():
        return Piece(kind=kind, text=text, level=level)
    if kind is PassageKind.PARAGRAPH and printed.style in _ITEM_STYLES:
        kind = PassageKind.ITEM
    return Piece(kind=kind, text=printed.rest, number=printed.number, level=level)


def _is_layout(cell: Any) -> bool:
    """Whether a cell belongs to a table that only places things on the page, as pages of the past have it."""
    table = next(cell.iterancestors("table"), None)
    if table is None or table.get("role") in {"presentation", "none"}:
        return True
    inside = cell.xpath("boolean(.//table or .//h1 or .//h2 or .//h3)")
    return bool(inside) or len(table.xpath("(.//td | .//th)[position() < 3]")) == 1
