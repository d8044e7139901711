"""Maps as files that a browser takes: CSV, XLSX, JSON of a Sheet, and pictures."""

import json
from collections.abc import Callable, Mapping

from django.http import Http404, HttpResponse

from palermo.publishing.sheets import Sheet
from palermo.publishing.sheets import csv as csv_file
from palermo.publishing.sheets.json import values

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _csv(sheet: Sheet) -> bytes:
    return "".join(csv_file.lines(sheet)).encode()


def _json(sheet: Sheet) -> bytes:
    return (json.dumps(values(sheet), ensure_ascii=False, indent=1) + "\n").encode()


def _xlsx(sheet: Sheet) -> bytes:
    from palermo.publishing.sheets.xlsx import workbook

    return workbook(sheet)


SHEETS: Mapping[str, tuple[str, Callable[[Sheet], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", _csv),
    "xlsx": (_XLSX, _xlsx),
    "json": ("application/json; charset=utf-8", _json),
}
"""Ending of the file -> its media type and how it is made."""


def sent(sheet: Callable[[], Sheet], format: str, name: str, picture: Callable[[], str] | None = None) -> HttpResponse:
    """A sheet as `name.format`, or its picture as SVG; raises Http404 for another format."""
    if format == "svg" and picture:
        response = HttpResponse(picture().encode(), content_type="image/svg+xml")
    elif format in SHEETS:
        media_type, made = SHEETS[format]
        response = HttpResponse(made(sheet()), content_type=media_type)
    else:
        raise Http404
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    return response
