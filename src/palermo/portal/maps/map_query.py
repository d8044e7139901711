"""What an explorer's address asks for, and addresses of the same with a change."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict

from palermo.analysis import DIMENSIONS, MAX_EVIDENCE_AGE_YEARS, DimensionValues, FilterSet, build_filters
from palermo.analysis.cross_tabulation import CrossTabQuery
from palermo.errors import QuestionInvalid
from palermo.portal.base.list_query import clean_value, find_ignored_params
from palermo.portal.maps.map_labels import MEASURE_TITLES, ORDERING_TITLES
from palermo.portal.services.map_cache import MAX_COUNTED_ROWS

DEFAULT_ROWS, DEFAULT_FACETS = 25, 6
"""Rows, columns and facets that are shown unless more are asked for."""
MAX_ROWS = 200
"""Rows that are shown at most."""
MAX_VALUES = 250
"""Values of one dimension that are heard."""
MAX_COMPARED_ROWS = 4
"""Values that can be compared side by side."""

_FREE_PARAMS = (
    "old",
    "top",
    "from",
    "to",
    "at_row",
    "at_column",
    "at_facet",
    "compare",
    "since",
    "earlier",
    "later",
    "page",
)
"""Parameters of a map that are not chosen from a list."""
_PARAM_CHOICES: Mapping[str, Collection[str] | None] = {
    **dict.fromkeys((*DIMENSIONS, *_FREE_PARAMS)),
    **dict.fromkeys(("rows", "columns", "facet"), DIMENSIONS),
    "measure": MEASURE_TITLES,
    "sort": ORDERING_TITLES,
}

type QueryPairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapQuery:
    """A map, the filters, and what of it is open."""

    rows: str = "entity"
    columns: str = "intervention"
    facet: str = ""
    measure: str = "statements"
    ordering: str = "weight"
    old: int = MAX_EVIDENCE_AGE_YEARS
    top: int = DEFAULT_ROWS
    filter_values: Mapping[str, tuple[str, ...]]
    """Filters: ids by dimension."""
    refused: tuple[QuestionInvalid, ...] = ()
    """Values of the address that nothing is called by."""
    ignored_params: tuple[tuple[str, str], ...] = ()
    """Parameters, each with its value, that can't be so."""
    open_cell: tuple[str, ...] = ()
    """The open cell: row, column and, if there is one, facet."""
    compared_rows: tuple[str, ...] = ()
    """Rows that are shown side by side."""

    def build_filter_set(self, values: DimensionValues) -> FilterSet:
        """The filters, for a map and for an edition."""
        return FilterSet(selected=self.filter_values, filters=build_filters(self.filter_values, values))

    def build_question(self, values: DimensionValues) -> CrossTabQuery:
        """The map that is asked for, as far as it is shown."""
        return CrossTabQuery(
            rows=self.rows,
            columns=self.columns,
            facet=self.facet or None,
            where=self.build_filter_set(values),
            old=self.old,
            most=None if self.ordering == "name" else max(self.top, MAX_COUNTED_ROWS),
            others=True,
        )

    @property
    def filters(self) -> QueryPairs:
        """Parameters of the filters alone."""
        return tuple(
            (name, _format_values(name, ids)) for name, ids in self.filter_values.items() if name == "year"
        ) + tuple((name, id) for name, ids in self.filter_values.items() if name != "year" for id in ids)

    @property
    def map(self) -> QueryPairs:
        """Parameters of the map without what of it is open; what is at its default is left out."""
        chosen = (
            ("rows", self.rows, "entity"),
            ("columns", self.columns, "intervention"),
            ("facet", self.facet, ""),
            ("measure", self.measure, "statements"),
            ("sort", self.ordering, "weight"),
            ("old", str(self.old), str(MAX_EVIDENCE_AGE_YEARS)),
            ("top", str(self.top), str(DEFAULT_ROWS)),
        )
        return (*((name, value) for name, value, default in chosen if value != default), *self.filters)

    @property
    def query(self) -> QueryPairs:
        """Parameters of all of it."""
        places = zip(("at_row", "at_column", "at_facet"), self.open_cell, strict=False)
        return (*self.map, *places, *(("compare", id) for id in self.compared_rows))

    def build_cell_params(self, **places: str) -> QueryPairs:
        """Parameters that list the statements of the map where these dimensions have these values too."""
        return replace(
            self, filter_values={**self.filter_values, **{name: (id,) for name, id in places.items()}}
        ).filters

    @property
    def subject(self) -> str:
        """The subject that the map is narrowed to; empty for all."""
        chosen = self.filter_values.get("subject", ())
        return chosen[0] if len(chosen) == 1 else ""

    def build_subject_params(self, subject: str) -> QueryPairs:
        """Parameters of the same map about a subject, or about all where that is empty."""
        rest = {name: ids for name, ids in self.filter_values.items() if name != "subject"}
        return replace(self, filter_values={**rest, "subject": (subject,)} if subject else rest, open_cell=()).map

    def remove_value(self, name: str, id: str) -> "MapQuery":
        """The same, one filter less."""
        kept = tuple(one for one in self.filter_values[name] if one != id and name != "year")
        rest = {other: ids for other, ids in self.filter_values.items() if other != name}
        return replace(self, filter_values={**rest, **({name: kept} if kept else {})})


