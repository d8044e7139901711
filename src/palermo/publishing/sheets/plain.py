"""A sheet for a terminal: columns side by side, then what it rests on."""

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence

from palermo.publishing.sheets.sheet import Cell, Column, Sheet

WIDTH = 48
"""Most places of a terminal that a cell takes."""
NARROW = 12
"""Fewest places to which a cell is cut so that a table fits."""
GAP = "  "


def table_lines(sheet: Sheet, width: int | None = None) -> Iterator[str]:
    """The sheet as lines: title, columns, rows, and what it rests on.

    width: places of the terminal. Long words are cut until the table fits, and columns that still do not fit stand in
    a table below, behind the first column again. None: as wide as it is.
    """
    yield sheet.title
    yield ""
    rows = [[column.label for column in sheet.columns], *([*map(shown, sheet.columns, row)] for row in sheet.rows)]
    cut = [[cut_in_the_middle(" ".join(cell.split()), WIDTH) for cell in row] for row in rows]
    widths = [max(map(places, column)) for column in zip(*cut, strict=True)]
    if width is not None:
        widths = _fitting(widths, sheet.columns, width)
    for number, block in enumerate(_blocks(widths, width)):
        if number:
            yield ""
        for row in cut:
            cells = (_padded(cut_in_the_middle(row[at], widths[at]), widths[at], sheet.columns[at]) for at in block)
            yield GAP.join(cells).rstrip()
    if not sheet.rows:
        yield "Nothing was found."
    yield ""
    yield from _about(sheet, width)


def shown(column: Column, cell: Cell) -> str:
    """A cell in words, numbers with separators."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, Sequence):
        return "; ".join(cell)
    if column.shown == "share":
        return f"{cell:.1%}"
    return f"{cell:,}" if column.shown == "number" else str(cell)


def cut_in_the_middle(words: str, most: int) -> str:
    """Words in at most so many places: of longer ones beginning and end, by which long names differ.

    >>> cut_in_the_middle("Office of the High Commissioner for Refugees", 20)
    'Office of…r Refugees'
    """
    if places(words) <= most:
        return words
    head = tail = ""
    left, right = 0, len(words)
    while left < right:
        longer = head if places(head) <= places(tail) else tail
        letter = words[left] if longer is head else words[right - 1]
        if places(head) + places(tail) + places(letter) + 1 > most:
            break
        if longer is head:
            head, left = head + letter, left + 1
        else:
            tail, right = letter + tail, right - 1
    return f"{head.rstrip()}…{tail.lstrip()}"


def places(words: str) -> int:
    """Places that words take: letters of Chinese take two, marks upon letters none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in words)


def _fitting(widths: Sequence[int], columns: Sequence[Column], width: int) -> list[int]:
    """The widths with the widest columns of words made narrower, as far as needed and no further than NARROW."""
    found = [min(one, width) for one in widths]
    words = [at for at, column in enumerate(columns) if column.shown == "words"]
    while words and sum(found) + len(GAP) * (len(found) - 1) > width:
        widest = max(words, key=lambda at: found[at])
        if found[widest] <= NARROW:
            break
        found[widest] -= 1
    return found


def _blocks(widths: Sequence[int], width: int | None) -> list[list[int]]:
    """Columns by the table in which they stand; each table begins with the first column."""
    blocks: list[list[int]] = [[]]
    for at, own in enumerate(widths):
        held = sum(widths[one] + len(GAP) for one in blocks[-1])
        if width is not None and len(blocks[-1]) > 1 and held + own > width:
            blocks.append([0])
        blocks[-1].append(at)
    return blocks


def _about(sheet: Sheet, width: int | None) -> Iterator[str]:
    label_width = max(len(label) for label, _ in sheet.about)
    for label, words in sheet.about:
        head = f"{label.ljust(label_width)}{GAP}"
        if width is None or width < 2 * len(head):
            yield f"{head}{words}"
        else:
            yield from textwrap.wrap(
                words, width, initial_indent=head, subsequent_indent=" " * len(head), break_on_hyphens=False
            )


def _padded(cell: str, width: int, column: Column) -> str:
    blanks = " " * (width - places(cell))
    return cell + blanks if column.shown == "words" else blanks + cell
