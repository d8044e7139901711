"""The panel of the open cell with its statements, and the comparison of rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from palermo.analysis import Emptiness
from palermo.analysis.cross_tabulation import CrossTabCell, CrossTabulation
from palermo.portal.base.forms import QueryPairs
from palermo.portal.maps.map_query import MapQuery, shorten_label
from palermo.portal.services.facet_labels import label_facet_value
from palermo.portal.services.map_cache import MapCache
from palermo.statements import Document, Statement

MAX_PANEL_STATEMENTS = 6
MAX_COMPARED_COLUMNS = 12
"""Columns of a comparison: those with the most statements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPanel:
    """The open cell."""

    names: Sequence[str]
    """Of row, column and facet."""
    total: int
    documents: int
    searched: int
    newest: int | None
    emptiness: Emptiness | None
    is_in_map: bool
    """Whether the map has the cell; an address may name values that are not in the edition."""
    rows: Sequence[tuple[Statement, Document]]
    kinds: Sequence[tuple[str, int, QueryPairs]]
    """Kinds of its statements, with the parameters that list them."""
    url_params: QueryPairs
    """Parameters that list all of them."""


def build_cell_panel(maps: MapCache, result: CrossTabulation, query: MapQuery) -> CellPanel | None:
    """Return the open cell with its newest statements; None if no cell is open."""
    if not query.open_cell:
        return None
    axes = result.query.axes
    places = dict(zip(axes, query.open_cell, strict=True))
    cell_query = replace(query, filter_values={**query.filter_values, **{name: (id,) for name, id in places.items()}})
    page = maps.view.find_statements(cell_query.edition_filters, limit=MAX_PANEL_STATEMENTS)
    cell = next((cell for cell in result.cells if _get_cell_key(cell) == query.open_cell), None)
    kinds = maps.count_values(cell_query.edition_filters, "kind")
    return CellPanel(
        names=[
            shorten_label(name, id, result.names)
            if name == "actor"
            else label_facet_value(name, id, result.names.get(id))
            for name, id in places.items()
        ],
        total=page.total,
        documents=cell.documents if cell else 0,
        searched=cell.searched if cell else 0,
        newest=cell.newest if cell else None,
        emptiness=cell.emptiness if cell else None,
        is_in_map=cell is not None,
        rows=page.rows,
        kinds=[(kind, number, cell_query.build_cell_params(kind=kind)) for kind, number in kinds],
        url_params=cell_query.filters,
    )


def _get_cell_key(cell: CrossTabCell) -> tuple[str, ...]:
    return (cell.row, cell.column, *([cell.facet] if cell.facet else []))


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonColumn:
    """One column of the map in a comparison: a number for each of the rows that are compared."""

    name: str
    numbers: Sequence[tuple[int, int | None, QueryPairs]]
    """Statements, newest year, and the parameters that list them."""
    dots: Sequence[str]
    """Positions of the numbers between 0 and the largest, in per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowComparison:
    """Rows side by side."""

    names: Sequence[str]
    sides: Sequence[ComparisonColumn]
    scale: Sequence[tuple[str, int]]
    """Places of the axis, per cent, and their numbers."""


def build_row_comparison(maps: MapCache, query: MapQuery) -> RowComparison | None:
    """Return two to four rows by their largest columns; None if fewer are chosen."""
    if len(query.compared_rows) < 2:
        return None
    only = replace(
        query, facet="", filter_values={**query.filter_values, query.rows: query.compared_rows}, ordering="weight"
    )
    result = maps.get_map(only.build_question())
    cells = {(cell.row, cell.column): cell for cell in result.cells}
    columns = [column.id for column in result.columns if column.statements][:MAX_COMPARED_COLUMNS]
    if not columns:
        return None
    largest = max(cell.statements for cell in result.cells)
    sides = []
    for column in columns:
        row_cells = [cells.get((row, column)) for row in query.compared_rows]
        numbers = [
            (
                cell.statements if cell else 0,
                cell.newest if cell else None,
                only.build_cell_params(**{query.rows: row, query.columns: column}),
            )
            for row, cell in zip(query.compared_rows, row_cells, strict=True)
        ]
        dots = [_format_position(number, largest) for number, _newest, _query in numbers]
        sides.append(
            ComparisonColumn(
                name=label_facet_value(query.columns, column, result.names.get(column)), numbers=numbers, dots=dots
            )
        )
    scale = [(_format_position(number, largest), number) for number in dict.fromkeys((0, largest // 2, largest))]
    return RowComparison(
        names=[shorten_label(query.rows, id, result.names) for id in query.compared_rows], sides=sides, scale=scale
    )


def _format_position(number: int, largest: int) -> str:
    return f"{2 + 96 * number / max(largest, 1):.1f}%"
