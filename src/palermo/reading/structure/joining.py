"""Fragments to blocks: an element that stands on several pages is one block."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from palermo.reading.layout.blocks import Block, Body, ended, runs_on
from palermo.reading.layout.numbers import printed_number
from palermo.reading.structure.columns import heads_of
from palermo.reading.structure.fragments import Fragment
from palermo.reading.structure.tree import Path, Role
from palermo.statements import PassageKind

_KINDS = {
    Role.HEADING: PassageKind.HEADING,
    Role.ITEM: PassageKind.ITEM,
    Role.CELL: PassageKind.CELL,
    Role.NOTE: PassageKind.FOOTNOTE,
}

_ASIDE = {Role.CELL, Role.NOTE}
_RUNNING = {Role.PARAGRAPH, Role.ITEM, Role.LOOSE}
_WHOLE = {PassageKind.HEADING, PassageKind.CELL, PassageKind.FOOTNOTE}
_NUMBERS_OF_PARAGRAPHS = {"plain", "roman", "upper", "chinese"}
BROKEN = 0.3
"""Share of paragraphs that end within a sentence which the next one goes on with, from which tags are by line."""
SHORT = 200
"""Characters: of two cells side by side one is shorter, of two columns of prose none."""
ENOUGH = 0.25
"""Headings a page from which a file is one that tags its headings."""


def tags_headings(fragments: Iterable[Fragment], pages: int) -> bool:
    """Whether a file tags so many headings that what it does not tag is none."""
    return sum(fragment.role is Role.HEADING for fragment in fragments) >= max(3, ENOUGH * pages)


def cut_by_line(fragments: Sequence[Fragment]) -> bool:
    """Whether a file tags each printed line as a paragraph, so that its tags are worth less than our own layout."""
    long = [(a, b) for a, b in pairwise(fragments) if a.role is Role.PARAGRAPH and len(a.line.text) > 40]
    broken = sum(a.line.page == b.line.page and b.line.text[:1].islower() and not ended(a.line.text) for a, b in long)
    return broken > max(3, BROKEN * len(long))


def beside(fragments: Sequence[Fragment]) -> frozenset[Path]:
    """Paths of paragraphs that stand side by side: Word gives the cells of many tables no other tag."""
    found: set[Path] = set()
    for a, b in pairwise(fragments):
        if a.role is b.role is Role.PARAGRAPH and min(len(a.line.text), len(b.line.text)) < SHORT:
            left, right = sorted((a.line, b.line), key=lambda line: line.left)
            shared = min(a.line.bottom, b.line.bottom) - max(a.line.top, b.line.top)
            if left.right <= right.left + 1 and shared > 0.5 * min(a.line.height, b.line.height):
                found |= {a.path, b.path}
    return frozenset(found)


class Joining:
    """Make blocks of fragments, page by page; an element seen before goes on where it began."""

    def __init__(self, body: Body, *, tags_headings: bool) -> None:
        self._body = body
        self._tags_headings = tags_headings
        self._blocks: dict[Path, Block] = {}
        self._last: Block | None = None
        self._tops: dict[Path, Path] = {}
        """The first row of each table."""
        self._heads: dict[tuple[Path, int], Block] = {}
        """The cells of those rows, by table and column."""

    def new(self, fragments: Sequence[Fragment]) -> Iterator[Block]:
        """The blocks that begin with a page's fragments."""
        cells = beside(fragments)
        heads = heads_of(fragments, cells)
        for fragment in fragments:
            block = self._blocks.get(fragment.path) or self._unfinished(fragment)
            if block is not None:
                if not _is_repeated(fragment, block):
                    block.add(fragment.line)
            else:
                block = _block(fragment)
                block.may_head = not self._tags_headings
                head = heads.get(fragment.path)
                block.header = self._blocks.get(head) if head else self._header(fragment, block)
                if fragment.path in cells:
                    block.kind = PassageKind.CELL
                yield block
            self._blocks[fragment.path] = block
            if fragment.role not in _ASIDE and block.kind is not PassageKind.CELL:
                self._last = block

    def _header(self, fragment: Fragment, block: Block) -> Block | None:
        """The cell at the head of a cell's column; one of the table's first row is none's."""
        if fragment.row is None or fragment.table is None or fragment.path[: len(fragment.row)] != fragment.row:
            return None
        column = (fragment.table, fragment.path[len(fragment.row)])
        if self._tops.setdefault(fragment.table, fragment.row) == fragment.row:
            self._heads[column] = block
            return None
        return self._heads.get(column)

    def _unfinished(self, fragment: Fragment) -> Block | None:
        """The block that a page's first fragment goes on with: some programs tag the parts of a paragraph apart."""
        last, line = self._last, fragment.line
        if last is None or last.last.page == line.page or fragment.role not in _RUNNING or last.kind in _WHOLE:
            return None
        return last if runs_on(last, line, printed_number(line.text), self._body) else None


def _is_repeated(fragment: Fragment, block: Block) -> bool:
    """Whether a page only shows again the head of a table that began on a page before."""
    return block.kind is PassageKind.CELL and fragment.line.text.strip() in block.parts


def _block(fragment: Fragment) -> Block:
    printed = printed_number(fragment.line.text)
    if printed and not printed.rest.strip():
        printed = None  # a cell that holds a number alone
    block = Block.of(fragment.line, printed)
    block.kind = _KINDS.get(fragment.role)
    if fragment.role is Role.ITEM and printed and printed.style in _NUMBERS_OF_PARAGRAPHS:
        block.kind = None  # Word tags numbered paragraphs and headings as items too
    return block
