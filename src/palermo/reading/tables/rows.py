"""Rows of a sheet as pieces: `Country: Mali; Year: 2026`, with the sheet's name above and the row's number."""

from collections.abc import Sequence
from dataclasses import replace

from palermo.reading.pieces import Piece
from palermo.reading.tables.cells import Line
from palermo.reading.tables.headers import Header, header
from palermo.statements import PassageKind


def sheet_pieces(found: Sequence[Line], sheet: str | None) -> list[Piece]:
    """Pieces of one sheet; `sheet` is its name, None where the file has no sheets."""
    columns = header(found)
    pieces = [Piece(kind=PassageKind.HEADING, text=sheet, level=1)] if sheet else []
    pieces += [_above(line, number, sheet) for number, line in enumerate(found[: columns.above])]
    pieces += [_tags(found[columns.below - 1], columns, sheet)] if columns.tagged else []
    return pieces + [_row(line, columns, sheet) for line in found[columns.below :]]


def _tags(line: Line, columns: Header, sheet: str | None) -> Piece:
    """The row of tags, which tells what the columns are for; it is no data."""
    return replace(_row(line, columns, sheet), kind=PassageKind.PARAGRAPH)


def _above(line: Line, number: int, sheet: str | None) -> Piece:
    """A row above the header: the first is the table's title, the others are notes."""
    text = "; ".join(filter(None, line.cells))
    if number == 0 and len(line.words) == len(line.filled) == 1 and len(text) <= 160:
        return Piece(kind=PassageKind.HEADING, text=text, level=2 if sheet else 1)
    return Piece(kind=PassageKind.PARAGRAPH, text=text, number=_number(line, sheet))


def _row(line: Line, columns: Header, sheet: str | None) -> Piece:
    values = ((_name(columns, place), line.cells[place]) for place in line.filled)
    text = "; ".join(f"{name.rstrip(' :')}: {value}" if name else value for name, value in values)
    return Piece(kind=PassageKind.ROW, text=text, number=_number(line, sheet))


def _name(columns: Header, place: int) -> str:
    return columns.names[place] if place < len(columns.names) else ""


def _number(line: Line, sheet: str | None) -> str:
    return f"{sheet}!{line.number}" if sheet else str(line.number)
