"""The text of a passage, split at the quotes of statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from palermo.edition import View
from palermo.portal.services.statement_pages import list_visible_statements
from palermo.search import Hit, build_excerpt
from palermo.statements import Statement

MAX_HIT_STATEMENTS = 3
"""Maximum number of statements that a search result links to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSegment:
    """Some characters of a passage, and whether they match the query."""

    text: str
    is_highlighted: bool


def split_hit(hit: Hit) -> list[TextSegment]:
    """Return the excerpt of a hit, split at its highlights."""
    text, marks = build_excerpt(hit.text, hit.highlights)
    parts, at = [], 0
    for start, end in marks:
        parts += [
            TextSegment(text=text[at:start], is_highlighted=False),
            TextSegment(text=text[start:end], is_highlighted=True),
        ]
        at = end
    return [item for item in (*parts, TextSegment(text=text[at:], is_highlighted=False)) if item.text]


def describe_hit(hit: Hit, view: View) -> tuple[Hit, list[TextSegment], list[Statement]]:
    """Return a hit with its excerpt, and the first statements of its passage that the reader may see."""
    spans = hit.statements[:MAX_HIT_STATEMENTS]
    return hit, split_hit(hit), list_visible_statements(view, (span.id for span in spans))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteSpan:
    """Some characters of a passage, and the statement that quotes them, or None."""

    text: str
    statement: Statement | None = None


def split_at_quotes(text: str, statements: Iterable[Statement]) -> list[QuoteSpan]:
    """Split a text at the boundaries of its statements; the spans joined are the text.

    If two quotes overlap, the common characters belong to the first, and the rest of the second to the second; of two
    that begin together, the shorter is the first.
    """
    quote_spans: list[QuoteSpan] = []
    at = 0
    for statement in sorted(statements, key=lambda statement: (statement.locator.start, statement.locator.end)):
        start, end = max(at, statement.locator.start), min(len(text), statement.locator.end)
        if start >= end:
            continue
        if start > at:
            quote_spans.append(QuoteSpan(text=text[at:start]))
        quote_spans.append(QuoteSpan(text=text[start:end], statement=statement))
        at = end
    if at < len(text) or not quote_spans:
        quote_spans.append(QuoteSpan(text=text[at:]))
    return quote_spans


def keep_quotes(spans: Sequence[QuoteSpan]) -> list[QuoteSpan]:
    """Return only the quoted spans, for a document whose full text may not be shown."""
    return [span for span in spans if span.statement]
