"""Fragments to blocks: an element on several pages becomes one block; untagged tables."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from palermo.reading.layout.blocks import LayoutBlock, is_page_continuation, is_sentence_end
from palermo.reading.layout.printed_numbers import parse_printed_number
from palermo.reading.layout.text_lines import BodyStyle, TextLine
from palermo.reading.structure.fragments import Fragment
from palermo.reading.structure.tree import ElementRole, TreePath
from palermo.statements import PassageKind

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


_KINDS_BY_ROLE = {
    ElementRole.HEADING: PassageKind.HEADING,
    ElementRole.ITEM: PassageKind.ITEM,
    ElementRole.CELL: PassageKind.CELL,
    ElementRole.NOTE: PassageKind.FOOTNOTE,
}

_SEPARATE_ROLES = {ElementRole.CELL, ElementRole.NOTE}
_RUNNING_ROLES = {ElementRole.PARAGRAPH, ElementRole.ITEM, ElementRole.LOOSE}
_CLOSED_KINDS = {PassageKind.HEADING, PassageKind.CELL, PassageKind.FOOTNOTE}
_PARAGRAPH_NUMBER_STYLES = {"plain", "roman", "upper", "chinese"}
MAX_BROKEN_SHARE = 0.3
"""Share of paragraphs continued by the next one above which tags count as line by line."""
MAX_CELL_CHARS = 200
"""Maximum characters: one of two adjacent cells is shorter, but no column of prose is."""
MIN_HEADINGS_PER_PAGE = 0.25
"""Minimum headings per page of a file that tags its headings."""


def has_tagged_headings(fragments: Iterable[Fragment], page_count: int) -> bool:
    """Return whether a file tags so many headings that untagged text is never a heading."""
    return sum(fragment.role is ElementRole.HEADING for fragment in fragments) >= max(
        3, MIN_HEADINGS_PER_PAGE * page_count
    )


def is_tagged_by_line(fragments: Sequence[Fragment]) -> bool:
    """Return whether a file tags each printed line as a paragraph, so that layout analysis is better."""
    long = [(a, b) for a, b in pairwise(fragments) if a.role is ElementRole.PARAGRAPH and len(a.line.text) > 40]
    broken = sum(
        a.line.page == b.line.page and b.line.text[:1].islower() and not is_sentence_end(a.line.text) for a, b in long
    )
    return broken > max(3, MAX_BROKEN_SHARE * len(long))


def find_side_by_side(fragments: Sequence[Fragment]) -> frozenset[TreePath]:
    """Return the paths of adjacent paragraphs: Word tags the cells of many tables in no other way."""
    tree_paths: set[TreePath] = set()
    for a, b in pairwise(fragments):
        if a.role is b.role is ElementRole.PARAGRAPH and min(len(a.line.text), len(b.line.text)) < MAX_CELL_CHARS:
            left, right = sorted((a.line, b.line), key=lambda line: line.left)
            if left.right <= right.left + 1 and is_level(a.line, b.line):
                tree_paths |= {a.path, b.path}
    return frozenset(tree_paths)


class FragmentJoiner:
    """Returns blocks of fragments, page by page; an element continues in its first block."""

    def __init__(self, body: BodyStyle, *, has_headings: bool) -> None:
        self._body = body
        self._tags_headings = has_headings
        self._blocks: dict[TreePath, LayoutBlock] = {}
        self._last: LayoutBlock | None = None
        self._first_rows: dict[TreePath, TreePath] = {}
        """First row of each table."""
        self._header_cells: dict[tuple[TreePath, int], LayoutBlock] = {}
        """Cells of those rows, by table and column."""

    def build_blocks(self, fragments: Sequence[Fragment]) -> Iterator[LayoutBlock]:
        """Return the blocks that begin with a page's fragments."""
        cells = find_side_by_side(fragments)
        heads = find_column_headers(fragments, cells)
        for fragment in fragments:
            block = self._blocks.get(fragment.path) or self._find_unfinished_block(fragment)
            if block is not None:
                if not _is_repeated_header(fragment, block):
                    block.add(fragment.line)
            else:
                block = _build_block(fragment)
                block.can_be_heading = not self._tags_headings
                head = heads.get(fragment.path)
                block.header = self._blocks.get(head) if head else self._find_header(fragment, block)
                if fragment.path in cells:
                    block.passage_kind = PassageKind.CELL
                yield block
            self._blocks[fragment.path] = block
            if fragment.role not in _SEPARATE_ROLES and block.passage_kind is not PassageKind.CELL:
                self._last = block

    def _find_header(self, fragment: Fragment, block: LayoutBlock) -> LayoutBlock | None:
        """Return the heading cell of a cell's column; None for a cell of the first row."""
        if fragment.row is None or fragment.table is None or fragment.path[: len(fragment.row)] != fragment.row:
            return None
        column = (fragment.table, fragment.path[len(fragment.row)])
        if self._first_rows.setdefault(fragment.table, fragment.row) == fragment.row:
            self._header_cells[column] = block
            return None
        return self._header_cells.get(column)

    def _find_unfinished_block(self, fragment: Fragment) -> LayoutBlock | None:
        """Return the block that a page's first fragment continues: some programs tag parts of it separately."""
        last, line = self._last, fragment.line
        if (
            last is None
            or last.last_text_line.page == line.page
            or fragment.role not in _RUNNING_ROLES
            or last.passage_kind in _CLOSED_KINDS
        ):
            return None
        return last if is_page_continuation(last, line, parse_printed_number(line.text), self._body) else None


def _is_repeated_header(fragment: Fragment, block: LayoutBlock) -> bool:
    """Return whether a page only repeats the header of a table from an earlier page."""
    return block.passage_kind is PassageKind.CELL and fragment.line.text.strip() in block.texts


def _build_block(fragment: Fragment) -> LayoutBlock:
    printed = parse_printed_number(fragment.line.text)
    if printed and not printed.rest.strip():
        printed = None  # a cell with only a number
    block = LayoutBlock.from_line(fragment.line, printed)
    block.passage_kind = _KINDS_BY_ROLE.get(fragment.role)
    if fragment.role is ElementRole.ITEM and printed and printed.style in _PARAGRAPH_NUMBER_STYLES:
        block.passage_kind = None  # Word tags numbered paragraphs and headings as items too
    return block
