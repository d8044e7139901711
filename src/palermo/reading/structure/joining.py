"""Fragments to blocks: an element that stands on several pages is one block."""

from collections.abc import Iterable, Iterator

from palermo.reading.layout.blocks import Block
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

ENOUGH = 0.25
"""Headings a page from which a file is one that tags its headings."""


def tags_headings(fragments: Iterable[Fragment], pages: int) -> bool:
    """Whether a file tags so many headings that what it does not tag is none."""
    return sum(fragment.role is Role.HEADING for fragment in fragments) >= max(3, ENOUGH * pages)


class Joining:
    """Make blocks of fragments, page by page; an element seen before goes on where it began."""

    def __init__(self, *, tags_headings: bool) -> None:
        self._tags_headings = tags_headings
        self._blocks: dict[Path, Block] = {}

    def new(self, fragments: Iterable[Fragment]) -> Iterator[Block]:
        """The blocks that begin with a page's fragments."""
        for fragment in fragments:
            block = self._blocks.get(fragment.path)
            if block is not None:
                block.add(fragment.line)
                continue
            self._blocks[fragment.path] = block = _block(fragment)
            block.may_head = not self._tags_headings
            yield block


def _block(fragment: Fragment) -> Block:
    text = fragment.line.text
    printed = printed_number(text)
    if printed and not printed.rest.strip():
        printed = None  # a cell that holds a number alone
    words = printed.rest if printed else text
    return Block(lines=[fragment.line], printed=printed, parts=[words.strip()], kind=_KINDS.get(fragment.role))
