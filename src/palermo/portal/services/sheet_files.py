"""Downloads of maps as sheets, with an SVG image if there is one."""

import json
from collections.abc import Callable

from django.http import Http404, HttpResponse

from palermo.publishing.arrow_tables import ARROW_MEDIA_TYPE, PARQUET_MEDIA_TYPE
from palermo.publishing.sheets import MapSheet, columnar, csv, xlsx
from palermo.publishing.sheets import json as sheet_json

SHEET_FORMATS = ("csv", "xlsx", "json")
"""Formats that pages offer for every sheet; some pages also have an image."""
MAP_FORMATS = ("csv", "hxl.csv", "xlsx", "json", "svg")
"""Formats that pages offer for a map with an image."""


def _write_csv(map_sheet: MapSheet) -> bytes:
    return "".join(csv.format_sheet_csv(map_sheet)).encode()


def _write_hxl(map_sheet: MapSheet) -> bytes:
    return "".join(csv.format_sheet_csv(map_sheet, tagged=True)).encode()


def _write_json(map_sheet: MapSheet) -> bytes:
    return json.dumps(sheet_json.build_sheet_values(map_sheet), ensure_ascii=False, indent=1).encode()


def _write_jsonl(map_sheet: MapSheet) -> bytes:
    return "".join(columnar.format_sheet_jsonl(map_sheet)).encode()


WRITERS: dict[str, tuple[str, Callable[[MapSheet], bytes] | None]] = {
    "csv": ("text/csv; charset=utf-8", _write_csv),
    "hxl.csv": ("text/csv; charset=utf-8", _write_hxl),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx.build_workbook),
    "json": ("application/json", _write_json),
    "jsonl": ("application/x-ndjson; charset=utf-8", _write_jsonl),
    "parquet": (PARQUET_MEDIA_TYPE, columnar.format_sheet_parquet),
    "arrow": (ARROW_MEDIA_TYPE, columnar.format_sheet_arrow),
    "svg": ("image/svg+xml", None),
}
"""File extension -> media type and writer; an image is drawn from the map itself."""


def build_sheet_response(
    sheet: MapSheet | Callable[[], MapSheet], format: str, name: str, picture: Callable[[], str] | None = None
) -> HttpResponse:
    """Return a sheet (or one that is built if needed) as `name.format`, or its image as SVG.

    Raises Http404 for any other format.
    """
    media_type, written = WRITERS.get(format, ("", None))
    if written:
        content = written(sheet if isinstance(sheet, MapSheet) else sheet())
    elif media_type and picture:
        content = picture().encode()
    else:
        raise Http404
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    return response
