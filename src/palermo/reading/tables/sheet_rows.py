"""Cells as text, and rows of cells as in a sheet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

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
