"""Comparison of two cross-tabulations: one query in two editions, or in two periods of one edition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from palermo.analysis.cross_tabulation.cross_tab import CrossTabQuery, CrossTabulation
from palermo.analysis.cross_tabulation.cross_tab_builder import build_cross_tabulation
from palermo.analysis.facet_values import FacetValues
from palermo.edition import Filters, View


class ChangeKind(StrEnum):
    """How the number of statements in a cell changed."""

    NEW = "new"
    """There were no statements before."""
    SILENT = "silent"
    """There are no statements any more."""
    GROWN = "grown"
    SHRUNK = "shrunk"
    UNCHANGED = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """The counts of a cell before and after."""

    row: str
    column: str
    facet: str | None
    earlier_count: int
    """Number of statements."""
    later_count: int
    change_kind: ChangeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossTabComparison:
    """Two cross-tabulations of one query, and the cells in which they differ, largest difference first."""

    earlier: CrossTabulation
    later: CrossTabulation
    cells: Sequence[CellChange]


def compare_cross_tabs(earlier: CrossTabulation, later: CrossTabulation) -> CrossTabComparison:
    """Compare two cross-tabulations of the same dimensions; unchanged cells are omitted."""
    old, new = _count_cells(earlier), _count_cells(later)
    cells = [_build_cell_change(key, old.get(key, 0), new.get(key, 0)) for key in {**old, **new}]
    changed_cells = [cell for cell in cells if cell.change_kind is not ChangeKind.UNCHANGED]
    order = list(ChangeKind)
    changed_cells.sort(
        key=lambda c: (
            order.index(c.change_kind),
            -abs(c.later_count - c.earlier_count),
            c.row,
            c.column,
            c.facet or "",
        )
    )
    return CrossTabComparison(earlier=earlier, later=later, cells=changed_cells)


def compare_editions(
    earlier_view: View, later_view: View, query: CrossTabQuery, values: FacetValues
) -> CrossTabComparison:
    """Compare the results of a query in two editions."""
    full_query = replace(query, most=None)
    return compare_cross_tabs(
        build_cross_tabulation(earlier_view, full_query, values),
        build_cross_tabulation(later_view, full_query, values),
    )


def compare_periods(
    view: View,
    query: CrossTabQuery,
    values: FacetValues,
    earlier_years: Sequence[str],
    later_years: Sequence[str],
) -> CrossTabComparison:
    """Compare the results of a query in two periods, given as years of publication."""
    return compare_cross_tabs(
        *(
            build_cross_tabulation(view, replace(query, most=None, where=_narrow_to_years(query.where, years)), values)
            for years in (earlier_years, later_years)
        )
    )


def _narrow_to_years(filters: Filters, years: Sequence[str]) -> Filters:
    return replace(filters, selected={**filters.selected, "year": tuple(years)})


def _count_cells(cross_tab: CrossTabulation) -> Mapping[tuple[str, str, str | None], int]:
    return {(cell.row, cell.column, cell.facet): cell.statements for cell in cross_tab.cells if cell.statements}


def _build_cell_change(cell_key: tuple[str, str, str | None], earlier_count: int, later_count: int) -> CellChange:
    turn = ChangeKind.UNCHANGED
    if earlier_count != later_count:
        turn = ChangeKind.GROWN if later_count > earlier_count else ChangeKind.SHRUNK
        turn = ChangeKind.NEW if not earlier_count else ChangeKind.SILENT if not later_count else turn
    return CellChange(
        row=cell_key[0],
        column=cell_key[1],
        facet=cell_key[2],
        earlier_count=earlier_count,
        later_count=later_count,
        change_kind=turn,
    )
