"""Records as an XLSX workbook, one row each as in CSV, with edition, citation and omissions on a second sheet."""

import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

import xlsxwriter

from palermo.edition import Manifest
from palermo.publishing.records import choose_columns, flatten_values, format_cell
from palermo.publishing.sheets.sheet import NOTE_LABEL, build_citation
from palermo.publishing.sheets.xlsx import write_about

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_ROWS = 20_000
"""Maximum number of rows of a workbook; CSV and JSON Lines have no limit."""
MAX_CELL_CHARS = 32_767
"""Maximum number of characters of a cell in XLSX."""
COLUMN_WIDTH = 24
_FIXED_TIMESTAMP = datetime(2000, 1, 1)
"""Creation date, fixed so that the same records give the same bytes."""


def build_record_workbook(rows: Iterable[Mapping[str, Any]], title: str, manifest: Manifest) -> bytes:
    """Return a workbook of records; numbers are numbers, formula-like text stays text, long texts are cut."""
    output, iterator = io.BytesIO(), iter(rows)
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(output, options) as book:
        book.set_properties({"title": title, "created": _FIXED_TIMESTAMP})
        bold, page = book.add_format({"bold": True}), book.add_worksheet("Records")
        page.freeze_panes(1, 1)
        columns: list[str] = []
        count = 0
        for count, row in enumerate(islice(iterator, MAX_ROWS), 1):
            if not columns:
                columns = list(choose_columns(row))
                for at, name in enumerate(columns):
                    page.write_string(0, at, name, bold)
            flat = dict(flatten_values(row))
            for at, name in enumerate(columns):
                value = flat.get(name)
                if isinstance(value, int | float) and not isinstance(value, bool):
                    page.write_number(count, at, value)
                elif text := format_cell(value):
                    page.write_string(count, at, text[:MAX_CELL_CHARS])
        if columns:
            page.autofilter(0, 0, count, len(columns) - 1)
            page.set_column(0, len(columns) - 1, COLUMN_WIDTH)
        pairs = [("Title", title), ("Edition", manifest.name), ("Rows", f"{count:,}")]
        if next(iterator, None) is not None:
            pairs.append((NOTE_LABEL, f"Only the first {MAX_ROWS:,} rows are here. CSV and JSON Lines have all."))
        write_about(book, [*pairs, ("Cite", build_citation(title, manifest, ()))])
    return output.getvalue()
