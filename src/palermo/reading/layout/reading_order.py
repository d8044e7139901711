"""Reading order on a page: top to bottom, or by column where gutters divide a part of the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from palermo.reading.layout.text_lines import LayoutPage, TextLine

MIN_COLUMN_LINES = 5
MAX_INDENT_PT = 24
"""Maximum points of a first line's indent."""
MAX_CROSSING_SHARE = 0.4
"""Maximum share of lines across a gutter, such as titles and boxes."""
MIN_GUTTER_PT = 8
_BOTTOM_LEFT = attrgetter("bottom", "left")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRegion:
    """A horizontal band of a page, with or without columns."""

    rows: list[list[TextLine]]
    """From top to bottom over the whole width, each row from left to right."""
    gutters: tuple[float, ...]
    """Positions of its gutters, in points from the page's left edge; empty for one column."""
    ordered_lines: list[TextLine]
    """In reading order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderedPage:
    """A page's lines in reading order."""

    page: LayoutPage
    regions: tuple[PageRegion, ...]

    @classmethod
    def from_page(cls, page: LayoutPage) -> "OrderedPage":
        """Sort a page's lines into bands."""
        return cls(page=page, regions=tuple(_split_regions(page.lines, page.width)))

    @property
    def text_lines(self) -> list[TextLine]:
        """Return all lines in reading order."""
        return [line for part in self.regions for line in part.ordered_lines]


def _split_regions(text_lines: Sequence[TextLine], width: float) -> Iterator[PageRegion]:
    """Return the bands above, of and below columns."""
    columns = _find_columns(text_lines, 0.0, width) if len(text_lines) >= 2 * MIN_COLUMN_LINES else None
    if columns is None:
        rows = group_rows(text_lines)
        yield PageRegion(rows=rows, gutters=(), ordered_lines=[line for row in rows for line in row])
        return
    above = [x for x in text_lines if x.bottom <= columns.top]
    below = [x for x in text_lines if x.top >= columns.bottom and x.bottom > columns.top]
    full_width_ids = {id(x) for x in (*above, *below)}
    column_lines = [x for x in text_lines if id(x) not in full_width_ids]
    if above:
        yield from _split_regions(above, width)
    gutters = tuple(_find_gutters(column_lines, 0.0, width, columns))
    yield PageRegion(
        rows=group_rows(column_lines), gutters=gutters, ordered_lines=_order_by_columns(column_lines, gutters)
    )
    if below:
        yield from _split_regions(below, width)


def _order_by_columns(text_lines: Sequence[TextLine], gutters: Sequence[float]) -> list[TextLine]:
    """Split columns into bands at lines that cross a gutter."""
    bands: list[tuple[bool, list[TextLine]]] = []
    for line in sorted(text_lines, key=_BOTTOM_LEFT):
        crosses = any(line.left < gutter < line.right for gutter in gutters)
        if bands and bands[-1][0] == crosses:
            bands[-1][1].append(line)
        else:
            bands.append((crosses, [line]))
    ordered: list[TextLine] = []
    for crosses, band in bands:
        if crosses:
            ordered += _flatten_rows(band)
            continue
        for left, right in pairwise((float("-inf"), *gutters, float("inf"))):
            ordered += _flatten_rows([x for x in band if x.left >= left and x.right <= right])
    return ordered


@dataclass(frozen=True, slots=True, kw_only=True)
class _ColumnGutter:
    """The two sides of a gutter, and its vertical range."""

    gutter: float
    top: float
    bottom: float


def _find_gutters(
    text_lines: Sequence[TextLine], left_edge: float, right_edge: float, column_gutter: _ColumnGutter | None
) -> Iterator[float]:
    """Return the centres of all gutters from the left, dividing each side again."""
    if column_gutter is None:
        return
    gutter = column_gutter.gutter
    before = [x for x in text_lines if x.right <= gutter]
    after = [x for x in text_lines if x.left >= gutter]
    yield from _find_gutters(before, left_edge, gutter, _find_columns(before, left_edge, gutter))
    yield gutter
    yield from _find_gutters(after, gutter, right_edge, _find_columns(after, gutter, right_edge))


