"""The query parameters of maps, of their statements and of their exports."""

from collections.abc import Mapping
from functools import cached_property

from django import forms
from django.http import QueryDict

from palermo.analysis import MAP_FACETS, MAX_EVIDENCE_AGE_YEARS, FacetValues
from palermo.errors import QuestionInvalid
from palermo.portal.base.forms import ChoiceParam, NumberParam, QueryForm, TextParam, ValuesParam
from palermo.portal.maps.map_query import (
    ALL_SUBJECTS,
    CELL_PARAMS,
    DEFAULT_ROWS,
    MEASURE_TITLES,
    ORDERING_TITLES,
    MapQuery,
)
from palermo.portal.services.facet_labels import UnknownValue, describe_unknown_value
from palermo.portal.services.map_cache import MapComparison

MAX_ROWS = 200
MAX_VALUES = 250
MAX_COMPARED_ROWS = 4
FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years between which an open range is read."""
FACET_CHOICES = [(name, name) for name in MAP_FACETS]


class MapForm(QueryForm):
    """A map: its dimensions, its measure, its filters and its open cell.

    There is one filter parameter for each dimension.
    """

    accepts_facet_aliases = True
    axis_params = ("rows", "columns", "facet")

    rows = ChoiceParam(choices=FACET_CHOICES, initial="actor")
    columns = ChoiceParam(choices=FACET_CHOICES, initial="intervention")
    facet = ChoiceParam(choices=FACET_CHOICES)
    measure = ChoiceParam(choices=list(MEASURE_TITLES.items()), initial="statements")
    sort = ChoiceParam(choices=list(ORDERING_TITLES.items()), initial="weight")
    old = NumberParam(initial=MAX_EVIDENCE_AGE_YEARS, maximum=100)
    top = NumberParam(initial=DEFAULT_ROWS, maximum=MAX_ROWS, minimum=1)
    at_row = TextParam()
    at_column = TextParam()
    at_facet = TextParam()
    compare = ValuesParam(max_values=MAX_VALUES)
    earlier = TextParam()
    later = TextParam()
    since = TextParam()

    def __init__(self, data: QueryDict, values: FacetValues) -> None:
        self.values = values
        super().__init__(data)

    def build_fields(self) -> Mapping[str, forms.Field]:
        """Return the filters, and the years, whose names are not Python identifiers."""
        filters = {name: ValuesParam(max_values=MAX_VALUES) for name in MAP_FACETS}
        return {**filters, **{name: NumberParam(initial=0, maximum=9999) for name in ("from", "to")}}

    @property
    def has_year_range(self) -> bool:
        """Whether the form sent the first or last year in fields of their own."""
        return bool(self.parameters.get("from") or self.parameters.get("to"))

    @property
    def has_map_params(self) -> bool:
        """Whether any parameter chooses the map; the confidence applies to all pages, unknown ones are ignored."""
        return bool(self.parameters.keys() & self.fields.keys() - {"confidence", "page"})

    @cached_property
    def comparison(self) -> MapComparison | None:
        """The editions or periods to compare, or None if neither two periods nor an edition are named."""
        if since := self.get_value("since"):
            return MapComparison(since=since)
        earlier, later = self.get_value("earlier"), self.get_value("later")
        return MapComparison(earlier=earlier, later=later) if earlier and later else None

    @cached_property
    def query(self) -> MapQuery:
        """The map that the parameters ask for."""
        rows, columns, facet = (self.get_value(name) for name in ("rows", "columns", "facet"))
        if columns == rows:
            columns = "intervention" if rows != "intervention" else "theme"
        facet = facet if facet not in (rows, columns) else ""
        filter_values, refused = self._resolve_filters()
        return MapQuery(
            rows=rows,
            columns=columns,
            facet=facet,
            measure=self.get_value("measure"),
            ordering=self.get_value("sort"),
            old=self.cleaned_data["old"],
            top=self.cleaned_data["top"],
            filter_values=filter_values,
            refused=refused,
            ignored_params=tuple(self.ignored_params),
            open_cell=self._get_open_cell(has_facet=bool(facet)),
            compared_rows=self.cleaned_data["compare"][:MAX_COMPARED_ROWS],
        )

    def _get_open_cell(self, *, has_facet: bool) -> tuple[str, ...]:
        cell = tuple(self.get_value(name) for name in CELL_PARAMS[: 3 if has_facet else 2])
        return cell if all(cell) else ()

    def _resolve_filters(self) -> tuple[Mapping[str, tuple[str, ...]], tuple[UnknownValue, ...]]:
        """Return the ids of the filter values by dimension, and the unknown values."""
        filter_values: dict[str, tuple[str, ...]] = {}
        refused = []
        for name in MAP_FACETS:
            for text in self.cleaned_data[name]:
                if name == "subject" and text == ALL_SUBJECTS:
                    continue
                try:
                    ids = (*filter_values.get(name, ()), *self.values.find_ids(name, text))
                    filter_values[name] = tuple(dict.fromkeys(ids))
                except QuestionInvalid:
                    refused.append(describe_unknown_value(name, text))
        first, last = self.cleaned_data["from"], self.cleaned_data["to"]
        if first or last:
            text = f"{first or FIRST_YEAR}..{last or LAST_YEAR}"
            try:
                filter_values["year"] = self.values.find_ids("year", text)
            except QuestionInvalid:
                refused.append(describe_unknown_value("year", text))
        return filter_values, tuple(refused)


class MapExportForm(MapForm):
    """A map as a file."""

    cells = ChoiceParam(choices=[("every", "every cell"), ("found", "cells with statements")])

    @property
    def sparse(self) -> bool | None:
        """Whether empty cells are left out, or None if that depends on the map."""
        cells = self.get_value("cells")
        return cells == "found" if cells else None
