"""The panel of the home page: a heat map of entities and kinds of work."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from palermo.edition import NO_FILTERS
from palermo.portal.maps.explorer_form import build_subject_links
from palermo.portal.maps.heat_table import build_heat_tables
from palermo.portal.maps.map_query import DEFAULT_ROWS, FACET_TITLES, build_default_query
from palermo.portal.services.map_cache import get_current_maps
from palermo.statements import TRAFFICKING

MAX_PANEL_ROWS = 10


def build_home_panel(request: HttpRequest) -> dict[str, Any] | None:
    """Return the first rows of the map of entities and kinds of work, or None if there are no such statements.

    It links to the map of all subjects.
    """
    maps = get_current_maps()
    counts = dict(maps.count_values(NO_FILTERS, "subject"))
    query = build_default_query(maps, MAX_PANEL_ROWS)
    result = maps.get_map(query.build_question())
    if not result.rows:
        return None
    full_table = build_heat_tables(result, query)[0]
    table = replace(full_table, rows=full_table.rows[:MAX_PANEL_ROWS])
    return {
        "table": table,
        "subjects": build_subject_links(maps, replace(query, top=DEFAULT_ROWS)),
        "url_params": query.map,
        "at": reverse("maps:explorer"),
        "whole": replace(query, top=DEFAULT_ROWS).map,
        "on": counts.get(TRAFFICKING, 0),
        "all": sum(counts.values()),
        "rows_title": FACET_TITLES["actor"],
        "columns_title": FACET_TITLES["intervention"],
    }
