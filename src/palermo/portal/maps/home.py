"""The heat map of the home page: who does what kind of work."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, QueryDict

from palermo.portal.maps.asked import asked
from palermo.portal.maps.ground import current_maps, values
from palermo.portal.maps.heat import planes
from palermo.portal.maps.labels import DIMENSIONS

ROWS = 10


def panel(request: HttpRequest) -> dict[str, Any] | None:
    """The first rows of the map of entities and kinds of work; None where no statement tells of any."""
    ask = asked(QueryDict(f"top={ROWS}"), values())
    maps = current_maps()
    found = maps.answer(ask.question(values()))
    if not found.rows:
        return None
    whole = planes(found, ask)[0]
    plane = replace(whole, rows=whole.rows[:ROWS])
    return {"plane": plane, "rows_title": DIMENSIONS["entity"], "columns_title": DIMENSIONS["intervention"]}
