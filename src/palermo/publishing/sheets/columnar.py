"""A sheet as an Arrow table, and as JSON lines, Parquet and an Arrow stream made of it.

Rows have the keys of the columns; edition, filters, denominators and citation are in the metadata of the table, and the
citation in each line.
"""

import io
import json
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from palermo.publishing.sheets.sheet import MapSheet


def build_table(sheet: MapSheet) -> pa.Table:
    """Return the rows with a column for each of the sheet's columns."""
    columns = {
        column.key: pa.array([_to_plain_value(row[at]) for row in sheet.rows])
        for at, column in enumerate(sheet.columns)
    }
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


def _to_plain_value(cell: object) -> object:
    return list(cell) if isinstance(cell, tuple) else cell
