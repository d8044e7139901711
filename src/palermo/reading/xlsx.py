"""XLSX through calamine: each sheet that is shown, values of formulas, merged cells filled, one piece a row."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

import python_calamine as calamine

from palermo.errors import NoText, TooLarge, Unreadable
from palermo.reading.pieces import Piece
from palermo.reading.readings import XLSX
from palermo.reading.tables.cells import Value, lines
from palermo.reading.tables.rows import sheet_pieces
from palermo.reading.word.package import refuse_bombs

MEDIA_TYPE = XLSX
ENDINGS = (".xlsx", ".xlsm")
MAX_ROWS = 100_000
"""Of all sheets together; as for cells."""
MAX_CELLS = 2_000_000
_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0"
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CELL = re.compile(rb"<(?:\w{1,20}:)?c\b([^<>]*)(?<!/)>")
"""A cell that holds something: those that are only formatted close themselves."""
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")


def matches(head: bytes, name: str) -> bool:
    """Whether the first bytes are those of an archive with Excel's parts, or of one that is named so."""
    if head.startswith(_ZIP):
        return b"xl/" in head or name.lower().endswith(ENDINGS)
    return head.startswith(_COMPOUND) and name.lower().endswith((*ENDINGS, ".xls"))


def pieces(content: bytes) -> tuple[list[Piece], None]:
    """Read a workbook into pieces, one a row; it has no pages. Raises Unreadable, TooLarge or NoText."""
    _inspect(content)
    try:
        with calamine.load_workbook(BytesIO(content)) as book:
            found = list(_sheets(book))
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise Unreadable("the workbook", f"it cannot be parsed ({error})", "Save it anew in Excel") from error
    if not any(piece.number for piece in found):
        raise NoText("the workbook", "no cell of a sheet that is shown holds anything", "Give a file with content")
    return found, None


def _sheets(book: "calamine.CalamineWorkbook") -> Iterator[Piece]:
    shown = [sheet for sheet in book.sheets_metadata if sheet.visible is calamine.SheetVisibleEnum.Visible]
    total = 0
    for about in shown:
        if about.typ is not calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        total += sheet.total_height
        _refuse(total, 0)
        found = list(lines(_filled(sheet)))
        if found:
            yield from sheet_pieces(found, about.name.strip())


def _filled(sheet: "calamine.CalamineSheet") -> list[list[Value]]:
    """Rows from the first of the sheet, the value of merged cells in each of them."""
    rows: list[list[Value]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        value = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        for row in rows[top : bottom + 1] if value else ():
            row[left : right + 1] = [value] * len(row[left : right + 1])
    return rows


def _inspect(content: bytes) -> None:
    """Refuse archives that unpack to too much, declare entities, or have sheets too large to be held in memory."""
    if content.startswith(_COMPOUND):
        reason = "it is locked by a password or of an Excel before 2007"
        raise Unreadable("the workbook", reason, "Save it as .xlsx without a password")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            refuse_bombs(archive, "the workbook")
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    _inspect_part(archive.read(name))
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, RuntimeError) as error:
        raise Unreadable("the workbook", f"its archive is damaged ({error})", "Fetch the file again") from error


def _inspect_part(part: bytes) -> None:
    if _DECLARED.search(part):
        reason = "it declares a document type or entities, which Excel never does"
        raise Unreadable("the workbook", reason, "Have its sender save it anew in Excel")
    rows = columns = 0
    for cell in _CELL.finditer(part):
        place = _PLACE.search(cell[1])
        if place:
            rows, columns = max(rows, int(place[2])), max(columns, _column(place[1]))
    _refuse(rows, rows * columns)


def _refuse(rows: int, cells: int) -> None:
    if rows > MAX_ROWS or cells > MAX_CELLS:
        limits = f"{MAX_ROWS:,} rows or {MAX_CELLS:,} cells"
        reason = f"its sheets reach over more than {limits}"
        raise TooLarge("the workbook", reason, "Split it, or delete what stands far from its table")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number
