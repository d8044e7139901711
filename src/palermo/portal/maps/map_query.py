"""A map with its filters and its open cell, the query parameters of its variations, and its labels."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.analysis import MAP_FACETS, MAX_EVIDENCE_AGE_YEARS
from palermo.analysis.cross_tabulation import CrossTabQuery
from palermo.edition import NO_FILTERS, Filters
from palermo.portal.base import display_names
from palermo.portal.base.forms import QueryPairs
from palermo.portal.base.value_labels import get_facet_title
from palermo.portal.services.facet_labels import UnknownValue, label_facet_value
from palermo.portal.services.map_cache import MAX_COUNTED_ROWS, MapCache, get_facet_values
from palermo.statements import NAME_FACETS, TRAFFICKING

FACET_TITLES: Mapping[str, Promise] = {name: get_facet_title(facet) for name, facet in MAP_FACETS.items()}
MEASURE_TITLES: dict[str, Promise] = {
    "statements": _("Statements"),
    "documents": _("Documents"),
    "entities": _("Entities that act"),
    "newest": _("Newest year"),
    "share": _("Share of the row"),
    "per_document": _("Statements per document"),
}
ORDERING_TITLES: dict[str, Promise] = {
    "weight": pgettext_lazy("order of rows", "Weight"),
    "similarity": pgettext_lazy("order of rows", "Similarity"),
    "name": pgettext_lazy("order of rows", "Name"),
}
DEFAULT_ROWS, DEFAULT_FACETS = 25, 6
ALL_SUBJECTS = "all"
"""Value of the parameter `subject` for the map of all subjects without other parameters."""
CELL_PARAMS = ("at_row", "at_column", "at_facet")


def shorten_label(dimension: str, id: str, names: Mapping[str, str]) -> str:
    """Return the label of a value, with an entity's acronym in place of its name.

    names: printed names by provisional id.
    """
    if dimension in NAME_FACETS and id in get_facet_values().registry.entities:
        return display_names.get_short_name(id)
    return label_facet_value(dimension, id, names.get(id))


@dataclass(frozen=True, slots=True, kw_only=True)
class MapQuery:
    """A map, its filters, its open cell and the rows that are compared."""

    rows: str = "actor"
    columns: str = "intervention"
    facet: str = ""
    measure: str = "statements"
    ordering: str = "weight"
    old: int = MAX_EVIDENCE_AGE_YEARS
    top: int = DEFAULT_ROWS
    filter_values: Mapping[str, tuple[str, ...]]
    """Ids of the filters by dimension."""
    refused: tuple[UnknownValue, ...] = ()
    """Errors of filter values that are unknown."""
    ignored_params: tuple[tuple[str, str], ...] = ()
    """Names and values of parameters that cannot be used."""
    open_cell: tuple[str, ...] = ()
    """The open cell: row, column and, if there is one, facet."""
    compared_rows: tuple[str, ...] = ()

    @property
    def edition_filters(self) -> Filters:
        """The filters for a map and for an edition."""
        return Filters(selected=self.filter_values)

    def build_question(self) -> CrossTabQuery:
        """Return the query for the part of the map that is shown."""
        return CrossTabQuery(
            rows=self.rows,
            columns=self.columns,
            facet=self.facet or None,
            where=self.edition_filters,
            old=self.old,
            most=None if self.ordering == "name" else max(self.top, MAX_COUNTED_ROWS),
            others=True,
        )

    @property
    def filters(self) -> QueryPairs:
        """Parameters of the filters only."""
        return tuple(
            (name, _format_values(name, ids)) for name, ids in self.filter_values.items() if name == "year"
        ) + tuple((name, id) for name, ids in self.filter_values.items() if name != "year" for id in ids)

    @property
    def map(self) -> QueryPairs:
        """Parameters of the map without its open cell; defaults are left out.

        There is always one: without parameters the explorer shows the default map.
        """
        chosen = (
            ("rows", self.rows, "actor"),
            ("columns", self.columns, "intervention"),
            ("facet", self.facet, ""),
            ("measure", self.measure, "statements"),
            ("sort", self.ordering, "weight"),
            ("old", str(self.old), str(MAX_EVIDENCE_AGE_YEARS)),
            ("top", str(self.top), str(DEFAULT_ROWS)),
        )
        params = (*((name, value) for name, value, default in chosen if value != default), *self.filters)
        return params or (("subject", ALL_SUBJECTS),)

    @property
    def url_params(self) -> QueryPairs:
        """Parameters that give the same page."""
        places = zip(CELL_PARAMS, self.open_cell, strict=False)
        return (*self.map, *places, *(("compare", id) for id in self.compared_rows))

    def build_cell_params(self, **places: str) -> QueryPairs:
        """Return the parameters of the map's statements with these further values of dimensions."""
        return replace(
            self, filter_values={**self.filter_values, **{name: (id,) for name, id in places.items()}}
        ).filters

    @property
    def subject(self) -> str:
        """The subject of the map, or an empty string for all subjects."""
        chosen = self.filter_values.get("subject", ())
        return chosen[0] if len(chosen) == 1 else ""

    def build_subject_params(self, subject: str) -> QueryPairs:
        """Return the parameters of this map for one subject, or for all if it is empty."""
        other_filters = {name: ids for name, ids in self.filter_values.items() if name != "subject"}
        return replace(
            self, filter_values={**other_filters, "subject": (subject,)} if subject else other_filters, open_cell=()
        ).map

    def remove_value(self, name: str, id: str) -> "MapQuery":
        """Return this query without one filter value."""
        remaining = tuple(value for value in self.filter_values[name] if value != id and name != "year")
        other_filters = {other: ids for other, ids in self.filter_values.items() if other != name}
        return replace(self, filter_values={**other_filters, **({name: remaining} if remaining else {})})


def build_default_query(maps: MapCache, top: int = DEFAULT_ROWS) -> MapQuery:
    """Return the map with which the home page and the explorer open: on trafficking, if any statement is."""
    is_on_subject = TRAFFICKING in dict(maps.count_values(NO_FILTERS, "subject"))
    return MapQuery(top=top, filter_values={"subject": (TRAFFICKING,)} if is_on_subject else {})


def _format_values(name: str, ids: tuple[str, ...]) -> str:
    """Return years as a query parameter: one year, or their range."""
    return ids[0] if len(ids) == 1 else f"{min(ids)}..{max(ids)}"