def parse_map_query(parameters: QueryDict, values: DimensionValues) -> MapQuery:
    """Read an address; what can't be is not heard, and a value that is not known is told of."""
    wanted, refused = _parse_filter_values(parameters, values)
    rows = _parse_choice(parameters, "rows", DIMENSIONS, "entity")
    columns = _parse_choice(parameters, "columns", DIMENSIONS, "intervention")
    if columns == rows:
        columns = "intervention" if rows != "intervention" else "theme"
    facet = _parse_choice(parameters, "facet", DIMENSIONS, "")
    at = tuple(clean_value(parameters.get(name, "")) for name in ("at_row", "at_column", "at_facet"))
    facet = facet if facet not in (rows, columns) else ""
    return MapQuery(
        rows=rows,
        columns=columns,
        facet=facet,
        measure=_parse_choice(parameters, "measure", MEASURE_TITLES, "statements"),
        ordering=_parse_choice(parameters, "sort", ORDERING_TITLES, "weight"),
        old=_parse_number(parameters.get("old"), MAX_EVIDENCE_AGE_YEARS, 100),
        top=max(1, _parse_number(parameters.get("top"), DEFAULT_ROWS, MAX_ROWS)),
        filter_values=wanted,
        refused=refused,
        ignored_params=tuple(find_ignored_params(parameters, _PARAM_CHOICES)),
        open_cell=at[: 3 if facet else 2] if all(at[: 3 if facet else 2]) else (),
        compared_rows=tuple(dict.fromkeys(clean_value(one) for one in parameters.getlist("compare") if one))[
            :MAX_COMPARED_ROWS
        ],
    )


def _parse_filter_values(
    parameters: QueryDict, values: DimensionValues
) -> tuple[dict[str, tuple[str, ...]], tuple[QuestionInvalid, ...]]:
    wanted: dict[str, tuple[str, ...]] = {}
    refused = []
    for name in DIMENSIONS:
        for written in dict.fromkeys(clean_value(one) for one in parameters.getlist(name)[:MAX_VALUES]):
            if not written:
                continue
            try:
                wanted[name] = tuple(dict.fromkeys((*wanted.get(name, ()), *values.find_ids(name, written))))
            except QuestionInvalid as error:
                refused.append(error)
    first, last = (_parse_number(parameters.get(name), 0, 9999) for name in ("from", "to"))
    if first or last:
        years = range(max(first, 1900), min(last or 2100, 2100) + 1)
        wanted["year"] = tuple(str(year) for year in years) or ("0",)
    return wanted, tuple(refused)


def _parse_choice(parameters: QueryDict, name: str, choices: Mapping[str, object], default: str) -> str:
    value = parameters.get(name, "")
    return value if value in choices else default


def _parse_number(text: str | None, default: int, maximum: int) -> int:
    told = (text or "").strip()
    return min(int(told), maximum) if told.isascii() and told.isdigit() and len(told) < 6 else default


def _format_values(name: str, ids: tuple[str, ...]) -> str:
    """Years as an address has them: one, or the range that they are in."""
    return ids[0] if len(ids) == 1 else f"{min(ids)}..{max(ids)}"
