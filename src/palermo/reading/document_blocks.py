"""Blocks: the output of a format's reader, before passages get ids and headings; long ones are split."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from palermo.statements import Box, PassageKind


@dataclass(slots=True, kw_only=True)
class DocumentBlock:
    """A heading, paragraph, item, cell or footnote in reading order.

    Treat as immutable; it is not frozen, because creating it would take twice as long.
    """

    kind: PassageKind
    text: str
    number: str | None = None
    """Printed number without its trailing dot, such as `12` or `(a)`; None if none is printed."""
    level: int | None = None
    """1-based level of a heading; None for other kinds."""
    page: int | None = None
    """1-based; None if the format has no pages."""
    boxes: tuple[Box, ...] = ()
    header: str | None = None
    """Heading of a cell's column; None if the table has none, and for other kinds."""

    @property
    def single_line(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split())

    def replace_text(self, text: str) -> "DocumentBlock":
        """Return the same block with another text."""
        return replace(self, text=text)


MAX_BLOCK_CHARS, MAX_PART_CHARS = 20_000, 4_000
"""Characters from which on a paragraph is divided, and those of its parts."""
_ENDS = (re.compile(r"[.!?؟][\"”’»)\]]*\s+|[。！？][”」）]?\s*"), re.compile(r"[;,；，،]\s*"), re.compile(r"\s+"))
"""Places to divide a text, the best first."""


def split_long_blocks(document_blocks: Iterable[DocumentBlock]) -> Iterator[DocumentBlock]:
    """Yield blocks, a long paragraph or item as several paragraphs, of which only the first has its number."""
    for block in document_blocks:
        if len(block.text) <= MAX_BLOCK_CHARS or block.kind not in {PassageKind.PARAGRAPH, PassageKind.ITEM}:
            yield block
            continue
        first, *others = _split_text(block.text)
        yield block.replace_text(first)
        yield from (
            DocumentBlock(kind=PassageKind.PARAGRAPH, text=part, page=block.page, boxes=block.boxes) for part in others
        )


def _split_text(text: str) -> Iterator[str]:
    start = 0
    while len(text) - start > MAX_PART_CHARS:
        end = _find_end(text, start + MAX_PART_CHARS // 2, start + MAX_PART_CHARS)
        yield text[start:end].strip()
        start = end
    yield text[start:].strip()


def _find_end(text: str, earliest: int, latest: int) -> int:
    """Return the last place to divide a text between two positions."""
    for pattern in _ENDS:
        ends = [match.end() for match in pattern.finditer(text, earliest, latest)]
        if ends:
            return ends[-1]
    return latest
