"""The blocks of a web page in reading order, by one walk without recursion."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from palermo.list_numbers import format_list_number
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.layout.printed_numbers import build_numbered_block
from palermo.reading.web.main_content import is_dropped
from palermo.statements import PassageKind

_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLES = {
    "decimal": "decimal",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "none": "none",
}
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)

_BLOCK_NAMES = """
address article blockquote body caption center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header
hgroup hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul
"""
_BLOCK_TAGS = frozenset(_BLOCK_NAMES.split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NOTE_ROLES = frozenset({"doc-endnotes", "doc-footnote", "doc-endnote"})

MAX_SPAN = 100


def number_items(ordered_list: Any) -> dict[Any, str | None]:
    """Return the numbers of the items of an `ol`, by item, without dots; None if its style prints none."""
    items = ordered_list.findall("li")
    backwards = ordered_list.get("reversed") is not None
    count = _parse_integer(ordered_list.get("start"))
    if count is None:
        count = len(items) if backwards else 1
    form = _get_number_format(ordered_list) or "decimal"
    numbers: dict[Any, str | None] = {}
    for item in items:
        value = _parse_integer(item.get("value"))
        count = count if value is None else value
        own = _get_number_format(item) or form
        numbers[item] = None if own == "none" else format_list_number(count, own)
        count += -1 if backwards else 1
    return numbers


def _get_number_format(element: Any) -> str | None:
    style = _STYLE.search(element.get("style", ""))
    named = _STYLES.get(style.group(1).lower()) if style else None
    return named or _TYPES.get(element.get("type", ""))


def _parse_integer(value: str | None) -> int | None:
    return int(value) if value and re.fullmatch(r"-?\d{1,9}", value.strip(), re.ASCII) else None


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
        """Yield a block of the collected text, if there is any."""
        text = " ".join("".join(self._text).split())
        self._text.clear()
        if not text:
            return
        context = self._contexts[-1] if self._contexts else None
        if context is None or (context.is_used and context.passage_kind is PassageKind.ITEM):
            yield build_numbered_block(PassageKind.PARAGRAPH, text)
            return
        number = None if context.is_used else context.number
        context.is_used = True
        if context.passage_kind is PassageKind.CELL:
            yield DocumentBlock(kind=context.passage_kind, text=text, header=self._heads.get(context.element))
        elif number:
            yield DocumentBlock(kind=context.passage_kind, text=text, number=number, level=context.level)
        else:
            yield build_numbered_block(context.passage_kind, text, context.level)


def _is_layout_cell(cell: Any) -> bool:
    """Return whether a cell belongs to a layout table, as on old pages."""
    table = next(cell.iterancestors("table"), None)
    if table is None or table.get("role") in {"presentation", "none"}:
        return True
    has_blocks = cell.xpath("boolean(.//table or .//h1 or .//h2 or .//h3)")
    return bool(has_blocks) or len(table.xpath("(.//td | .//th)[position() < 3]")) == 1


def find_column_headers(table: Any) -> dict[Any, str]:
    """Return the column heading of each cell, for tables with a first row of `th` elements."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
    named: dict[int, str] = {}
    column_headers: dict[Any, str] = {}
    for row in rows:
        cells = _place_cells(row)
        if not column_headers and len(cells) > 1 and all(cell.tag == "th" for _, _, cell in cells):
            for first, end, cell in cells:
                words = " ".join("".join(cell.itertext()).split())
                named.update(dict.fromkeys(range(first, end), words))
            continue
        column_headers.update({cell: named[first] for first, _, cell in cells if named.get(first)})
    return column_headers


def _place_cells(row: Any) -> list[tuple[int, int, Any]]:
    """Return first column, end and element of each cell of a row."""
    cells = []
    column = 0
    for cell in row.iterchildren("td", "th"):
        span = cell.get("colspan", "1").strip()
        width = min(int(span), MAX_SPAN) if span.isascii() and span.isdigit() and len(span) < 6 else 1
        cells.append((column, column + max(1, width), cell))
        column += max(1, width)
    return cells
