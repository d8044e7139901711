"""Column headings among cells without table tags: Word tags many tables as adjacent paragraphs."""

import re
from collections.abc import Iterator, Sequence

from palermo.reading.layout.text_lines import TextLine
from palermo.reading.structure.fragments import Fragment
from palermo.reading.structure.tree import TreePath

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
FragmentRow = list[Fragment]


def find_column_headers(fragments: Sequence[Fragment], cells: frozenset[TreePath]) -> dict[TreePath, TreePath]:
    """Return the path of the heading cell of its column for each cell.

    Only tables whose first row is above figures have heading cells.
    """
    column_headers: dict[TreePath, TreePath] = {}
    for rows in _group_tables(fragments, cells):
        if len(rows) < 2 or len(rows[0]) < 2 or not _is_header_row(rows[0], rows[1]):
            continue
        for fragment in (fragment for row in rows[1:] for fragment in row):
            column_headers[fragment.path] = max(
                rows[0], key=lambda head: _measure_overlap(head.line, fragment.line)
            ).path
    return column_headers


def _group_tables(fragments: Sequence[Fragment], cells: frozenset[TreePath]) -> Iterator[list[FragmentRow]]:
    """Return rows of adjacent cells."""
    rows: list[FragmentRow] = []
    for fragment in fragments:
        if fragment.path not in cells:
            if rows:
                yield rows
            rows = []
        elif rows and is_level(rows[-1][0].line, fragment.line):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    if rows:
        yield rows


def is_level(reference_line: TextLine, text_line: TextLine) -> bool:
    """Return whether two lines overlap by more than half the height of one of them."""
    shared = min(reference_line.bottom, text_line.bottom) - max(reference_line.top, text_line.top)
    return shared > 0.5 * min(reference_line.height, text_line.height)


def _is_header_row(first_row: FragmentRow, second_row: FragmentRow) -> bool:
    """Return whether a row of words is above a row without letters except its label."""
    names = all(_has_letters(fragment) or _YEAR.search(fragment.line.text) for fragment in first_row[1:])
    return names and len(second_row) > 1 and not any(map(_has_letters, second_row[1:]))


def _has_letters(fragment: Fragment) -> bool:
    return any(map(str.isalpha, fragment.line.text))


def _measure_overlap(header_line: TextLine, text_line: TextLine) -> float:
    """Return the points of width that two cells share; negative if they are apart."""
    return min(header_line.right, text_line.right) - max(header_line.left, text_line.left)
