"""File formats of sheets: the media type and the writer of each."""

import json
from collections.abc import Callable, Mapping

from palermo.publishing.arrow_tables import ARROW_MEDIA_TYPE, PARQUET_MEDIA_TYPE
from palermo.publishing.sheets import columnar, csv, xlsx
from palermo.publishing.sheets.json import build_sheet_values
from palermo.publishing.sheets.sheet import MapSheet


def _write_csv(sheet: MapSheet) -> bytes:
    return "".join(csv.format_sheet_csv(sheet)).encode()


def _write_hxl(sheet: MapSheet) -> bytes:
    return "".join(csv.format_sheet_csv(sheet, tagged=True)).encode()


def _write_json(sheet: MapSheet) -> bytes:
    return json.dumps(build_sheet_values(sheet), ensure_ascii=False, indent=1).encode()


def _write_jsonl(sheet: MapSheet) -> bytes:
    return "".join(columnar.format_sheet_jsonl(sheet)).encode()


SHEET_WRITERS: Mapping[str, tuple[str, Callable[[MapSheet], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", _write_csv),
    "hxl.csv": ("text/csv; charset=utf-8", _write_hxl),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx.build_workbook),
    "json": ("application/json", _write_json),
    "jsonl": ("application/x-ndjson; charset=utf-8", _write_jsonl),
    "parquet": (PARQUET_MEDIA_TYPE, columnar.format_sheet_parquet),
    "arrow": (ARROW_MEDIA_TYPE, columnar.format_sheet_arrow),
}
"""By suffix of the file: media type, and the function that returns the content of the file."""


def write_sheet(sheet: MapSheet, format: str) -> bytes:
    """Return a sheet in one of the formats of SHEET_WRITERS."""
    return SHEET_WRITERS[format][1](sheet)
