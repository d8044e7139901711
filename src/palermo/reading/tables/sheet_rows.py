"""Cells as text, and rows of them as they stand in a sheet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

type CellValue = str | bool | int | float | date | datetime | time | timedelta | None
"""What a cell holds; a formula's value, not its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A row of a sheet that holds something."""

    number: int
    """1-based, as the sheet prints it."""
    cells: tuple[str, ...]
    """Words of each cell on one line; empty where it holds nothing."""
    text_columns: frozenset[int]
    """Places of the cells that hold words, and no number or date."""

    @property
    def filled_columns(self) -> list[int]:
        """Places of the cells that hold something."""
        return [place for place, cell in enumerate(self.cells) if cell]


def number_rows(rows: Iterable[Sequence[CellValue]], first_number: int = 1) -> Iterator[SheetRow]:
    """Number rows from `first`; those that hold nothing are left out."""
    for number, row in enumerate(rows, first_number):
        cells = tuple(format_value(value) for value in row)
        if any(cells):
            words = frozenset(
                at for at, value in enumerate(row) if isinstance(value, str) and not _is_figure(cells[at])
            )
            yield SheetRow(number=number, cells=cells, text_columns=words)


def format_value(value: CellValue) -> str:
    """Write a value on one line: dates as ISO, whole numbers without a point, true and false in words.

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
            whole = value.time() == time(0)
            return value.date().isoformat() if whole else value.isoformat(" ", "auto").removesuffix(":00")
    return str(value)


def _is_figure(text: str) -> bool:
    """Whether a text is a number or a date, as cells of CSV are."""
    bare = text.strip("%$€£+- ").replace(",", "").replace(" ", "").replace("\u00a0", "")
    return bool(bare) and not any(c.isalpha() for c in bare) and any(c.isdigit() for c in bare)
