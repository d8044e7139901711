"""What a search answers: hits with their reasons, grouped by document, with counts and notes."""

from collections.abc import Mapping
from dataclasses import dataclass

from palermo.search.fields import StatementSpan
from palermo.search.query_parser import ParsedQuery, QueryWarning
from palermo.statements import Document

type TextSpan = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchExplanation:
    """Why a passage was found."""

    words: tuple[str, ...]
    """Words of the passage that were asked for, as printed; none where it is similar in meaning alone."""
    has_all_words: bool
    """Whether it holds all that was asked for."""
    cosine: float | None
    """How similar it is in meaning, up to 1; None where that was not looked at."""
    other_language: bool
    """Whether it is in another language than the query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that was found."""

    id: str
    document: Document
    page: int | None
    paragraph: str | None
    kind: str
    headings: tuple[str, ...]
    language: str
    text: str
    """All of it, or the quotes in it where only quotes of the document may be shown."""
    highlights: tuple[TextSpan, ...]
    """Where in the text the words stand, in order."""
    statements: tuple[StatementSpan, ...]
    score: float
    why: MatchExplanation


@dataclass(frozen=True, slots=True, kw_only=True)
class HitGroup:
    """The hits of one Work, best first, and the document of the best."""

    document: Document
    hits: tuple[Hit, ...]
    more: int
    """Hits of it that are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValueCount:
    """How many passages that hold the words have a value."""

    value: str
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """What a query found."""

    asked: ParsedQuery
    language: str
    """Of the query, as far as it can be told."""
    total: int
    """Passages that hold the words, or, where none does, that are similar in meaning."""
    by_words: int
    """Passages that hold the words."""
    has_enough_words: bool
    """Whether these hold all of up to two words, most of more; else no passage does, and they hold any of them."""
    listed: int
    """Passages that can be looked at page by page: those that hold some of the words, or say something similar, too."""
    groups: tuple[HitGroup, ...]
    """Those of the page that was asked for."""
    works: int
    """Works that can be looked at page by page."""
    cut: bool
    """Whether more was found than can be looked at page by page."""
    related: tuple[Hit, ...]
    """Passages in other languages that are similar in meaning and not among the groups; on the first page alone."""
    facets: Mapping[str, tuple[FacetValueCount, ...]]
    suggestion: str | None
    """The query with words that documents hold, where one of its own stands nowhere."""
    meaning: bool
    """Whether similar meaning was looked for."""

    @property
    def warnings(self) -> tuple[QueryWarning, ...]:
        """What the reader should know of how the query was understood."""
        return self.asked.warnings
