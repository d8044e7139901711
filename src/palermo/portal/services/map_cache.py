"""The maps of the served edition, and the values that their filters offer."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from threading import Lock

from django.conf import settings

from palermo import registry, vocabulary
from palermo.analysis import MAP_FACETS, FacetValues, parse_filters
from palermo.analysis.cross_tabulation import CrossTabQuery, CrossTabulation, build_cross_tabulation
from palermo.analysis.cross_tabulation.comparison import CrossTabComparison, compare_editions, compare_periods
from palermo.edition import (
    NO_FILTERS,
    Edition,
    Filters,
    Library,
    StatementSelection,
    View,
    list_editions,
    open_public_view,
)
from palermo.edition.view_opener import resolve_edition_id
from palermo.errors import NoLibrary, NotFound
from palermo.portal.base.forms import QueryPairs
from palermo.portal.services.current_edition import get_current_view

MAX_COUNTED_ROWS = 40
"""Rows and columns whose cells are counted by default."""
MAX_CACHED_MAPS = 128


def get_facet_values() -> FacetValues:
    """Return the values of all dimensions."""
    return _build_facet_values(registry.load_registry(), vocabulary.load_vocabulary())


@lru_cache(maxsize=1)
def _build_facet_values(known_registry: registry.Registry, known_vocabulary: vocabulary.Vocabulary) -> FacetValues:
    return FacetValues(known_registry, known_vocabulary)


class MapCache:
    """An edition's most recent maps; thread-safe."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.get_map = lru_cache(MAX_CACHED_MAPS)(partial(_build_map, view))
        self.list_frequent_values = lru_cache(len(MAP_FACETS))(partial(_list_frequent_values, view))
        self.get_map(
            CrossTabQuery(
                rows="actor",
                columns="intervention",
                where=parse_filters((), get_facet_values()),
                most=MAX_COUNTED_ROWS,
                others=True,
            )
        )

    @property
    def names(self) -> Mapping[str, str]:
        """Printed names of organisations that the registry does not know, by provisional id."""
        return self.view.get_statement_index().provisional_names

    def count_values(self, filters: Filters, facet: str) -> list[tuple[str, int]]:
        """Return the values of a facet with their number of statements, most frequent first."""
        return _count_values(self.view, filters, facet)


def _build_map(view: View, question: CrossTabQuery) -> CrossTabulation:
    return build_cross_tabulation(view, question, get_facet_values())


def _count_values(view: View, filters: Filters, facet: str) -> list[tuple[str, int]]:
    with view.get_statement_index().select_facts(filters, (facet,)) as facts:
        counts = facts.count_statements(facet)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _list_frequent_values(view: View, dimension: str) -> list[str]:
    """Return the values of a dimension, those with the most statements first; names without an id are one."""
    return [value for value, _count in _count_values(view, NO_FILTERS, dimension)]


_LOCK = Lock()
_EARLIER_LOCK = Lock()
"""Lock for other editions, separate so that maps of the served one do not wait."""


def get_current_maps() -> MapCache:
    """Return the maps of the edition that is served now; raises NoLibrary where there is none."""
    with _LOCK:  # two concurrent readers must not compute them twice
        return _load_maps(get_current_view())


@lru_cache(maxsize=6)  # confirmed, all and reviewed, for each audience: public, members, secretariat
def _load_maps(view: View) -> MapCache:
    return MapCache(view)


def list_other_editions() -> list[Edition]:
    """Return the other editions of the library, newest first."""
    served = get_current_view().manifest.id
    return [edition for edition in list_editions(Library(settings.PALERMO_LIBRARY)) if edition.manifest.id != served]


def open_earlier_view(edition_name: str) -> View:
    """Return the view of another edition, without documents that are no longer public.

    The last two are cached. Raises NotFound if the edition does not exist or cannot be read, for example
    because another version of Palermo compiled it.
    """
    view = get_current_view()
    edition = resolve_edition_id(Library(settings.PALERMO_LIBRARY), edition_name)
    try:
        with _EARLIER_LOCK:
            return _open_earlier_view(settings.PALERMO_LIBRARY, edition, view.manifest.id, view.selection)
    except NoLibrary as error:  # of the edition that is named: the one that is served is there
        raise NotFound(f"edition {edition!r}", error.reason, "Choose another edition") from error


@lru_cache(maxsize=2)
def _open_earlier_view(library: Path, edition: str, served_id: str, selection: StatementSelection) -> View:
    view = open_public_view(Library(library), edition, served_id, selection=selection)
    view.get_statement_index()
    return view


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

    def compare(self, view: View, query: CrossTabQuery) -> CrossTabComparison:
        """Return the changes of a map.

        Raises QuestionInvalid for invalid years, and NotFound for an unknown edition.
        """
        values = get_facet_values()
        if self.since:
            return compare_editions(open_earlier_view(self.since), view, query, values)
        years = [values.find_ids("year", item) for item in (self.earlier, self.later)]
        return compare_periods(view, query, values, *years)
