"""Fragments to blocks: an element that stands on several pages is one block."""

from collections.abc import Iterable, Iterator

from palermo.reading.layout.blocks import Block, Body, runs_on
from palermo.reading.layout.numbers import printed_number
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
ENOUGH = 0.25
"""Headings a page from which a file is one that tags its headings."""


def tags_headings(fragments: Iterable[Fragment], pages: int) -> bool:
    """Whether a file tags so many headings that what it does not tag is none."""
    return sum(fragment.role is Role.HEADING for fragment in fragments) >= max(3, ENOUGH * pages)


class Joining:
    """Make blocks of fragments, page by page; an element seen before goes on where it began."""

    def __init__(self, body: Body, *, tags_headings: bool) -> None:
        self._body = body
        self._tags_headings = tags_headings
        self._blocks: dict[Path, Block] = {}
        self._last: Block | None = None

    def new(self, fragments: Iterable[Fragment]) -> Iterator[Block]:
        """The blocks that begin with a page's fragments."""
        for fragment in fragments:
            block = self._blocks.get(fragment.path) or self._unfinished(fragment)
            if block is not None:
                block.add(fragment.line)
            else:
                block = _block(fragment)
                block.may_head = not self._tags_headings
                yield block
            self._blocks[fragment.path] = block
            if fragment.role not in _ASIDE:
                self._last = block

    def _unfinished(self, fragment: Fragment) -> Block | None:
        """The block that a page's first fragment goes on with: some programs tag the parts of a paragraph apart."""
        last, line = self._last, fragment.line
        if last is None or last.last.page == line.page or fragment.role not in _RUNNING or last.kind in _WHOLE:
            return None
        return last if runs_on(last, line, printed_number(line.text), self._body) else None


def _block(fragment: Fragment) -> Block:
    printed = printed_number(fragment.line.text)
    if printed and not printed.rest.strip():
        printed = None  # a cell that holds a number alone
    block = Block.of(fragment.line, printed)
    block.kind = _KINDS.get(fragment.role)
    if fragment.role is Role.ITEM and printed and printed.style in _NUMBERS_OF_PARAGRAPHS:
        block.kind = None  # Word tags numbered paragraphs and headings as items too
    return block
