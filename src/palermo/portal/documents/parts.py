"""A document in parts of some passages each, so that the first page stays light however long the document is."""

from collections.abc import Sequence
from dataclasses import dataclass

from palermo.portal.documents.marks import Stretch, quotes_only, stretches
from palermo.statements import Document, Passage, PassageKind, Statement

SIZE = 60
"""Passages in a part: about ten printed pages."""
CONTENTS = 60
"""Entries that a list of contents may have before it keeps to the outer headings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A passage as the page shows it."""

    passage: Passage
    stretches: tuple[Stretch, ...]
    statements: tuple[Statement, ...]
    new_page: int | None
    """Page that begins with it, where it is the first of its page."""

    @property
    def heading(self) -> bool:
        """Whether it is a heading."""
        return self.passage.kind == PassageKind.HEADING

    @property
    def aside(self) -> bool:
        """Whether it is a footnote."""
        return self.passage.kind == PassageKind.FOOTNOTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A heading in the list of contents, and the part that holds it."""

    passage: Passage
    part: int

    @property
    def depth(self) -> int:
        """Headings above it, 2 at most: deeper ones are not told apart."""
        return min(2, len(self.passage.headings))


def shown(document: Document, passages: Sequence[Passage], quoted: set[str]) -> list[Passage]:
    """Passages that may be shown: all, or for a document that allows only quotes, those that are quoted."""
    if document.full_text:
        return list(passages)
    return [passage for passage in passages if passage.id in quoted]


def part_of(passages: Sequence[Passage], passage: str) -> int | None:
    """The part (from 1) that holds a passage, or None."""
    for at, one in enumerate(passages):
        if one.id == passage:
            return at // SIZE + 1
    return None


def lines(document: Document, passages: Sequence[Passage], statements: Sequence[Statement], part: int) -> list[Line]:
    """One part's passages with page breaks and marked statements; the first line always names its page."""
    by_passage: dict[str, list[Statement]] = {}
    for statement in statements:
        by_passage.setdefault(statement.locator.passage, []).append(statement)
    found = []
    page = None
    for passage in passages[(part - 1) * SIZE : part * SIZE]:
        own = by_passage.get(passage.id, [])
        cut = stretches(passage.text, own)
        found.append(
            Line(
                passage=passage,
                stretches=tuple(cut if document.full_text else quotes_only(cut)),
                statements=tuple(own),
                new_page=passage.page if passage.page != page else None,
            )
        )
        page = passage.page
    return found


def contents(passages: Sequence[Passage]) -> list[Entry]:
    """Headings in order; only outer ones where all would be too many."""
    headings = [(at // SIZE + 1, one) for at, one in enumerate(passages) if one.kind == PassageKind.HEADING]
    depth = max((len(one.headings) for _, one in headings), default=0)
    while len(headings) > CONTENTS and depth > 0:
        depth -= 1
        headings = [(at, one) for at, one in headings if len(one.headings) <= depth]
    return [Entry(passage=one, part=at) for at, one in headings[: 2 * CONTENTS]]
