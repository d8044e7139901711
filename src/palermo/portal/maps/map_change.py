"""Changes of a map between two periods or since another edition, for display."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.analysis.cross_tabulation.comparison import ChangeKind
from palermo.errors import NoLibrary, NotFound, QuestionInvalid
from palermo.portal.base.forms import QueryPairs
from palermo.portal.maps.map_query import MapQuery, shorten_label
from palermo.portal.services.facet_labels import label_facet_value
from palermo.portal.services.map_cache import MapCache, MapComparison

MAX_LISTED_CELLS = 12
"""Cells of each turn."""
TREND_TITLES: dict[ChangeKind, Promise] = {
    ChangeKind.NEW: _("New"),
    ChangeKind.SILENT: _("No longer found"),
    ChangeKind.GROWN: _("Grown"),
    ChangeKind.SHRUNK: _("Shrunk"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedCell:
    """A cell before and after, with the parameters that list its statements.

    The parameters are None if the statements cannot be listed.
    """

    row: str
    column: str
    earlier_count: int
    later_count: int
    before_query: QueryPairs | None
    after_query: QueryPairs


@dataclass(frozen=True, slots=True, kw_only=True)
class MapChanges:
    """The changed cells by kind of change: title, total, and the first cells."""

    comparison: MapComparison
    url_params: QueryPairs
    """Parameters of the map and of the comparison."""
    turns: Sequence[tuple[str, int, Sequence[ChangedCell]]]
    refused: str = ""


def build_changes(maps: MapCache, query: MapQuery, comparison: MapComparison) -> MapChanges:
    """Return the cells that changed, or the reason why the comparison was refused."""
    params = (*query.map, *comparison.url_params)
    try:
        cross_tab_comparison = comparison.compare(maps.view, query.build_question())
    except (QuestionInvalid, NotFound, NoLibrary) as error:
        return MapChanges(comparison=comparison, url_params=params, turns=(), refused=error.subject)
    names = {**cross_tab_comparison.earlier.names, **cross_tab_comparison.later.names}
    turns = []
    for turn, title in TREND_TITLES.items():
        cells = [cell for cell in cross_tab_comparison.cells if cell.change_kind is turn]
        moved = []
        for cell in cells[:MAX_LISTED_CELLS]:
            cell_params = query.build_cell_params(**{query.rows: cell.row, query.columns: cell.column})
            moved.append(
                ChangedCell(
                    row=shorten_label(query.rows, cell.row, names),
                    column=label_facet_value(query.columns, cell.column, names.get(cell.column)),
                    earlier_count=cell.earlier_count,
                    later_count=cell.later_count,
                    before_query=None if comparison.since else (*cell_params, ("year", comparison.earlier)),
                    after_query=cell_params if comparison.since else (*cell_params, ("year", comparison.later)),
                )
            )
        turns.append((str(title), len(cells), moved))
    return MapChanges(comparison=comparison, url_params=params, turns=turns)
