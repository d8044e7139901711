"""Tables from passages that are rows: columns by name, cells with their places in the passage's text."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from palermo.grouping import group_items
from palermo.statements import Passage, PassageKind

_CELL = re.compile(r"(?:^|; )([^:;]{1,200}): ")
MIN_COLUMN_SHARE = 0.02
"""Share of a table's rows in which a name must stand to be a column's, and no part of what a cell holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """What a row holds in a column, and where in the passage's text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row of a table."""

    passage: Passage
    cells: Mapping[str, TableCell]
    """By the column's name."""

    @property
    def number(self) -> str:
        """As the spreadsheet shows it: `Sheet1!12`, or `12` in a CSV."""
        return self.passage.paragraph or "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTable:
    """The rows of one sheet."""

    preamble: Sequence[Passage]
    """What stands above the rows: titles, notes, and a header that could not be read as one."""
    columns: Sequence[str]
    tags: Mapping[str, str]
    """Tags of the Humanitarian Exchange Language by the column's name."""
    rows: Sequence[TableRow]
    bare: Sequence[Passage]
    """Rows without any column's name."""


def group_tables(passages: Iterable[Passage]) -> Iterator[SheetTable]:
    """Yield the tables of a document, one for each sheet."""
    for sheet in group_items(passages, lambda passage: passage.headings).values():
        rows = [passage for passage in sheet if passage.kind is PassageKind.ROW]
        if rows:
            yield _build_table(rows, sheet)


def _build_table(rows: Sequence[Passage], passages: Sequence[Passage]) -> SheetTable:
    name_counts = Counter(name for row in rows for name in _CELL.findall(row.text))
    tags = _find_tags(passages)
    common = (name for name, count in name_counts.items() if count > MIN_COLUMN_SHARE * len(rows))
    columns = list(dict.fromkeys((*common, *tags)))
    known = frozenset(columns)
    parted = [TableRow(passage=row, cells=_parse_cells(row.text, known)) for row in rows]
    return SheetTable(
        preamble=[passage for passage in passages if passage.ordinal < rows[0].ordinal],
        columns=columns,
        tags=tags,
        rows=[row for row in parted if row.cells],
        bare=[row.passage for row in parted if not row.cells],
    )


def _find_tags(passages: Iterable[Passage]) -> dict[str, str]:
    """Return the tags of the last row of tags by column; each is a column, however few rows fill it."""
    tags: dict[str, str] = {}
    for passage in passages:
        if passage.kind is not PassageKind.ROW and "#" in passage.text:
            cells = _parse_cells(passage.text, frozenset(_CELL.findall(passage.text)))
            if cells and all(cell.text.startswith("#") for cell in cells.values()):
                tags = {name: cell.text for name, cell in cells.items()}
    return tags


def _parse_cells(text: str, column_names: frozenset[str]) -> dict[str, TableCell]:
    """Return the cells of a row by name.

    Text after a name that is no column's belongs to the cell before it.
    """
    starts = [match for match in _CELL.finditer(text) if match[1] in column_names]
    cells: dict[str, TableCell] = {}
    for index, match in enumerate(starts):
        end = starts[index + 1].start() if index + 1 < len(starts) else len(text)
        cells.setdefault(match[1], TableCell(text=text[match.end() : end], start=match.end(), end=end))
    return cells
