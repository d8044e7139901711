"""Reading order on a page: top to bottom, or column by column where a gutter divides the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from palermo.reading.layout.lines import Line, Page

COLUMN_LINES = 6
"""A column has at least this many lines on each side of its gutter."""


_PLACE = attrgetter("bottom", "left")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """A page's lines as people read them."""

    page: Page
    rows: list[list[Line]]
    """From top to bottom over the whole width, each from left to right."""
    gutter: float | None
    """Where the page's two columns part, in points from its left edge; None where it has but one."""
    lines: list[Line]
    """Top to bottom, or column by column where a gutter divides the page."""

    @classmethod
    def of(cls, page: Page) -> "Ordered":
        """Sort a page's lines."""
        rows = rows_of(page.lines)
        gutter = find_gutter(page) if len(page.lines) >= 2 * COLUMN_LINES else None
        lines = [line for row in rows for line in row] if gutter is None else _by_columns(page, gutter)
        return cls(page=page, rows=rows, gutter=gutter, lines=lines)


def _by_columns(page: Page, gutter: float) -> list[Line]:
    """Lines that cross the gutter divide the columns into bands."""
    bands: list[tuple[bool, list[Line]]] = []
    for line in sorted(page.lines, key=lambda x: (x.bottom, x.left)):
        crosses = line.left < gutter < line.right
        if bands and bands[-1][0] == crosses:
            bands[-1][1].append(line)
        else:
            bands.append((crosses, [line]))
    ordered: list[Line] = []
    for crosses, lines in bands:
        if crosses:
            ordered += _rows(lines)
        else:
            ordered += _rows([x for x in lines if x.right <= gutter]) + _rows([x for x in lines if x.left >= gutter])
    return ordered


def find_gutter(page: Page) -> float | None:
    """Find the middle of an empty strip with text lines on both sides, beside one another; None if there is none."""
    lines = [x for x in page.lines if x.right - x.left > page.width * 0.12]
    if len(lines) < 2 * COLUMN_LINES:
        return None
    edges = sorted({round(x.left) for x in lines if page.width * 0.35 < x.left < page.width * 0.7})
    for edge in edges:
        left = [x for x in lines if x.right < edge]
        right = [x for x in lines if x.left >= edge - 1]
        if len(left) < COLUMN_LINES or len(right) < COLUMN_LINES or len(left) + len(right) < 0.6 * len(lines):
            continue
        inner = max(x.right for x in left)
        if edge - inner >= 8 and _beside(left, right) and _filled(left, inner):
            return (inner + edge) / 2
    return None


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


def rows_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Rows from top to bottom, each from left to right; lines whose ink overlaps in height are one row."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=_PLACE):
        if rows and line.top + line.bottom < 2 * rows[-1][0].bottom and line.page == rows[-1][0].page:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda x: x.left) if len(row) > 1 else row for row in rows]


def _rows(lines: Sequence[Line]) -> list[Line]:
    return [line for row in rows_of(lines) for line in row]


def pages_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Group lines that are in order by their page."""
    return [list(group) for _, group in groupby(lines, key=lambda x: x.page)]
