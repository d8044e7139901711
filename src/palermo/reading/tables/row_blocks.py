"""Rows of a sheet as blocks: `Country: Mali; Year: 2026`.

The name of the sheet is their heading, and each block has the row's number.
"""

from collections.abc import Sequence
from dataclasses import replace

from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.tables.headers import TableHeader, find_header
from palermo.reading.tables.sheet_rows import SheetRow
from palermo.statements import PassageKind


def build_sheet_blocks(sheet_rows: Sequence[SheetRow], sheet_name: str | None) -> list[DocumentBlock]:
    """Return the blocks of one sheet; `sheet_name` is None if the file has no sheets."""
    columns = find_header(sheet_rows)
    blocks = [DocumentBlock(kind=PassageKind.HEADING, text=sheet_name, level=1)] if sheet_name else []
    blocks += [
        _build_preamble_block(line, number, sheet_name) for number, line in enumerate(sheet_rows[: columns.rows_above])
    ]
    blocks += (
        [_build_tag_block(sheet_rows[columns.rows_before_data - 1], columns, sheet_name)] if columns.tagged else []
    )
    return blocks + [_build_row_block(line, columns, sheet_name) for line in sheet_rows[columns.rows_before_data :]]


def _build_tag_block(sheet_row: SheetRow, columns: TableHeader, sheet_name: str | None) -> DocumentBlock:
    """Return the row of tags, which identifies the columns and is not data."""
    return replace(_build_row_block(sheet_row, columns, sheet_name), kind=PassageKind.PARAGRAPH)


def _build_preamble_block(sheet_row: SheetRow, number: int, sheet_name: str | None) -> DocumentBlock:
    """Return a row above the header: the first is the table's title, the others are notes."""
    text = "; ".join(filter(None, sheet_row.cells))
    if number == 0 and len(sheet_row.text_columns) == len(sheet_row.filled_columns) == 1 and len(text) <= 160:
        return DocumentBlock(kind=PassageKind.HEADING, text=text, level=2 if sheet_name else 1)
    return DocumentBlock(kind=PassageKind.PARAGRAPH, text=text, number=_format_row_number(sheet_row, sheet_name))


def _build_row_block(sheet_row: SheetRow, columns: TableHeader, sheet_name: str | None) -> DocumentBlock:
    values = ((_get_column_name(columns, place), sheet_row.cells[place]) for place in sheet_row.filled_columns)
    text = "; ".join(f"{name.rstrip(' :')}: {value}" if name else value for name, value in values)
    return DocumentBlock(kind=PassageKind.ROW, text=text, number=_format_row_number(sheet_row, sheet_name))


def _get_column_name(columns: TableHeader, column_index: int) -> str:
    return columns.names[column_index] if column_index < len(columns.names) else ""


def _format_row_number(sheet_row: SheetRow, sheet_name: str | None) -> str:
    return f"{sheet_name}!{sheet_row.number}" if sheet_name else str(sheet_row.number)
