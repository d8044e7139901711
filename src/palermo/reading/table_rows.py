"""Tables: a grid of cells becomes one block for each row, with each value after its header."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from statistics import median

from palermo.reading.document_blocks import DocumentBlock
from palermo.statements import PassageKind

type CellValue = str | bool | int | float | date | datetime | time | timedelta | None
"""Value of a cell; a formula's result, not its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A row of a sheet with content."""

    number: int
    """1-based, as printed by the program."""
    cells: tuple[str, ...]
    """Text of each cell on one line; empty for an empty cell."""
    text_columns: frozenset[int]
    """Indexes of cells with text rather than a number or date."""

    @property
    def filled_columns(self) -> list[int]:
        """Return the indexes of cells with content."""
        return [place for place, cell in enumerate(self.cells) if cell]


def number_rows(rows: Iterable[Sequence[CellValue]]) -> Iterator[SheetRow]:
    """Yield rows with content, numbered from 1."""
    for number, row in enumerate(rows, 1):
        cells = tuple(format_value(value) for value in row)
        if any(cells):
            words = frozenset(
                at for at, value in enumerate(row) if isinstance(value, str) and not _is_figure(cells[at])
            )
            yield SheetRow(number=number, cells=cells, text_columns=words)


def format_value(value: CellValue) -> str:
    """Return a value on one line: ISO dates, whole numbers without a point, booleans in words.

    >>> [format_value(v) for v in (3.0, 0.25, datetime(2026, 11, 24), datetime(2026, 11, 24, 9, 30), True, " a  b ")]
    ['3', '0.25', '2026-11-24', '2026-11-24 09:30', 'true', 'a b']
    """
    match value:
        case None:
            return ""
        case str():
            return " ".join(value.split())
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case datetime():
            is_whole_day = value.time() == time(0)
            return value.date().isoformat() if is_whole_day else value.isoformat(" ", "auto").removesuffix(":00")
    return str(value)


def _is_figure(text: str) -> bool:
    """Return whether a text is a number or a date, as in cells of CSV."""
    bare = text.strip("%$€£+- ").replace(",", "").replace(" ", "").replace("\u00a0", "")
    return bool(bare) and not any(c.isalpha() for c in bare) and any(c.isdigit() for c in bare)


_MAX_HEADER_ROWS = 25
"""First rows among which the header is searched; titles and notes precede it."""
_MAX_NAME_CHARS = 200
"""Maximum characters of a header's cell."""
_MIN_NAMED_SHARE = 0.6
"""Minimum share of the columns that a header names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableHeader:
    """Names of a table's columns, and the division of its first rows."""

    names: tuple[str, ...]
    """By column; empty where a column has no name."""
    rows_above: int
    """Rows above the header."""
    rows_before_data: int
    """Rows up to the end of the header, including those above it."""
    tagged: bool = False
    """Whether the last of these rows contains tags of the Humanitarian Exchange Language."""


def find_header(sheet_rows: Sequence[SheetRow]) -> TableHeader:
    """Return the header among a table's first rows; a table without one has no names.

    A header names most columns by distinct texts, and rows follow it. If two rows do (`Children` over `Girls` and
    `Boys`), their names are joined. A row of tags of the Humanitarian Exchange Language (`#org`) is not data; if it
    precedes all names, the tags are the names.
    """
    width = max((len(line.filled_columns) for line in sheet_rows[: 4 * _MAX_HEADER_ROWS]), default=0)
    named = [at for at in range(min(_MAX_HEADER_ROWS, len(sheet_rows) - 1)) if _is_name_row(sheet_rows, at, width)]
    first = enumerate(sheet_rows[:_MAX_HEADER_ROWS])
    tags = next((at for at, line in first if len(line.filled_columns) > 1 and _is_tag_row(line)), None)
    if tags is not None and (not named or tags < named[0]):
        return TableHeader(names=sheet_rows[tags].cells, rows_above=tags, rows_before_data=tags + 1, tagged=True)
    if not named:
        return TableHeader(names=(), rows_above=0, rows_before_data=0)
    at = named[0]
    if at and _is_spanning_row(sheet_rows, at - 1):
        return _build_two_row_header(sheet_rows, at - 1)
    if at + 1 in named and _is_spanning_row(sheet_rows, at):
        return _build_two_row_header(sheet_rows, at)
    if at + 1 in named and _is_note(sheet_rows[at]) and not _is_note(sheet_rows[at + 1]):
        at += 1
    return _build_header(sheet_rows, sheet_rows[at].cells, at, at + 1)


def _is_name_row(sheet_rows: Sequence[SheetRow], row_index: int, width: int) -> bool:
    line = sheet_rows[row_index]
    filled = line.filled_columns
    distinct = len({line.cells[place].casefold() for place in filled}) == len(filled)
    named = len(filled) >= max(2, _MIN_NAMED_SHARE * width) and line.text_columns >= set(filled) and distinct
    if not named or max(len(line.cells[place]) for place in filled) > _MAX_NAME_CHARS:
        return False
    return not _is_data(line, sheet_rows[row_index + 1 : row_index + 6]) and not _is_tag_row(line)


