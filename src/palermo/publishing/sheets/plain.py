"""A sheet for a terminal: columns side by side, then what it rests on."""

import unicodedata
from collections.abc import Iterator, Sequence

from palermo.publishing.sheets.sheet import Cell, Column, Sheet

WIDTH = 48
"""Most places of a terminal that a cell takes."""


def table_lines(sheet: Sheet) -> Iterator[str]:
    """The sheet as lines: title, columns, rows, and what it rests on."""
    yield sheet.title
    yield ""
    rows = [[column.label for column in sheet.columns], *([*map(shown, sheet.columns, row)] for row in sheet.rows)]
    cut = [[_cut(cell) for cell in row] for row in rows]
    widths = [max(map(_places, column)) for column in zip(*cut, strict=True)]
    for row in cut:
        yield "  ".join(map(_padded, row, widths, sheet.columns)).rstrip()
    if not sheet.rows:
        yield "Nothing was found."
    yield ""
    width = max(len(label) for label, _ in sheet.about)
    yield from (f"{label.ljust(width)}  {words}" for label, words in sheet.about)


def shown(column: Column, cell: Cell) -> str:
    """A cell in words, numbers with separators."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, Sequence):
        return "; ".join(cell)
    if column.shown == "share":
        return f"{cell:.1%}"
    return f"{cell:,}" if column.shown == "number" else str(cell)


def _cut(cell: str) -> str:
    words = " ".join(cell.split())
    while _places(words) > WIDTH:
        words = words[: -2 if words.endswith("…") else -1].rstrip() + "…"
    return words


def _places(words: str) -> int:
    """Places that words take: letters of Chinese take two, marks upon letters none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in words)


def _padded(cell: str, width: int, column: Column) -> str:
    blanks = " " * (width - _places(cell))
    return cell + blanks if column.shown == "words" else blanks + cell
