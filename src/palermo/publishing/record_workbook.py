"""Records as an XLSX workbook, one row each as in CSV, with edition, citation and omissions on a second sheet.

Headers and values that have labels are in the reader's language; the second row has the names of the fields.
"""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain, islice
from typing import Any

import xlsxwriter

from palermo.edition import Manifest
from palermo.languages import RTL_LANGUAGES
from palermo.publishing.phrases import Phrase
from palermo.publishing.row_writers import choose_columns, flatten_values, format_cell
from palermo.publishing.sheets.sheet import NOTE_LABEL, build_citation
from palermo.publishing.sheets.xlsx import write_about
from palermo.publishing.workbook_texts import ENGLISH_TEXTS, WorkbookTexts

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_ROWS = 20_000
"""Maximum number of rows of a workbook; CSV and JSON Lines have no limit."""
MAX_CELL_CHARS = 32_767
RECORDS_NAME = Phrase("Records")
COLUMN_WIDTH = 24
HEADER_ROWS = 2
"""Rows of labels and of names of fields."""
_FIXED_TIMESTAMP = datetime(2000, 1, 1)
"""Creation date, fixed so that the same records give the same bytes."""


def build_record_workbook(
    rows: Iterable[Mapping[str, Any]],
    table: str,
    manifest: Manifest,
    texts: WorkbookTexts = ENGLISH_TEXTS,
    columns: Sequence[str] = (),
) -> bytes:
    """Return a workbook of records; numbers are numbers, formula-like text stays text, long texts are cut.

    Without `columns`, the first row determines them.
    """
    output, iterator = io.BytesIO(), iter(rows)
    title = texts.translate(table.replace("-", " ").capitalize())
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(output, options) as book:
        book.set_properties({"title": title, "created": _FIXED_TIMESTAMP})
        page = book.add_worksheet(texts.render(RECORDS_NAME))
        page.freeze_panes(HEADER_ROWS, 1)
        if not columns and (first := next(iterator, None)):
            columns, iterator = choose_columns(first), chain([first], iterator)
        _write_header(book, page, columns, texts)
        labels = [texts.find_labels(table, name) for name in columns]
        count = 0
        for count, row in enumerate(islice(iterator, MAX_ROWS), 1):
            flat = dict(flatten_values(row))
            for at, (name, label) in enumerate(zip(columns, labels, strict=True)):
                value = flat.get(name)
                if isinstance(value, int | float) and not isinstance(value, bool):
                    page.write_number(count + HEADER_ROWS - 1, at, value)
                elif text := _format_text(format_cell(value), label):
                    page.write_string(count + HEADER_ROWS - 1, at, text[:MAX_CELL_CHARS])
        if columns:
            page.autofilter(HEADER_ROWS - 1, 0, count + HEADER_ROWS - 1, len(columns) - 1)
            page.set_column(0, len(columns) - 1, COLUMN_WIDTH)
        pairs = [("Title", title), ("Edition", manifest.name), ("Rows", Phrase("{number}", number=count))]
        if next(iterator, None) is not None:
            note = Phrase("Only the first {number} rows are here. CSV and JSON Lines have all.", number=MAX_ROWS)
            pairs.append((NOTE_LABEL, note))
        write_about(book, [*pairs, ("Cite", build_citation(title, manifest, ()))], texts)
        if texts.language in RTL_LANGUAGES:
            for page in book.worksheets():
                page.right_to_left()
    return output.getvalue()


def _write_header(
    book: xlsxwriter.Workbook, page: xlsxwriter.worksheet.Worksheet, columns: Sequence[str], texts: WorkbookTexts
) -> None:
    """Write the labels of the columns, and below them, for programs, the names of their fields."""
    bold, small = book.add_format({"bold": True}), book.add_format({"font_size": 8, "font_color": "#666666"})
    for at, name in enumerate(columns):
        page.write_string(0, at, texts.label_column(name), bold)
        page.write_string(1, at, name, small)


def _format_text(text: str, label: Callable[[str], str] | None) -> str:
    """Return the text of a cell, its values as labels if the column has them."""
    return "; ".join(map(label, text.split("; "))) if label and text else text