def _find_columns(text_lines: Sequence[TextLine], left_edge: float, right_edge: float) -> _ColumnGutter | None:
    """Return an empty strip between adjacent lines of prose; None if there is none."""
    width = right_edge - left_edge
    wide = [x for x in text_lines if x.right - x.left > width * 0.12]
    if len(wide) < 2 * MIN_COLUMN_LINES:
        return None
    for edge in sorted({round(x.left) for x in wide if width * 0.2 < x.left - left_edge < width * 0.8}):
        starts = [x for x in wide if abs(x.left - edge) < 2]
        indented = [x for x in wide if 2 <= x.left - edge < MAX_INDENT_PT]
        mostly = len(starts) >= 2 * len(indented)
        if len(starts) < MIN_COLUMN_LINES and not (mostly and len(starts) + len(indented) >= MIN_COLUMN_LINES):
            continue
        columns = _measure_columns(wide, edge, starts)
        if columns:
            return columns
    return None


def _measure_columns(text_lines: Sequence[TextLine], edge: float, starts: Sequence[TextLine]) -> _ColumnGutter | None:
    """Return the columns on both sides of an edge, as far as no line crosses it; None if there are none."""
    top, bottom = _find_column_limits(text_lines, edge, starts)
    column_lines = [x for x in text_lines if x.top >= top - 1 and x.bottom <= bottom + 1]
    left, right = [x for x in column_lines if x.right < edge], [x for x in column_lines if x.left >= edge - 1]
    in_columns, full_share = len(left) + len(right), 1 - MAX_CROSSING_SHARE
    if min(len(left), len(right)) < MIN_COLUMN_LINES or in_columns < full_share * len(column_lines):
        return None
    inner = max(x.right for x in left)
    if edge - inner < MIN_GUTTER_PT or not _has_shared_height(left, right) or not _is_prose_column(left, inner):
        return None
    if in_columns < full_share * len(text_lines) and _is_in_step(left, right):
        return None
    return _ColumnGutter(gutter=(inner + edge) / 2, top=top, bottom=bottom)


def _find_column_limits(text_lines: Sequence[TextLine], edge: float, starts: Sequence[TextLine]) -> tuple[float, float]:
    """Return the heights between which no line crosses an edge: below the last line above it, above the next one."""
    crossing = [x for x in text_lines if x.left < edge - 1 and x.right >= edge]
    first, last = min(x.top for x in starts), max(x.bottom for x in starts)
    top = max((x.bottom for x in crossing if x.bottom <= first + 1), default=float("-inf"))
    bottom = min((x.top for x in crossing if x.top >= last - 1), default=float("inf"))
    return top, bottom


def _has_shared_height(left_side: Sequence[TextLine], right_side: Sequence[TextLine]) -> bool:
    """Return whether the two sides share most of their height."""
    top = max(min(x.top for x in left_side), min(x.top for x in right_side))
    bottom = min(max(x.bottom for x in left_side), max(x.bottom for x in right_side))
    shorter = min(max(x.bottom for x in side) - min(x.top for x in side) for side in (left_side, right_side))
    return bottom - top > 0.5 * shorter


def _is_prose_column(left_side: Sequence[TextLine], inner: float) -> bool:
    """Return whether most lines of the left side reach the gutter.

    The lines of prose do; those of a table's first column do not.
    """
    width = inner - min(x.left for x in left_side)
    return sum(inner - x.right < 0.25 * width for x in left_side) > 0.5 * len(left_side)


def _is_in_step(left_side: Sequence[TextLine], right_side: Sequence[TextLine]) -> bool:
    """Return whether paragraphs of both sides begin at the same heights, like cells of a table's rows."""
    begins = [_find_paragraph_starts(side) for side in (left_side, right_side)]
    shared = sum(any(abs(y - other) < 3 for other in begins[1]) for y in begins[0])
    return 2 * shared > min(map(len, begins))


def _find_paragraph_starts(side: Sequence[TextLine]) -> list[float]:
    """Return the heights at which a side continues after a space."""
    lines = sorted(side, key=_BOTTOM_LEFT)
    steps = sorted(b.bottom - a.bottom for a, b in pairwise(lines))
    usual = steps[len(steps) // 2]
    return [lines[0].bottom, *(b.bottom for a, b in pairwise(lines) if b.bottom - a.bottom > 1.25 * usual)]


def group_rows(text_lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Return rows from top to bottom, each from left to right; lines that overlap in height are one row."""
    rows: list[list[TextLine]] = []
    page, twice = 0, 0.0  # of the row's first line: its page, and twice its lower edge
    for line in sorted(text_lines, key=_BOTTOM_LEFT):
        if line.page == page and line.top + line.bottom < twice:
            rows[-1].append(line)
        else:
            rows.append([line])
            page, twice = line.page, 2 * line.bottom
    return [sorted(row, key=lambda x: x.left) if len(row) > 1 else row for row in rows]


def _flatten_rows(text_lines: Sequence[TextLine]) -> list[TextLine]:
    return [line for row in group_rows(text_lines) for line in row]
