"""Sheets as files: CSV, JSON, JSON lines, Parquet and Arrow, and the media type and writer of each format.

Rows of an Arrow table, and of the files made of it, have the keys of the columns; edition, filters, denominators and
citation are in the metadata of the table, and the citation in each line. CSV has its sources in each row, and may be
tagged for the Humanitarian Exchange Language.
"""

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from palermo.publishing.arrow_tables import ARROW_MEDIA_TYPE, PARQUET_MEDIA_TYPE
from palermo.publishing.row_writers import format_csv
from palermo.publishing.sheets import xlsx
from palermo.publishing.sheets.sheet import NOTE_LABEL, MapSheet


def build_table(sheet: MapSheet) -> pa.Table:
    """Return the rows with a column for each of the sheet's columns."""
    rows = [_list_cells(row) for row in sheet.rows]
    columns = {column.key: pa.array([row[at] for row in rows]) for at, column in enumerate(sheet.columns)}
    about = {label.lower().replace(" ", "_"): text for label, text in (("Title", sheet.title), *sheet.about)}
    return pa.table(columns, metadata=about)


def format_sheet_jsonl(sheet: MapSheet) -> Iterator[str]:
    """Yield one line of JSON for each row, with the citation of the sheet."""
    for row in build_table(sheet).to_pylist():
        yield json.dumps({**row, "cite": sheet.cite}, ensure_ascii=False) + "\n"


def format_sheet_parquet(sheet: MapSheet) -> bytes:
    """Return the rows as a Parquet file."""
    target = io.BytesIO()
    pq.write_table(build_table(sheet), target, compression="zstd")
    return target.getvalue()


def format_sheet_arrow(sheet: MapSheet) -> bytes:
    """Return the rows as an Arrow stream."""
    target, table = io.BytesIO(), build_table(sheet)
    with pa.ipc.new_stream(target, table.schema) as writer:
        writer.write_table(table)
    return target.getvalue()


def _list_cells(row: Iterable[object]) -> list[object]:
    return [list(cell) if isinstance(cell, tuple) else cell for cell in row]


def build_sheet_values(sheet: MapSheet) -> dict[str, Any]:
    """Return the whole sheet as JSON values."""
    keys = [column.key for column in sheet.columns]
    return {
        "title": sheet.title,
        "edition": sheet.edition,
        "filters": {name: list(ids) for name, ids in sheet.filters.items()},
        "denominators": dict(sheet.denominators),
        "notes": list(sheet.notes),
        "cite": sheet.cite,
        sheet.rows_key: [dict(zip(keys, _list_cells(row), strict=True)) for row in sheet.rows],
    }


ABOUT_KEY = "about"
"""Key of the last column, with edition, filters, denominators and citation, so that no row is without them.

Notes, which may be long, are in the first row only.
"""
ABOUT_TAG = "#meta+about"


def format_sheet_csv(sheet: MapSheet, *, tagged: bool = False) -> Iterator[str]:
    """Return a header, a line of tags if `tagged`, and one line for each row.

    Each line ends with CR LF.
    """
    keys = [*(column.key for column in sheet.columns), ABOUT_KEY]
    about = _join_sentences(sheet.about)
    short = _join_sentences((label, words) for label, words in sheet.about if label != NOTE_LABEL)
    rows = (
        {**dict(zip(keys, _list_cells(row), strict=False)), ABOUT_KEY: short if number else about}
        for number, row in enumerate(sheet.rows)
    )
    written = iter(format_csv(rows, keys))
    yield next(written)
    if tagged:
        yield ",".join([*(column.hxl_tag for column in sheet.columns), ABOUT_TAG]) + "\r\n"
    yield from written


def _join_sentences(about: Iterable[tuple[str, str]]) -> str:
    return " ".join(f"{label}: {words}" + ("" if words.endswith(".") else ".") for label, words in about)


SHEET_WRITERS: Mapping[str, tuple[str, Callable[[MapSheet], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", lambda sheet: "".join(format_sheet_csv(sheet)).encode()),
    "hxl.csv": ("text/csv; charset=utf-8", lambda sheet: "".join(format_sheet_csv(sheet, tagged=True)).encode()),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx.build_workbook),
    "json": (
        "application/json",
        lambda sheet: json.dumps(build_sheet_values(sheet), ensure_ascii=False, indent=1).encode(),
    ),
    "jsonl": ("application/x-ndjson; charset=utf-8", lambda sheet: "".join(format_sheet_jsonl(sheet)).encode()),
    "parquet": (PARQUET_MEDIA_TYPE, format_sheet_parquet),
    "arrow": (ARROW_MEDIA_TYPE, format_sheet_arrow),
}
"""By suffix of the file: media type, and the function that returns the content of the file."""


def write_sheet(sheet: MapSheet, format: str) -> bytes:
    """Return a sheet in one of the formats of SHEET_WRITERS."""
    return SHEET_WRITERS[format][1](sheet)
