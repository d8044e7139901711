"""The cells of a catalogue: CSV in UTF-8 with `,` or `;`, or the first sheet of a workbook."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

import python_calamine as calamine

from palermo.errors import CatalogueInvalid

type CellRows = Iterable[tuple[int, Sequence[str]]]
"""1-based line and cells of each row that is not blank, stripped."""

MAX_WORKBOOK_BYTES = 100_000_000
"""Maximum unpacked bytes of a workbook."""


def read_csv_cells(content: bytes, location: str) -> CellRows:
    """Read CSV, with or without BOM; raises CatalogueInvalid with the line."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CatalogueInvalid(f"{location}, line {line}", "it is not UTF-8", "Save it as CSV UTF-8") from error
    return _iter_csv_rows(text, location)


def read_workbook_cells(content: bytes, location: str) -> CellRows:
    """Read the first sheet of a workbook, dates as ISO; raises CatalogueInvalid."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_WORKBOOK_BYTES:
                raise CatalogueInvalid(
                    location, "it expands to too much data", "Save the catalogue in a workbook of its own"
                )
        with calamine.load_workbook(io.BytesIO(content)) as book:
            rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError, IndexError) as error:
        raise CatalogueInvalid(location, f"it is not a workbook ({error})", "Save it as .xlsx") from error
    lines = ((number, _strip_empty_cells([_format_cell(value) for value in row])) for number, row in enumerate(rows, 1))
    return [(number, values) for number, values in lines if values]


def _iter_csv_rows(text: str, location: str) -> Iterator[tuple[int, Sequence[str]]]:
    heading = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in heading else ",", strict=True)
    line = 1
    try:
        for cells in reader:
            values = [cell.strip() for cell in cells]
            if any(values):
                yield line, values
            line = reader.line_num + 1
    except csv.Error as error:
        reason = f"it is not CSV ({error})"
        raise CatalogueInvalid(f"{location}, line {line}", reason, "Check the quotes in this line") from error


def _format_cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _strip_empty_cells(values: list[str]) -> list[str]:
    while values and not values[-1]:
        values.pop()
    return values
