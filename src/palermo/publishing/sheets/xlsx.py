"""A sheet as an XLSX workbook: rows on the first sheet, then their grid; edition, filters and citation on the last."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

import xlsxwriter

from palermo.languages import RTL_LANGUAGES
from palermo.publishing.phrases import Phrase
from palermo.publishing.sheets.sheet import MapSheet, SheetCell, SheetGrid
from palermo.publishing.workbook_texts import ENGLISH_TEXTS, WorkbookTexts

MAP_NAME, GRID_NAME, ABOUT_NAME = Phrase("Map"), Phrase("Grid"), Phrase("About this file")
"""Names of sheets, also in translation of at most 31 characters without brackets, colons, slashes, `*` and `?`."""
MAX_COLUMN_WIDTH = 60
"""Maximum width of a column, in characters."""
_FIXED_TIMESTAMP = datetime(2000, 1, 1)
"""Creation date, fixed so that the same sheet gives the same bytes."""


def build_workbook(sheet: MapSheet, texts: WorkbookTexts = ENGLISH_TEXTS) -> bytes:
    """Return a workbook with headers and labels in the reader's language; formula-like text stays text."""
    sheet = _translate(sheet, texts)
    bytes_io = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(bytes_io, options) as book:
        book.set_properties({"title": texts.render(sheet.title), "created": _FIXED_TIMESTAMP})
        bold = book.add_format({"bold": True})
        formats = {"share": book.add_format({"num_format": "0.0%"}), "number": book.add_format({"num_format": "#,##0"})}
        page = book.add_worksheet(texts.render(MAP_NAME))
        page.freeze_panes(1, 1)
        for at, column in enumerate(sheet.columns):
            page.write_string(0, at, column.label, bold)
            cells = [_convert_cell(row[at]) for row in sheet.rows]
            width = max(len(str(cell)) for cell in (column.label, *cells))
            page.set_column(at, at, min(width + 2, MAX_COLUMN_WIDTH), formats.get(column.display))
            for line, cell in enumerate(cells, 1):
                if cell is not None:
                    page.write(line, at, cell)
        if sheet.rows:
            page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
        if sheet.grid and (lines := list(_build_grid_lines(sheet, sheet.grid))):
            _write_grid(
                book.add_worksheet(texts.render(GRID_NAME)), lines, len(sheet.grid.rows), bold, formats["number"]
            )
        write_about(book, [("Title", sheet.title), *sheet.about], texts)
        if sheet.language in RTL_LANGUAGES:
            for page in book.worksheets():
                page.right_to_left()
    return bytes_io.getvalue()


def _translate(sheet: MapSheet, texts: WorkbookTexts) -> MapSheet:
    """Return the sheet with its headers, and the values of closed sets, as labels."""
    labels = [
        texts.find_labels("facet", column.facet) if column.facet else texts.find_labels("map", column.key)
        for column in sheet.columns
    ]
    return replace(
        sheet,
        columns=[replace(column, label=texts.translate(column.label)) for column in sheet.columns],
        rows=[
            [
                label(str(cell)) if label and cell is not None else _render_cell(cell, texts)
                for label, cell in zip(labels, row, strict=True)
            ]
            for row in sheet.rows
        ],
    )


def _render_cell(cell: SheetCell, texts: WorkbookTexts) -> SheetCell:
    if isinstance(cell, tuple):
        return tuple(map(texts.render, cell))
    return texts.render(cell) if isinstance(cell, str) else cell


def write_about(
    book: xlsxwriter.Workbook, pairs: Iterable[tuple[str, str]], texts: WorkbookTexts = ENGLISH_TEXTS
) -> None:
    """Add the sheet that says what a workbook has, as labels and texts."""
    page = book.add_worksheet(texts.render(ABOUT_NAME))
    page.set_column(0, 0, 16)
    page.set_column(1, 1, 100)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for line, (label, words) in enumerate(pairs):
        page.write_string(line, 0, texts.translate(label), bold)
        page.write_string(line, 1, texts.render(words), wrapped)


def _build_grid_lines(sheet: MapSheet, grid: SheetGrid) -> Iterator[list[SheetCell]]:
    """Yield the titles, then a line for each row of the grid; nothing if there is no number."""
    at = {column.key: number for number, column in enumerate(sheet.columns)}
    places = [
        (tuple(_convert_cell(row[at[key]]) for key in grid.rows), _convert_cell(row[at[grid.columns]]))
        for row in sheet.rows
    ]
    numbers = {place: row[at[grid.values]] for place, row in zip(places, sheet.rows, strict=True)}
    filled = [place for place in dict.fromkeys(places) if numbers[place]]
    if not filled:
        return
    used_titles = {title for _, title in filled}
    titles = [title for title in dict.fromkeys(title for _, title in places) if title in used_titles]
    yield [*(sheet.columns[at[key]].label for key in grid.rows), *titles]
    for name in dict.fromkeys(name for name, _ in filled):
        yield [*name, *(numbers.get((name, title)) or None for title in titles)]


def _write_grid(
    page: xlsxwriter.worksheet.Worksheet,
    lines: list[list[SheetCell]],
    name_count: int,
    bold: xlsxwriter.format.Format,
    number: xlsxwriter.format.Format,
) -> None:
    """Write the lines of a grid, whose first columns are names."""
    page.freeze_panes(1, name_count)
    page.set_column(0, name_count - 1, MAX_COLUMN_WIDTH // 2)
    page.set_column(name_count, len(lines[0]) - 1, None, number)
    for line, cells in enumerate(lines):
        for at, cell in enumerate(cells):
            if cell is not None:
                page.write(line, at, cell, *([] if line else [bold]))


def _convert_cell(cell: SheetCell) -> str | int | float | None:
    return "; ".join(cell) if isinstance(cell, tuple | list) else cell  # type: ignore[return-value]
