"""The blocks of a web page in reading order, by one walk without recursion."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.layout.printed_numbers import parse_printed_number
from palermo.reading.web.html_table_headers import find_column_headers
from palermo.reading.web.list_numbers import number_items
from palermo.reading.web.main_content import is_dropped
from palermo.statements import PassageKind

_BLOCK_NAMES = """
address article blockquote body caption center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header
hgroup hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul
"""
_BLOCK_TAGS = frozenset(_BLOCK_NAMES.split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ITEM_STYLES = frozenset({"bracketed", "letter", "bullet", "decimal"})
_NOTE_ROLES = frozenset({"doc-endnotes", "doc-footnote", "doc-endnote"})


@dataclass(slots=True, kw_only=True)
class HtmlContext:
    """An open element that determines the kind of the text in it."""

    element: Any
    passage_kind: PassageKind
    level: int | None = None
    number: str | None = None
    is_used: bool = False
    """Whether a block was created from it: the number of an item belongs to its first paragraph only."""


class HtmlWalker:
    """One walk over the content of a page."""

    def __init__(self, *, keep_forms: bool, boilerplate: frozenset[Any] = frozenset()) -> None:
        self._keep_forms = keep_forms
        self._frame = boilerplate
        self._text: list[str] = []
        self._contexts: list[HtmlContext] = []
        self._numbers: dict[Any, str | None] = {}
        self._heads: dict[Any, str] = {}

    def collect_blocks(self, content: Any) -> Iterator[DocumentBlock]:
        """Yield the blocks of one element of content."""
        walk = etree.iterwalk(content, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if element is not content and self._is_dropped(element):
                    walk.skip_subtree()
                    continue
                yield from self._open_element(element)
            elif event == "end" and not (element is not content and self._is_dropped(element)):
                yield from self._close_element(element)
            if event != "start" and element is not content:
                self._text.append(element.tail or "")
        yield from self._flush()

    def _is_dropped(self, element: Any) -> bool:
        return element in self._frame or is_dropped(element, keep_forms=self._keep_forms)

    def _open_element(self, element: Any) -> Iterator[DocumentBlock]:
        if element.tag in _BLOCK_TAGS:
            yield from self._flush()
            if element.tag == "ol":
                self._numbers.update(number_items(element))
            if element.tag == "table":
                self._heads.update(find_column_headers(element))
            context = self._build_context(element)
            if context:
                self._contexts.append(context)
        elif element.tag == "br":
            self._text.append("\n")
        self._text.append(element.text or "")

    def _close_element(self, element: Any) -> Iterator[DocumentBlock]:
        if element.tag in _BLOCK_TAGS:
            yield from self._flush()
            if self._contexts and self._contexts[-1].element is element:
                self._contexts.pop()

    def _build_context(self, element: Any) -> HtmlContext | None:
        if element.get("role") in _NOTE_ROLES or "footnotes" in element.get("class", "").split():
            return HtmlContext(element=element, passage_kind=PassageKind.FOOTNOTE)
        if element.tag in _HEADINGS:
            return HtmlContext(element=element, passage_kind=PassageKind.HEADING, level=_HEADINGS[element.tag])
        if element.tag == "li":
            in_notes = any(context.passage_kind is PassageKind.FOOTNOTE for context in self._contexts)
            kind = PassageKind.FOOTNOTE if in_notes else PassageKind.ITEM
            return HtmlContext(element=element, passage_kind=kind, number=self._numbers.get(element))
        if element.tag in {"td", "th"} and not _is_layout_cell(element):
            return HtmlContext(element=element, passage_kind=PassageKind.CELL)
        return None

    def _flush(self) -> Iterator[DocumentBlock]:
        """Return a block of the collected text."""
        text = " ".join("".join(self._text).split())
        self._text.clear()
        if not text:
            return
        context = self._contexts[-1] if self._contexts else None
        if context is None or (context.is_used and context.passage_kind is PassageKind.ITEM):
            yield _build_block(PassageKind.PARAGRAPH, text)
            return
        number = None if context.is_used else context.number
        context.is_used = True
        if context.passage_kind is PassageKind.CELL:
            yield DocumentBlock(kind=context.passage_kind, text=text, header=self._heads.get(context.element))
        elif number:
            yield DocumentBlock(kind=context.passage_kind, text=text, number=number, level=context.level)
        else:
            yield _build_block(context.passage_kind, text, context.level)


def _build_block(passage_kind: PassageKind, text: str, level: int | None = None) -> DocumentBlock:
    """Return a block whose number, if any, was typed before its text."""
    printed = parse_printed_number(text)
    if printed is None or not printed.rest.strip():
        return DocumentBlock(kind=passage_kind, text=text, level=level)
    if passage_kind is PassageKind.PARAGRAPH and printed.style in _ITEM_STYLES:
        passage_kind = PassageKind.ITEM
    return DocumentBlock(kind=passage_kind, text=printed.rest, number=printed.number, level=level)


def _is_layout_cell(cell: Any) -> bool:
    """Return whether a cell belongs to a layout table, as on old pages."""
    table = next(cell.iterancestors("table"), None)
    if table is None or table.get("role") in {"presentation", "none"}:
        return True
    has_blocks = cell.xpath("boolean(.//table or .//h1 or .//h2 or .//h3)")
    return bool(has_blocks) or len(table.xpath("(.//td | .//th)[position() < 3]")) == 1