def _is_data(sheet_row: SheetRow, next_rows: Sequence[SheetRow]) -> bool:
    """Return whether a row of text is much longer than the next ones.

    The first row of a list of sentences is an example.
    """
    lengths = [len(cell) for next_row in next_rows for cell in next_row.cells if cell]
    own = [len(cell) for cell in sheet_row.cells if cell]
    return bool(lengths) and median(own) > 60 and median(own) > 1.5 * median(lengths)


def _is_spanning_row(sheet_rows: Sequence[SheetRow], row_index: int) -> bool:
    """Return whether a row names groups of the next row's columns.

    Merged cells repeat a name or leave gaps. Gaps alone do not suffice, because a column may have no name: figures
    must follow the second row.
    """
    upper, lower, first = sheet_rows[row_index], sheet_rows[row_index + 1], sheet_rows[row_index + 2]
    if (
        len(upper.filled_columns) < 2
        or upper.text_columns < set(upper.filled_columns)
        or upper.number + 1 != lower.number
    ):
        return False
    if _is_note(upper):
        return False
    repeated = len({upper.cells[place].casefold() for place in upper.filled_columns}) < len(upper.filled_columns)
    gaps = any(place >= len(upper.cells) or not upper.cells[place] for place in lower.filled_columns)
    figures = any(place in lower.text_columns and place not in first.text_columns for place in first.filled_columns)
    return repeated or (gaps and figures)


def _is_note(sheet_row: SheetRow) -> bool:
    """Return whether the cells contain remarks (`Source: our own`), like notes above a header."""
    return any(":" in cell.rstrip(": ") or len(cell) > _MAX_NAME_CHARS // 2 for cell in sheet_row.cells)


def _build_two_row_header(sheet_rows: Sequence[SheetRow], row_index: int) -> TableHeader:
    return _build_header(
        sheet_rows, _join_names(sheet_rows[row_index].cells, sheet_rows[row_index + 1].cells), row_index, row_index + 2
    )


def _join_names(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Return the names of two rows as one: an upper name extends over empty cells to its right."""
    names = []
    name_before = ""
    for place in range(max(len(upper), len(lower))):
        above = upper[place] if place < len(upper) else ""
        below = lower[place] if place < len(lower) else ""
        name_before = above or (name_before if below else "")
        names.append(
            f"{name_before}, {below}" if name_before and below and name_before != below else below or name_before
        )
    return tuple(names)


def _build_header(
    sheet_rows: Sequence[SheetRow], names: tuple[str, ...], rows_above: int, rows_before_data: int
) -> TableHeader:
    tags = rows_before_data < len(sheet_rows) and _is_tag_row(sheet_rows[rows_before_data])
    return TableHeader(names=names, rows_above=rows_above, rows_before_data=rows_before_data + tags, tagged=tags)


def _is_tag_row(sheet_row: SheetRow) -> bool:
    return all(sheet_row.cells[place].startswith("#") for place in sheet_row.filled_columns)


def build_sheet_blocks(sheet_rows: Sequence[SheetRow], sheet_name: str | None) -> list[DocumentBlock]:
    """Return the blocks of one sheet; `sheet_name` is None if the file has no sheets."""
    columns = find_header(sheet_rows)
    blocks = [DocumentBlock(kind=PassageKind.HEADING, text=sheet_name, level=1)] if sheet_name else []
    blocks += [
        _build_preamble_block(line, number, sheet_name) for number, line in enumerate(sheet_rows[: columns.rows_above])
    ]
    if columns.tagged:  # the row of tags identifies the columns and is not data
        tags = _build_row_block(sheet_rows[columns.rows_before_data - 1], columns, sheet_name)
        blocks.append(replace(tags, kind=PassageKind.PARAGRAPH))
    return blocks + [_build_row_block(line, columns, sheet_name) for line in sheet_rows[columns.rows_before_data :]]


def _build_preamble_block(sheet_row: SheetRow, number: int, sheet_name: str | None) -> DocumentBlock:
    """Return a row above the header: the first is the table's title, the others are notes."""
    text = "; ".join(filter(None, sheet_row.cells))
    if number == 0 and len(sheet_row.text_columns) == len(sheet_row.filled_columns) == 1 and len(text) <= 160:
        return DocumentBlock(kind=PassageKind.HEADING, text=text, level=2 if sheet_name else 1)
    return DocumentBlock(kind=PassageKind.PARAGRAPH, text=text, number=_format_row_number(sheet_row, sheet_name))


def _build_row_block(sheet_row: SheetRow, columns: TableHeader, sheet_name: str | None) -> DocumentBlock:
    named = [(name, value) for name, value in zip_longest(columns.names, sheet_row.cells, fillvalue="") if value]
    text = "; ".join(f"{name.rstrip(' :')}: {value}" if name else value for name, value in named)
    return DocumentBlock(kind=PassageKind.ROW, text=text, number=_format_row_number(sheet_row, sheet_name))


def _format_row_number(sheet_row: SheetRow, sheet_name: str | None) -> str:
    return f"{sheet_name}!{sheet_row.number}" if sheet_name else str(sheet_row.number)
