"""The passages around a quote."""

from collections.abc import Sequence
from dataclasses import dataclass

from palermo.portal.services.quote_spans import QuoteSpan, split_at_quotes
from palermo.statements import Document, Passage, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteContext:
    """The quote's passage with the quote marked, and the passages before and after it."""

    preceding_passages: tuple[Passage, ...]
    spans: tuple[QuoteSpan, ...]
    following_passages: tuple[Passage, ...]


def build_quote_context(
    document: Document, passages: Sequence[Passage], statement: Statement, radius: int = 1
) -> QuoteContext | None:
    """Return the context of a statement; None if only quotes may be shown, or if its passage is missing."""
    at = next((i for i, passage in enumerate(passages) if passage.id == statement.locator.passage), None)
    if at is None or not document.full_text:
        return None
    return QuoteContext(
        preceding_passages=tuple(passages[max(0, at - radius) : at]),
        spans=tuple(split_at_quotes(passages[at].text, [statement])),
        following_passages=tuple(passages[at + 1 : at + 1 + radius]),
    )
