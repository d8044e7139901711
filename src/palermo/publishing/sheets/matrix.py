"""A map of who does what as a matrix for a terminal: one line for each row."""

from collections.abc import Sequence
from dataclasses import replace

from palermo.analysis import Emptiness
from palermo.analysis.cross_tabulation import AxisValue, CrossTabCell, CrossTabulation
from palermo.analysis.facet_values import UNNAMED_VALUES
from palermo.publishing.sheets.sheet import MapSheet, SheetCell, SheetColumn, SheetSource
from palermo.publishing.sheets.text_table import shorten_middle
from palermo.publishing.sheets.who_does_what import build_map_sheet
from palermo.statements import NAME_FACETS

MAX_COLUMNS = 8
"""Maximum number of columns, those with the most statements."""
MAX_ROWS = 40
"""Maximum number of rows."""
MAX_HEADER_CHARS = 24
"""Maximum number of characters of a column's title."""
LEGEND_NOTE = "· nothing found, × no document in the library, (year) the newest is old"


def build_matrix(result: CrossTabulation, source: SheetSource) -> MapSheet:
    """Return the rows and columns with the most statements; other formats contain all."""
    query = result.query
    full_sheet = build_map_sheet(replace(result, cells=(), absent=()), source)
    columns = [line.id for line in result.columns if line.statements][:MAX_COLUMNS]
    shown_rows = [line for line in result.rows if line.statements]
    rows = [*shown_rows[:MAX_ROWS], *(line for line in shown_rows[MAX_ROWS:] if line.id in UNNAMED_VALUES)]
    heads = [
        SheetColumn(key=id, label=shorten_middle(_get_short_name(query.columns, id, result, source), MAX_HEADER_CHARS))
        for id in columns
    ]
    lines = _build_lines(result, rows, columns, source)
    left = len(shown_rows) - len(rows)
    notes = [
        *full_sheet.notes,
        LEGEND_NOTE,
        *([f"{left:,} more rows, and all columns, in the other formats"] if left else []),
    ]
    names = [
        *([SheetColumn(key="facet", label=query.facet)] if query.facet else []),
        SheetColumn(key="row", label=query.rows),
    ]
    all_of = SheetColumn(key="all", label="All", display="number")
    return replace(full_sheet, columns=[*names, *heads, all_of], rows=lines, notes=notes, rows_key="rows")


def _get_short_name(dimension: str, id: str, result: CrossTabulation, source: SheetSource) -> str:
    """Return an organisation's acronym if it has one, else the name."""
    acronym = source.values.get_acronym(id) if dimension in NAME_FACETS else None
    return acronym or source.get_label(dimension, id, result.names)


def _format_cell(cell: CrossTabCell | None) -> str:
    match cell.emptiness if cell else Emptiness.NO_EVIDENCE:
        case Emptiness.NO_EVIDENCE:
            return "·"
        case Emptiness.NO_DOCUMENT:
            return "×"
        case Emptiness.OLD_EVIDENCE:
            return f"{cell.statements:,} ({cell.newest})" if cell else "·"
    return f"{cell.statements:,}" if cell else "·"


def _build_lines(
    result: CrossTabulation, rows: Sequence[AxisValue], columns: Sequence[str], source: SheetSource
) -> list[list[SheetCell]]:
    """Return a line of cells for each row of each facet, without lines of facets without statements."""
    query = result.query
    cells = {(cell.row, cell.column, cell.facet): cell for cell in result.cells}
    lines: list[list[SheetCell]] = []
    for facet in [line.id for line in result.facets] if query.facet else [None]:
        for row in rows:
            row_cells = [cells.get((row.id, column, facet)) for column in columns]
            if facet is None or any(cell and cell.statements for cell in row_cells):
                first = [_get_short_name(query.facet or "", facet, result, source)] if facet else []
                name = _get_short_name(query.rows, row.id, result, source)
                total = result.get_margin(query.rows, row, facet).statements
                lines.append([*first, name, *(_format_cell(cell) for cell in row_cells), total])
    return lines
