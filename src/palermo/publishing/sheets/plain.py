"""A sheet for a terminal: columns side by side within its width, then what it rests on."""

import unicodedata
from collections.abc import Iterator, Sequence

from palermo.publishing.sheets.sheet import Cell, Column, Sheet

WIDTH = 48
"""Most places of a terminal that a cell takes on a line."""
LEAST = 12
"""Places that a column of words keeps where there is little room."""
LINES = 3
"""Most lines of a cell where there is little room; other formats have all its words."""
GAP = "  "


def table_lines(sheet: Sheet, width: int | None = None) -> Iterator[str]:
    """The sheet as lines: title, columns, rows, and what it rests on.

    Within a `width` (places of a terminal) cells run over lines, and columns that find no room follow below the others,
    the first column before them once more. Without it each row is one line, however long.
    """
    yield from folded(sheet.title, width)
    yield ""
    cells = [
        [" ".join(shown(column, cell).split()) for column, cell in zip(sheet.columns, row, strict=True)]
        for row in sheet.rows
    ]
    widths = [_natural(column, [row[at] for row in cells], width) for at, column in enumerate(sheet.columns)]
    for number, places in enumerate(_panels(widths, width)):
        if number:
            yield ""
        room = _fitted([widths[at] for at in places], [sheet.columns[at] for at in places], width)
        columns = [sheet.columns[at] for at in places]
        for row in ([column.label for column in sheet.columns], *cells):
            yield from _row([row[at] for at in places], room, columns, 1 if width is None else LINES)
    if not sheet.rows:
        yield "Nothing was found."
    yield ""
    label_width = max(len(label) for label, _ in sheet.about)
    for label, words in sheet.about:
        first, *others = folded(words, None if width is None else max(LEAST, width - label_width - 2))
        yield f"{label.ljust(label_width)}  {first}"
        yield from (f"{' ' * label_width}  {line}" for line in others)


def shown(column: Column, cell: Cell) -> str:
    """A cell in words, numbers with separators."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, Sequence):
        return "; ".join(cell)
    if column.shown == "share":
        return f"{cell:.1%}"
    return f"{cell:,}" if column.shown == "number" else str(cell)


def folded(words: str, width: int | None) -> list[str]:
    """Words as lines within a width in places of a terminal, at least one; one line without it."""
    words = " ".join(words.split())
    if width is None or places(words) <= width:
        return [words]
    lines = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if places(longer) <= width:
            lines[-1] = longer
            continue
        lines += [word] if lines[-1] else []
        lines[-1] = lines[-1] or word
        while places(lines[-1]) > width:
            head = _begin(lines[-1], width)
            lines[-1:] = [head, lines[-1][len(head) :]]
    return lines


def places(words: str) -> int:
    """Places that words take: letters of Chinese take two, marks upon letters none."""
    if words.isascii():
        return len(words)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in words)


def cut_in_the_middle(words: str, most: int) -> str:
    """Words in at most so many places: of longer ones beginning and end, by which names that begin alike differ.

    >>> cut_in_the_middle("Office of the High Commissioner for Refugees", 20)
    'Office of…r Refugees'
    """
    if places(words) <= most:
        return words
    head = tail = ""
    left, right = 0, len(words)
    while left < right:
        ahead = places(head) <= places(tail)
        letter = words[left] if ahead else words[right - 1]
        if places(head) + places(tail) + places(letter) + 1 > most:
            break
        if ahead:
            head, left = head + letter, left + 1
        else:
            tail, right = letter + tail, right - 1
    return f"{head.rstrip()}…{tail.lstrip()}"


def _begin(words: str, width: int) -> str:
    """As much of a word's begin as a width holds, one character at least."""
    end = 1
    while end < len(words) and places(words[: end + 1]) <= width:
        end += 1
    return words[:end]


def _natural(column: Column, cells: Sequence[str], width: int | None) -> int:
    """Places that a column would like to have; its head may run over lines where the width is bounded."""
    held = min(WIDTH, max(map(places, cells), default=1))
    head = [column.label] if width is None else column.label.split() or [""]
    return max(held, min(WIDTH, max(map(places, head))))


def _floor(column: Column, width: int) -> int:
    """Places below which a column is not narrowed: figures are never cut."""
    return min(width, LEAST) if column.shown == "words" else width


def _panels(widths: Sequence[int], width: int | None) -> Iterator[list[int]]:
    """Columns that stand side by side, by their places among all; the first column begins each panel."""
    if width is None or not widths:
        yield list(range(len(widths)))
        return
    panel = [0]
    taken = first = min(widths[0], 2 * LEAST)
    for at, wish in enumerate(widths[1:], 1):
        needed = min(wish, LEAST) + len(GAP)
        if taken + needed > width and len(panel) > 1:
            yield panel
            panel, taken = [0], first
        panel.append(at)
        taken += needed
    yield panel


def _fitted(wishes: Sequence[int], columns: Sequence[Column], width: int | None) -> list[int]:
    """Narrow the widest columns of words until all stand within the width."""
    room = list(wishes)
    if width is None:
        return room
    least = [_floor(column, wish) for column, wish in zip(columns, wishes, strict=True)]
    while sum(room) + len(GAP) * (len(room) - 1) > width:
        widest = max(range(len(room)), key=lambda at: room[at] - least[at])
        if room[widest] <= least[widest]:
            break
        room[widest] -= 1
    return room


def _row(cells: Sequence[str], room: Sequence[int], columns: Sequence[Column], most: int) -> Iterator[str]:
    """One row as lines: each cell within its column, and cut after so many lines."""
    stacks = [_cut(cell, width, most) for cell, width in zip(cells, room, strict=True)]
    for line in range(max(map(len, stacks))):
        parts = [stack[line] if line < len(stack) else "" for stack in stacks]
        yield GAP.join(map(_padded, parts, room, columns)).rstrip()


def _cut(cell: str, width: int, most: int) -> list[str]:
    """A cell as so many lines at most; what finds no room is left out in the middle."""
    room = most * width
    lines = folded(cell, width)
    while len(lines) > most:
        lines = folded(cut_in_the_middle(cell, room), width)
        room -= 1
    return lines


def _padded(cell: str, width: int, column: Column) -> str:
    blanks = " " * (width - places(cell))
    return cell + blanks if column.shown == "words" else blanks + cell
