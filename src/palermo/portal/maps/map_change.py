"""Changes of a map between two periods or since another edition, for display."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.analysis.cross_tabulation.comparison import (
    ChangeKind,
    CrossTabComparison,
    compare_editions,
    compare_periods,
)
from palermo.errors import NoLibrary, NotFound, QuestionInvalid
from palermo.portal.base.forms import QueryPairs
from palermo.portal.maps.map_query import MapQuery, shorten_label
from palermo.portal.services.facet_labels import label_facet_value
from palermo.portal.services.map_cache import MapCache, get_facet_values, open_earlier_view

MAX_LISTED_CELLS = 12
"""Cells of each turn."""
TREND_TITLES: dict[ChangeKind, Promise] = {
    ChangeKind.NEW: _("New"),
    ChangeKind.SILENT: _("No longer found"),
    ChangeKind.GROWN: _("Grown"),
    ChangeKind.SHRUNK: _("Shrunk"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MapComparison:
    """The compared maps: two periods, or the served edition and another one."""

    earlier: str = ""
    later: str = ""
    since: str = ""
    """Name of the other edition."""

    @property
    def url_params(self) -> QueryPairs:
        """Its parameters."""
        return tuple((name, value) for name in ("earlier", "later", "since") if (value := getattr(self, name)))

    @property
    def description(self) -> str:
        """The comparison in words."""
        return f"since edition {self.since}" if self.since else f"{self.earlier} against {self.later}"


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


def find_change(maps: MapCache, query: MapQuery, comparison: MapComparison) -> CrossTabComparison:
    """Return the changes of a map.

    Raises QuestionInvalid for invalid years, and NotFound for an unknown edition.
    """
    cross_tab_query = query.build_question()
    if comparison.since:
        return compare_editions(open_earlier_view(comparison.since), maps.view, cross_tab_query, get_facet_values())
    years = [get_facet_values().find_ids("year", item) for item in (comparison.earlier, comparison.later)]
    return compare_periods(maps.view, cross_tab_query, get_facet_values(), *years)


def build_changes(maps: MapCache, query: MapQuery, comparison: MapComparison) -> MapChanges:
    """Return the cells that changed, or the reason why the comparison was refused."""
    params = (*query.map, *comparison.url_params)
    try:
        cross_tab_comparison = find_change(maps, query, comparison)
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
