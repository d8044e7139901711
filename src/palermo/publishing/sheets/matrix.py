"""A map of who does what as a matrix: one line for each row, for those who read it in a terminal."""

from dataclasses import replace

from palermo.analysis import Emptiness, Values
from palermo.analysis.values import GROUPS, NAMED
from palermo.analysis.who_does_what import Cell, WhoDoesWhat
from palermo.edition import Manifest
from palermo.publishing.sheets.plain import cut_in_the_middle
from palermo.publishing.sheets.sheet import Cell as CellOf
from palermo.publishing.sheets.sheet import Column, Sheet
from palermo.publishing.sheets.who_does_what import name_of, sheet

WIDE = 8
"""Columns: those with the most statements."""
LONG = 40
"""Rows."""
LETTERS = 24
"""Most letters of a column's head."""
SIGNS = "· nothing found, × no document in the library, (year) the newest is old"


def matrix(found: WhoDoesWhat, manifest: Manifest, values: Values, language: str = "en") -> Sheet:
    """The rows and columns with the most statements; other formats have all."""
    asked = found.question
    whole = sheet(replace(found, cells=(), absent=()), manifest, values, language)
    columns = [line.id for line in found.columns if line.statements][:WIDE]
    held = [line for line in found.rows if line.statements]
    rows = [*held[:LONG], *(line for line in held[LONG:] if line.id in GROUPS)]
    cells = {(cell.row, cell.column, cell.facet): cell for cell in found.cells}
    facets = [line.id for line in found.facets] if asked.facet else [None]
    heads = [
        Column(key=id, label=cut_in_the_middle(_short_name(asked.columns, id, found, values, language), LETTERS))
        for id in columns
    ]
    lines: list[list[CellOf]] = []
    for facet in facets:
        for row in rows:
            met = [cells.get((row.id, column, facet)) for column in columns]
            if facet is None or any(cell and cell.statements for cell in met):
                first = [_short_name(asked.facet or "", facet, found, values, language)] if facet else []
                name = _short_name(asked.rows, row.id, found, values, language)
                total = found.within(asked.rows, row, facet).statements
                lines.append([*first, name, *(_shown(cell) for cell in met), total])
    left = len(held) - len(rows)
    notes = [*whole.notes, SIGNS, *([f"{left:,} more rows, and all columns, in the other formats"] if left else [])]
    names = [*([Column(key="facet", label=asked.facet)] if asked.facet else []), Column(key="row", label=asked.rows)]
    all_of = Column(key="all", label="All", shown="number")
    return replace(whole, columns=[*names, *heads, all_of], rows=lines, notes=notes, called="rows")


def _short_name(dimension: str, id: str, found: WhoDoesWhat, values: Values, language: str) -> str:
    """An organisation's acronym, where it has one; else the name."""
    return (dimension in NAMED and values.acronym(id)) or name_of(dimension, id, found, values, language)


def _shown(cell: Cell | None) -> str:
    match cell.emptiness if cell else Emptiness.NOTHING_FOUND:
        case Emptiness.NOTHING_FOUND:
            return "·"
        case Emptiness.NO_DOCUMENT:
            return "×"
        case Emptiness.OLD_EVIDENCE:
            return f"{cell.statements:,} ({cell.newest})" if cell else "·"
    return f"{cell.statements:,}" if cell else "·"
