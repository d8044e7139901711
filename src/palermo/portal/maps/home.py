"""The heat map of the home page: who does what kind of work."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from palermo.edition.subject import TRAFFICKING
from palermo.portal.maps.asked import TOP, asked
from palermo.portal.maps.files import FORMATS
from palermo.portal.maps.form import subjects
from palermo.portal.maps.ground import current_maps, values
from palermo.portal.maps.heat import planes
from palermo.portal.maps.labels import DIMENSIONS

ROWS = 10


def panel(request: HttpRequest) -> dict[str, Any] | None:
    """The first rows of the map of entities and kinds of work; None where no statement tells of any.

    On the subject of this field where anything is; the map of all subjects is a link away.
    """
    maps = current_maps()
    on = dict(maps.ground.often("subject")).get(TRAFFICKING, 0)
    ask = asked(QueryDict(f"top={ROWS}" + (f"&subject={TRAFFICKING}" if on else "")), values())
    found = maps.answer(ask.question(values()))
    if not found.rows:
        return None
    whole = planes(found, ask)[0]
    plane = replace(whole, rows=whole.rows[:ROWS])
    return {
        "plane": plane,
        "subjects": subjects(maps.ground, replace(ask, top=TOP)),
        "query": ask.map,
        "formats": list(FORMATS),
        "at": reverse("maps:explorer"),
        "whole": replace(ask, top=TOP).map,
        "on": on,
        "all": maps.ground.statements,
        "rows_title": DIMENSIONS["entity"],
        "columns_title": DIMENSIONS["intervention"],
    }
