"""A document in parts of some passages each, so that every page stays small."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from palermo.grouping import group_items
from palermo.portal.services.quote_spans import QuoteSpan, keep_quotes, split_at_quotes
from palermo.statements import Document, Passage, PassageKind, Statement

PASSAGES_PER_PART = 60
"""Passages in a part: about ten printed pages."""
MAX_CONTENTS_ENTRIES = 60
"""Entries that a list of contents may have before it keeps to the outer headings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageRow:
    """A passage with its statements, for display."""

    passage: Passage
    spans: tuple[QuoteSpan, ...]
    statements: tuple[Statement, ...]
    new_page: int | None
    """Page number, if it is the first passage of its page."""

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading."""
        return self.passage.kind == PassageKind.HEADING

    @property
    def is_footnote(self) -> bool:
        """Whether it is a footnote."""
        return self.passage.kind == PassageKind.FOOTNOTE


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsEntry:
    """A heading in the list of contents, and the part that contains it."""

    passage: Passage
    address: str
    """Of the heading, within this page if its part is shown."""

    @property
    def depth(self) -> int:
        """Number of headings above it, at most 2."""
        return min(2, len(self.passage.headings))


def filter_public_passages(document: Document, passages: Sequence[Passage], quoted_ids: set[str]) -> list[Passage]:
    """Return the passages that may be shown: all, or the quoted ones if only quotes may be shown."""
    if document.full_text:
        return list(passages)
    return [passage for passage in passages if passage.id in quoted_ids]


def find_part_number(passages: Sequence[Passage], passage_id: str) -> int | None:
    """Return the part (from 1) that contains a passage, or None."""
    places = (at for at, passage in enumerate(passages) if passage.id == passage_id)
    return next((at // PASSAGES_PER_PART + 1 for at in places), None)


def build_passage_rows(
    document: Document, passages: Sequence[Passage], statements: Sequence[Statement], part_number: int
) -> list[PassageRow]:
    """Return the passages of one part with page breaks and marked statements.

    The first passage always shows its page.
    """
    by_passage = group_items(statements, lambda statement: statement.locator.passage)
    passage_rows = []
    page = None
    for passage in passages[(part_number - 1) * PASSAGES_PER_PART : part_number * PASSAGES_PER_PART]:
        own = by_passage.get(passage.id, [])
        cut = split_at_quotes(passage.text, own)
        passage_rows.append(
            PassageRow(
                passage=passage,
                spans=tuple(cut if document.full_text else keep_quotes(cut)),
                statements=tuple(own),
                new_page=passage.page if passage.page != page else None,
            )
        )
        page = passage.page
    return passage_rows


def build_contents(document: Document, passages: Sequence[Passage], current_part: int) -> list[ContentsEntry]:
    """Return the headings in order, or only the outer ones if there are too many."""
    headings = [
        (position // PASSAGES_PER_PART + 1, passage)
        for position, passage in enumerate(passages)
        if passage.kind == PassageKind.HEADING
    ]
    depth = max((len(item.headings) for _, item in headings), default=0)
    while len(headings) > MAX_CONTENTS_ENTRIES and depth > 0:
        depth -= 1
        headings = [(part, item) for part, item in headings if len(item.headings) <= depth]
    return [
        ContentsEntry(passage=item, address=_build_address(document, item, part, current_part))
        for part, item in headings[: 2 * MAX_CONTENTS_ENTRIES]
    ]


def _build_address(document: Document, passage: Passage, part: int, current_part: int) -> str:
    page = "" if part == current_part else reverse("documents:document", kwargs={"id": document.id})
    query = f"?part={part}" if page and part > 1 else ""
    return f"{page}{query}#p-{passage.id}"
