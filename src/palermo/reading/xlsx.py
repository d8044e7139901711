"""XLSX through calamine: visible sheets, values of formulas, merged cells filled, one block for each row."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

import python_calamine as calamine

from palermo.errors import NoText, TooLarge, Unreadable
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.file_types import FILE_TYPE_BY_NAME, ZIP_SIGNATURE
from palermo.reading.table_rows import CellValue, build_sheet_blocks, number_rows
from palermo.reading.zip_limits import refuse_zip_bombs

MEDIA_TYPE, ENDINGS = FILE_TYPE_BY_NAME["xlsx"].media_type, FILE_TYPE_BY_NAME["xlsx"].suffixes
MAX_ROWS = 100_000
"""Maximum for all sheets together; the same for cells."""
MAX_CELLS = 2_000_000
_COMPOUND = b"\xd0\xcf\x11\xe0"
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FILLED_CELL = re.compile(rb"<(?:\w{1,20}:)?c\b([^<>]*)(?<!/)>")
"""A cell with content: cells that are only formatted are self-closing."""
_CELL_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")


def matches(head: bytes, name: str) -> bool:
    """Return whether the first bytes are a ZIP archive with Excel's parts, or one with an Excel name."""
    if head.startswith(ZIP_SIGNATURE):
        return b"xl/" in head or name.lower().endswith(ENDINGS)
    return head.startswith(_COMPOUND) and name.lower().endswith((*ENDINGS, ".xls"))


def read_blocks(content: bytes) -> tuple[list[DocumentBlock], None]:
    """Read a workbook as one block for each row, without pages; raises Unreadable, TooLarge or NoText."""
    _inspect_archive(content)
    try:
        with calamine.load_workbook(BytesIO(content)) as book:
            sheets = list(_read_sheets(book))
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise Unreadable("the workbook", f"it cannot be parsed ({error})", "Save it again in Excel") from error
    if not any(block.number for block in sheets):
        raise NoText("the workbook", "all cells of its visible sheets are empty", "Use a file with content")
    return sheets, None


def _read_sheets(book: "calamine.CalamineWorkbook") -> Iterator[DocumentBlock]:
    visible_sheets = [sheet for sheet in book.sheets_metadata if sheet.visible is calamine.SheetVisibleEnum.Visible]
    total = 0
    for about in visible_sheets:
        if about.typ is not calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        total += sheet.total_height
        _refuse_large(total, 0)
        sheet_rows = list(number_rows(_fill_merged_cells(sheet)))
        if sheet_rows:
            yield from build_sheet_blocks(sheet_rows, about.name.strip())


def _fill_merged_cells(sheet: "calamine.CalamineSheet") -> list[list[CellValue]]:
    """Return the rows of a sheet, with the value of merged cells in each of them."""
    rows: list[list[CellValue]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        value = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        for row in rows[top : bottom + 1] if value else ():
            row[left : right + 1] = [value] * len(row[left : right + 1])
    return rows


def _inspect_archive(content: bytes) -> None:
    """Refuse archives that expand too much, declare entities, or have sheets that exceed memory."""
    if content.startswith(_COMPOUND):
        reason = "it has a password, or was saved by Excel before 2007"
        raise Unreadable("the workbook", reason, "Save it as .xlsx without a password")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            refuse_zip_bombs(archive, "the workbook")
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    _inspect_part(archive.read(name))
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, RuntimeError) as error:
        raise Unreadable("the workbook", f"its archive is damaged ({error})", "Fetch the file again") from error


def _inspect_part(part_xml: bytes) -> None:
    if _DECLARED.search(part_xml):
        reason = "it declares a document type or entities, which workbooks never do"
        raise Unreadable("the workbook", reason, "Ask its sender to save it again in Excel")
    rows = columns = 0
    for cell in _FILLED_CELL.finditer(part_xml):
        place = _CELL_REFERENCE.search(cell[1])
        if place:
            rows, columns = max(rows, int(place[2])), max(columns, _parse_column(place[1]))
    _refuse_large(rows, rows * columns)


def _refuse_large(rows: int, cells: int) -> None:
    if rows > MAX_ROWS or cells > MAX_CELLS:
        limits = f"{MAX_ROWS:,} rows or {MAX_CELLS:,} cells"
        reason = f"its sheets extend over more than {limits}"
        raise TooLarge("the workbook", reason, "Split it, or delete cells far from its table")


def _parse_column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number
