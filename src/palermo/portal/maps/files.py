"""A map as a file: CSV, CSV with tags, XLSX, JSON or a picture."""

import json
from collections.abc import Callable
from dataclasses import replace

from django.http import Http404, HttpResponse

from palermo.portal.frame import languages
from palermo.portal.maps.asked import Asked
from palermo.portal.maps.change import Compared, found_change
from palermo.portal.maps.ground import Maps, values
from palermo.publishing.sheets import Sheet, csv, xlsx
from palermo.publishing.sheets import json as plain
from palermo.publishing.sheets.change import sheet as change_sheet
from palermo.publishing.sheets.heat_picture import picture
from palermo.publishing.sheets.who_does_what import sheet

PICTURED = 40
"""Rows and columns of a picture."""


def _csv(made: Sheet) -> bytes:
    return "".join(csv.lines(made)).encode()


def _hxl(made: Sheet) -> bytes:
    return "".join(csv.lines(made, tagged=True)).encode()


def _json(made: Sheet) -> bytes:
    return json.dumps(plain.values(made), ensure_ascii=False, indent=1).encode()


FORMATS: dict[str, tuple[str, Callable[[Sheet], bytes] | None]] = {
    "csv": ("text/csv; charset=utf-8", _csv),
    "hxl.csv": ("text/csv; charset=utf-8", _hxl),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx.workbook),
    "json": ("application/json", _json),
    "svg": ("image/svg+xml", None),
}
"""Ending of the file -> its media type, and how it is made of a sheet; a picture is made of the map itself."""


def changed(maps: Maps, asked: Asked, what: Compared, format: str) -> HttpResponse:
    """The file of what changed in a map, all cells; there is no picture of it."""
    media_type, written = FORMATS[format]
    if written is None:
        raise Http404
    found = found_change(maps, asked, what)
    made = change_sheet(found, maps.ground.view.manifest, values(), what.told, languages.active())
    response = HttpResponse(written(made), content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="what-changed.{format}"'
    return response


CELLS = {"every": False, "found": True}
"""Values of the parameter `cells`: every cell, or those with statements alone."""


def answer(maps: Maps, asked: Asked, format: str, cells: str = "") -> HttpResponse:
    """The file of a map, with all its rows; a picture has those with the most statements.

    cells: one of CELLS; else those with statements alone where there is a facet.
    """
    media_type, written = FORMATS[format]
    question = replace(asked.question(values()), most=None if written else PICTURED)
    found = maps.answer(question)
    manifest = maps.ground.view.manifest
    if written:
        content = written(sheet(found, manifest, values(), languages.active(), sparse=CELLS.get(cells)))
    else:
        content = picture(found, manifest, values(), languages.active()).encode()
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="who-does-what.{format}"'
    return response
