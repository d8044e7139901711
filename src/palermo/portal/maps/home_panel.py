"""The heat map of the home page: who does what kind of work."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from palermo.edition.subject import TRAFFICKING
from palermo.portal.maps.explorer_form import build_subject_links
from palermo.portal.maps.heat_table import build_heat_tables
from palermo.portal.maps.map_labels import DIMENSION_TITLES
from palermo.portal.maps.map_query import DEFAULT_ROWS, parse_map_query
from palermo.portal.services.map_cache import get_current_maps, get_dimension_values
from palermo.portal.services.sheet_files import WRITERS

MAX_PANEL_ROWS = 10


def build_home_panel(request: HttpRequest) -> dict[str, Any] | None:
    """The first rows of the map of entities and kinds of work; None where no statement tells of any.

    On the subject of this field where anything is; the map of all subjects is a link away.
    """
    maps = get_current_maps()
    on = dict(maps.ground.get_frequent_values("subject")).get(TRAFFICKING, 0)
    ask = parse_map_query(
        QueryDict(f"top={MAX_PANEL_ROWS}" + (f"&subject={TRAFFICKING}" if on else "")), get_dimension_values()
    )
    found = maps.get_map(ask.build_question(get_dimension_values()))
    if not found.rows:
        return None
    whole = build_heat_tables(found, ask)[0]
    plane = replace(whole, rows=whole.rows[:MAX_PANEL_ROWS])
    return {
        "plane": plane,
        "subjects": build_subject_links(maps.ground, replace(ask, top=DEFAULT_ROWS)),
        "query": ask.map,
        "formats": list(WRITERS),
        "at": reverse("maps:explorer"),
        "whole": replace(ask, top=DEFAULT_ROWS).map,
        "on": on,
        "all": maps.ground.statements,
        "rows_title": DIMENSION_TITLES["entity"],
        "columns_title": DIMENSION_TITLES["intervention"],
    }
