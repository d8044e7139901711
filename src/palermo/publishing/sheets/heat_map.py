"""A map as a heat table in SVG, with its edition, filters and citation."""

from collections.abc import Iterator
from html import escape
from math import log1p

from palermo.analysis import Emptiness
from palermo.analysis.cross_tabulation import CrossTabCell, CrossTabulation
from palermo.publishing.sheets.sheet import SheetSource
from palermo.publishing.sheets.who_does_what import cite_map
from palermo.publishing.short_names import shorten_names

SHADES = ("#dbe8f5", "#b5d1ec", "#86b5df", "#2b70b1", "#18528e", "#0b3260")
"""Shades from few to many, as on the pages; also distinguishable for colour-blind readers."""
TEXT_COLOURS = ("#15191e", "#15191e", "#15191e", "#ffffff", "#ffffff", "#ffffff")
CELL_SIZE, CELL_GAP, NAME_WIDTH, HEADER_HEIGHT, MAX_NAME_CHARS = 34, 2, 340, 230, 50
MAX_COLUMN_CHARS = 34
"""Characters of the name of a column, which stands upright."""
MAX_FACETS = 6


def draw_heat_map(result: CrossTabulation, source: SheetSource) -> str:
    """Return the heat table of a map, or one below the other for each facet; right to left in Arabic."""
    facets: list[str | None] = [line.id for line in result.facets[:MAX_FACETS]] or [None]
    columns = [line.id for line in result.columns if line.statements or len(result.columns) < 30]
    rows = [line.id for line in result.rows if line.statements]
    wide = NAME_WIDTH + len(columns) * (CELL_SIZE + CELL_GAP) + 20
    height = HEADER_HEIGHT + len(rows) * (CELL_SIZE + CELL_GAP) + 20
    high = height * len(facets) + 30
    cite = cite_map(result, source)
    largest = max((cell.statements for cell in result.cells), default=1)
    cells = {(cell.row, cell.column, cell.facet): cell for cell in result.cells}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
        f'role="img" font-family="system-ui, Noto Sans, sans-serif" font-size="12" lang="{escape(source.language)}">',
        f"<title>{escape(cite)}</title>",
        f'<rect width="{wide}" height="{high}" fill="#ffffff"/>',
    ]
    for at, facet in enumerate(facets):
        parts.append(f'<g transform="translate(0 {at * height})">')
        if facet is not None:
            name = source.get_label(result.query.facet or "", facet, result.names)
            parts.append(f'<text x="8" y="20" font-weight="600">{escape(name)}</text>')
        parts += _draw_headers(result, columns, source)
        labels = [source.get_label(result.query.rows, row, result.names) for row in rows]
        for line, (row, name) in enumerate(zip(rows, shorten_names(labels, MAX_NAME_CHARS), strict=True)):
            top = HEADER_HEIGHT + line * (CELL_SIZE + CELL_GAP)
            parts.append(f'<text x="{NAME_WIDTH - 8}" y="{top + 21}" text-anchor="end">{escape(name)}</text>')
            for column, id in enumerate(columns):
                parts += _draw_cell(
                    cells.get((row, id, facet)), NAME_WIDTH + column * (CELL_SIZE + CELL_GAP), top, largest
                )
        parts.append("</g>")
    parts.append(f'<text x="8" y="{high - 10}" font-size="10" fill="#434a52">{escape(cite)}</text></svg>')
    return "\n".join(parts)


def _draw_headers(result: CrossTabulation, columns: list[str], source: SheetSource) -> Iterator[str]:
    names = [source.get_label(result.query.columns, column, result.names) for column in columns]
    for at, name in enumerate(shorten_names(names, MAX_COLUMN_CHARS)):
        x, y = NAME_WIDTH + at * (CELL_SIZE + CELL_GAP) + 21, HEADER_HEIGHT - 8
        yield f'<text x="{x}" y="{y}" transform="rotate(-90 {x} {y})">{escape(name)}</text>'


def _draw_cell(cell: CrossTabCell | None, x: int, y: int, largest: int) -> Iterator[str]:
    """Return one cell.

    A cell has a shade with its number, a dot if it has no statement, or a stroke if it has no document. Old
    evidence has a dashed border and its newest year.
    """
    middle = f'x="{x + CELL_SIZE / 2}" y="{y + 21}" text-anchor="middle"'
    box = f'x="{x}" y="{y}" width="{CELL_SIZE}" height="{CELL_SIZE}" rx="2"'
    match cell.emptiness if cell else Emptiness.NO_EVIDENCE:
        case Emptiness.NO_EVIDENCE:
            yield f'<text {middle} fill="#5d656e">·</text>'
        case Emptiness.NO_DOCUMENT:
            yield f'<path d="M{x} {y + CELL_SIZE}L{x + CELL_SIZE} {y}" stroke="#7f8891"/>'
        case Emptiness.OLD_EVIDENCE:
            shade = _choose_shade(cell.statements if cell else 0, largest)
            yield f'<rect {box} fill="{SHADES[shade]}" stroke="#5d656e" stroke-dasharray="3 2"/>'
            yield f'<text {middle} font-size="11" fill="{TEXT_COLOURS[shade]}">{cell.newest if cell else ""}</text>'
        case None if cell:
            shade = _choose_shade(cell.statements, largest)
            yield f'<rect {box} fill="{SHADES[shade]}"/>'
            yield f'<text {middle} fill="{TEXT_COLOURS[shade]}">{cell.statements}</text>'


def _choose_shade(statements: int, largest: int) -> int:
    return min(len(SHADES) - 1, int(len(SHADES) * log1p(statements) / log1p(largest)))
