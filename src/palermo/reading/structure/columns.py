"""Heads of columns among cells that no tag calls a table: Word tags many tables as paragraphs side by side."""

import re
from collections.abc import Iterator, Sequence

from palermo.reading.layout.lines import Line
from palermo.reading.structure.fragments import Fragment
from palermo.reading.structure.tree import Path

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
Row = list[Fragment]


def heads_of(fragments: Sequence[Fragment], cells: frozenset[Path]) -> dict[Path, Path]:
    """Path of a cell -> path of the cell that heads its column, for tables whose first row stands over figures."""
    found: dict[Path, Path] = {}
    for rows in _tables(fragments, cells):
        if len(rows) < 2 or len(rows[0]) < 2 or not _heads(rows[0], rows[1]):
            continue
        for fragment in (fragment for row in rows[1:] for fragment in row):
            found[fragment.path] = max(rows[0], key=lambda head: _shared(head.line, fragment.line)).path
    return found


def _tables(fragments: Sequence[Fragment], cells: frozenset[Path]) -> Iterator[list[Row]]:
    """Rows of neighbouring cells."""
    rows: list[Row] = []
    for fragment in fragments:
        if fragment.path not in cells:
            if rows:
                yield rows
            rows = []
        elif rows and _level(rows[-1][0].line, fragment.line):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    if rows:
        yield rows


def _level(first: Line, line: Line) -> bool:
    shared = min(first.bottom, line.bottom) - max(first.top, line.top)
    return shared > 0.5 * min(first.height, line.height)


def _heads(first: Row, second: Row) -> bool:
    """Whether words stand over a row whose cells hold no letters, but for its label."""
    names = all(_has_letters(fragment) or _YEAR.search(fragment.line.text) for fragment in first[1:])
    return names and len(second) > 1 and not any(map(_has_letters, second[1:]))


def _has_letters(fragment: Fragment) -> bool:
    return any(map(str.isalpha, fragment.line.text))


def _shared(head: Line, line: Line) -> float:
    """Points of width that two cells share; below nothing where they stand apart."""
    return min(head.right, line.right) - max(head.left, line.left)
