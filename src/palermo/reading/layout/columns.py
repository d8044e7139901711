"""Reading order on a page: top to bottom, or column by column where gutters divide a part of the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from palermo.reading.layout.lines import Line, Page

COLUMN_LINES = 5
"""A column has at least this many lines on each side of its gutter."""
INDENT = 24
"""Points of a first line's indent at most."""
MOST = 0.4
"""Share of lines of the part of a page with columns that may run over a gutter, as titles and boxes do."""
NARROWEST = 8
"""Points of a gutter."""
_PLACE = attrgetter("bottom", "left")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a page from one height to another: with columns, or without."""

    rows: list[list[Line]]
    """From top to bottom over the whole width, each from left to right."""
    gutters: tuple[float, ...]
    """Where its columns part, in points from the page's left edge; none where it has but one."""
    lines: list[Line]
    """In reading order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """A page's lines as people read them."""

    page: Page
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, page: Page) -> "Ordered":
        """Sort a page's lines."""
        return cls(page=page, parts=tuple(_parts(page.lines, page.width)))

    @property
    def lines(self) -> list[Line]:
        """All lines in reading order."""
        return self.parts[0].lines if len(self.parts) == 1 else [line for part in self.parts for line in part.lines]


def _parts(lines: Sequence[Line], width: float) -> Iterator[Part]:
    """What stands above columns, the columns, and what stands below them."""
    found = _columns(lines, 0.0, width) if len(lines) >= 2 * COLUMN_LINES else None
    if found is None:
        rows = rows_of(lines)
        yield Part(rows=rows, gutters=(), lines=[line for row in rows for line in row])
        return
    above = [x for x in lines if x.bottom <= found.top]
    below = [x for x in lines if x.top >= found.bottom and x.bottom > found.top]
    apart = {id(x) for x in (*above, *below)}
    inside = [x for x in lines if id(x) not in apart]
    if above:
        yield from _parts(above, width)
    gutters = tuple(_gutters(inside, 0.0, width, found))
    yield Part(rows=rows_of(inside), gutters=gutters, lines=_by_columns(inside, gutters))
    if below:
        yield from _parts(below, width)


def _by_columns(lines: Sequence[Line], gutters: Sequence[float]) -> list[Line]:
    """Lines that cross a gutter divide the columns into bands."""
    bands: list[tuple[bool, list[Line]]] = []
    for line in sorted(lines, key=_PLACE):
        crosses = any(line.left < gutter < line.right for gutter in gutters)
        if bands and bands[-1][0] == crosses:
            bands[-1][1].append(line)
        else:
            bands.append((crosses, [line]))
    ordered: list[Line] = []
    for crosses, band in bands:
        if crosses:
            ordered += _rows(band)
            continue
        for left, right in pairwise((float("-inf"), *gutters, float("inf"))):
            ordered += _rows([x for x in band if x.left >= left and x.right <= right])
    return ordered


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Two sides of a gutter, and from where to where on the page they stand."""

    gutter: float
    top: float
    bottom: float


def _gutters(lines: Sequence[Line], left: float, right: float, found: _Columns | None) -> Iterator[float]:
    """Middles of all gutters, from the left: each side may be divided again."""
    if found is None:
        return
    before, after = [x for x in lines if x.right <= found.gutter], [x for x in lines if x.left >= found.gutter]
    yield from _gutters(before, left, found.gutter, _columns(before, left, found.gutter))
    yield found.gutter
    yield from _gutters(after, found.gutter, right, _columns(after, found.gutter, right))


def _columns(lines: Sequence[Line], left: float, right: float) -> _Columns | None:
    """Find an empty strip with lines of prose on both sides, beside one another; None if there is none."""
    width = right - left
    wide = [x for x in lines if x.right - x.left > width * 0.12]
    if len(wide) < 2 * COLUMN_LINES:
        return None
    for edge in sorted({round(x.left) for x in wide if width * 0.2 < x.left - left < width * 0.8}):
        starts = [x for x in wide if abs(x.left - edge) < 2]
        indented = [x for x in wide if 2 <= x.left - edge < INDENT]
        mostly = len(starts) >= 2 * len(indented)
        if len(starts) < COLUMN_LINES and not (mostly and len(starts) + len(indented) >= COLUMN_LINES):
            continue
        found = _sides(wide, edge, starts)
        if found:
            return found
    return None


def _sides(lines: Sequence[Line], edge: float, starts: Sequence[Line]) -> _Columns | None:
    """The columns on both sides of an edge, as far up and down as no line runs over it; None where they are none."""
    crossing = [x for x in lines if x.left < edge - 1 and x.right >= edge]
    first, last = min(x.top for x in starts), max(x.bottom for x in starts)
    top = max((x.bottom for x in crossing if x.bottom <= first + 1), default=float("-inf"))
    bottom = min((x.top for x in crossing if x.top >= last - 1), default=float("inf"))
    inside = [x for x in lines if x.top >= top - 1 and x.bottom <= bottom + 1]
    left, right = [x for x in inside if x.right < edge], [x for x in inside if x.left >= edge - 1]
    if min(len(left), len(right)) < COLUMN_LINES or len(left) + len(right) < (1 - MOST) * len(inside):
        return None
    inner = max(x.right for x in left)
    if edge - inner < NARROWEST or not _beside(left, right) or not _filled(left, inner):
        return None
    if len(left) + len(right) < (1 - MOST) * len(lines) and _in_step(left, right):
        return None
    return _Columns(gutter=(inner + edge) / 2, top=top, bottom=bottom)


def _beside(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether the two sides share most of their height."""
    top = max(min(x.top for x in left), min(x.top for x in right))
    bottom = min(max(x.bottom for x in left), max(x.bottom for x in right))
    shorter = min(max(x.bottom for x in side) - min(x.top for x in side) for side in (left, right))
    return bottom - top > 0.5 * shorter


def _filled(left: Sequence[Line], inner: float) -> bool:
    """Whether most lines of the left side run up to the gutter, as prose does and a table's first column does not."""
    width = inner - min(x.left for x in left)
    return sum(inner - x.right < 0.25 * width for x in left) > 0.5 * len(left)


def _in_step(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether paragraphs of both sides begin at the same heights, as the cells of a table's rows do."""
    begins = [_begins(side) for side in (left, right)]
    shared = sum(any(abs(y - other) < 3 for other in begins[1]) for y in begins[0])
    return 2 * shared > min(map(len, begins))


def _begins(side: Sequence[Line]) -> list[float]:
    """Heights at which a side begins anew after a space."""
    lines = sorted(side, key=_PLACE)
    steps = sorted(b.bottom - a.bottom for a, b in pairwise(lines))
    usual = steps[len(steps) // 2]
    return [lines[0].bottom, *(b.bottom for a, b in pairwise(lines) if b.bottom - a.bottom > 1.25 * usual)]


def rows_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Rows from top to bottom, each from left to right; lines whose ink overlaps in height are one row."""
    rows: list[list[Line]] = []
    page, twice = 0, 0.0  # of the row's first line: its page, and twice its lower edge
    for line in sorted(lines, key=_PLACE):
        if line.page == page and line.top + line.bottom < twice:
            rows[-1].append(line)
        else:
            rows.append([line])
            page, twice = line.page, 2 * line.bottom
    return [sorted(row, key=lambda x: x.left) if len(row) > 1 else row for row in rows]


def _rows(lines: Sequence[Line]) -> list[Line]:
    return [line for row in rows_of(lines) for line in row]
