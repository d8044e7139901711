"""The passages around a quote, so that it can be read in its place."""

from collections.abc import Sequence
from dataclasses import dataclass

from palermo.portal.documents.marks import Stretch, stretches
from palermo.statements import Document, Passage, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands before the quote's passage, that passage with the quote marked, and what stands after."""

    before: tuple[Passage, ...]
    own: tuple[Stretch, ...]
    after: tuple[Passage, ...]


def around(document: Document, passages: Sequence[Passage], statement: Statement, reach: int = 1) -> Around | None:
    """The neighbours of a statement; None where only quotes may be shown, or where its passage is gone."""
    at = next((i for i, one in enumerate(passages) if one.id == statement.locator.passage), None)
    if at is None or not document.full_text:
        return None
    return Around(
        before=tuple(passages[max(0, at - reach) : at]),
        own=tuple(stretches(passages[at].text, [statement])),
        after=tuple(passages[at + 1 : at + 1 + reach]),
    )
