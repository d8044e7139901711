"""A passage's text cut into stretches, each with the statement that quotes it or none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from palermo.statements import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteSpan:
    """Some characters of a passage, and the statement that quotes them, if one does."""

    text: str
    statement: Statement | None = None


def split_at_quotes(text: str, statements: Iterable[Statement]) -> list[QuoteSpan]:
    """Cut a text at its statements' borders; their texts joined are the text again.

    Where two overlap, the first keeps the common characters; the second keeps the rest of its own.
    """
    found: list[QuoteSpan] = []
    at = 0
    for statement in sorted(statements, key=lambda one: (one.locator.start, -one.locator.end)):
        start, end = max(at, statement.locator.start), min(len(text), statement.locator.end)
        if start >= end:
            continue
        if start > at:
            found.append(QuoteSpan(text=text[at:start]))
        found.append(QuoteSpan(text=text[start:end], statement=statement))
        at = end
    if at < len(text) or not found:
        found.append(QuoteSpan(text=text[at:]))
    return found


def keep_quotes(spans: Sequence[QuoteSpan]) -> list[QuoteSpan]:
    """The quoted stretches alone, for a document whose full text may not be shown."""
    return [one for one in spans if one.statement]
