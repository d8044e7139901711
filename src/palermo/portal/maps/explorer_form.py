"""The fields of the explorer's form with their choices."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from palermo.analysis import MAP_FACETS
from palermo.analysis.facet_values import ICAT_MEMBERS
from palermo.edition import Filters
from palermo.portal.base.forms import QueryPairs
from palermo.portal.maps.map_query import FACET_TITLES as NAMES
from palermo.portal.maps.map_query import MEASURE_TITLES, ORDERING_TITLES, MapQuery
from palermo.portal.services.facet_labels import FilterChip, label_facet_value
from palermo.portal.services.map_cache import MapCache
from palermo.registry import WORLD
from palermo.statements import TRAFFICKING, normalise_text

OPEN_FILTERS = ("kind", "region")
"""Filters that are always visible in the form; the others are under `More filters`."""
MAX_OFFERED_VALUES = 120
"""Values of a filter that are offered: those with the most statements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFormChoice:
    """One option."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFormField:
    """One field of the form."""

    name: str
    title: str
    choices: Sequence[MapFormChoice]
    further_values: Sequence[str] = ()
    """Further selected values, which a list with one choice cannot show."""


def build_axis_fields(query: MapQuery) -> list[MapFormField]:
    """Return the fields for rows, columns, facet, measure and order."""
    dimensions = {name: str(title) for name, title in NAMES.items()}
    fields = [
        ("rows", _("Rows"), dimensions, query.rows),
        ("columns", _("Columns"), dimensions, query.columns),
        ("facet", _("One map for each"), {"": _("one map"), **dimensions}, query.facet),
        ("measure", _("Counting"), {k: str(v) for k, v in MEASURE_TITLES.items()}, query.measure),
        ("sort", _("Sorted by"), {k: str(v) for k, v in ORDERING_TITLES.items()}, query.ordering),
    ]
    return [
        MapFormField(
            name=name,
            title=title,
            choices=[MapFormChoice(value=k, name=v, chosen=k == chosen) for k, v in options.items()],
        )
        for name, title, options, chosen in fields
    ]


def build_subject_links(maps: MapCache, query: MapQuery) -> list[tuple[str, int, QueryPairs, bool]]:
    """Return the switch between trafficking and all subjects: name, statements, parameters, whether on."""
    other_filters = {name: ids for name, ids in query.filter_values.items() if name != "subject"}
    counts = dict(maps.count_values(Filters(selected=other_filters), "subject"))
    return [
        (
            label_facet_value("subject", TRAFFICKING),
            counts.get(TRAFFICKING, 0),
            query.build_subject_params(TRAFFICKING),
            query.subject == TRAFFICKING,
        ),
        (
            _("All subjects"),
            sum(counts.values()),
            query.build_subject_params(""),
            not query.filter_values.get("subject"),
        ),
    ]


def build_filter_fields(maps: MapCache, query: MapQuery) -> tuple[list[MapFormField], list[MapFormField]]:
    """Return the visible filters and the others; years have their own fields."""
    all_fields = {
        name: _build_filter_field(maps, name, query) for name in MAP_FACETS if name not in ("year", "subject")
    }
    fields = {name: field for name, field in all_fields.items() if len(field.choices) > 1}
    return [fields[n] for n in OPEN_FILTERS if n in fields], [
        field for n, field in fields.items() if n not in OPEN_FILTERS
    ]


def build_chips(maps: MapCache, query: MapQuery) -> list[FilterChip]:
    """Return the filters that are set."""
    chips = []
    for name, ids in query.filter_values.items():
        title = str(NAMES[name])
        if name == "year":
            years = ids[0] if len(ids) == 1 else f"{ids[0]}–{ids[-1]}"
            chips.append(FilterChip(title=title, label=years, url_params=query.remove_value(name, "").url_params))
            continue
        for id in ids:
            words = label_facet_value(name, id, maps.names.get(id))
            chips.append(FilterChip(title=title, label=words, url_params=query.remove_value(name, id).url_params))
    return chips


def _build_filter_field(maps: MapCache, name: str, query: MapQuery) -> MapFormField:
    chosen = query.filter_values.get(name, ())
    ids = [id for id in maps.list_frequent_values(name)[:MAX_OFFERED_VALUES] if id != WORLD]
    ids += [id for id in chosen[:1] if id not in ids]
    offered = sorted(
        (
            MapFormChoice(value=id, name=label_facet_value(name, id, maps.names.get(id)), chosen=id in chosen[:1])
            for id in ids
        ),
        key=lambda item: normalise_text(item.name),
    )
    if name == "actor":
        offered.insert(0, MapFormChoice(value=ICAT_MEMBERS, name=_("Members of ICAT"), chosen=False))
    return MapFormField(
        name=name,
        title=str(NAMES[name]),
        choices=[MapFormChoice(value="", name=_("any"), chosen=not chosen), *offered],
        further_values=chosen[1:],
    )
