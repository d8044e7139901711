"""Search results: hits with match explanations, grouped by Work, with facet counts and warnings."""

from collections.abc import Mapping
from dataclasses import dataclass

from palermo.search.index_fields import StatementSpan
from palermo.search.query_parser import ParsedQuery, QueryWarning
from palermo.search.ranking_weights import MIN_SIMILAR_COSINE
from palermo.statements import Document

type TextSpan = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchExplanation:
    """Why a passage matches."""

    words: tuple[str, ...]
    """Matching words of the passage as printed; none if it is only similar in meaning."""
    has_all_words: bool
    """Whether it contains all of the query."""
    cosine: float | None
    """Similarity, up to 1; None if it was not computed."""
    other_language: bool
    """Whether it is in another language than the query."""

    @property
    def is_slight(self) -> bool:
        """Whether it contains none of the words and is only slightly similar in meaning."""
        return not self.words and self.cosine is not None and self.cosine < MIN_SIMILAR_COSINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that matches a query."""

    id: str
    document: Document
    page: int | None
    paragraph: str | None
    kind: str
    headings: tuple[str, ...]
    language: str
    text: str
    """Its text, or the quotes in it if only quotes of the document may be shown."""
    highlights: tuple[TextSpan, ...]
    """Positions of the matching words in the text, in order."""
    statements: tuple[StatementSpan, ...]
    score: float
    why: MatchExplanation


@dataclass(frozen=True, slots=True, kw_only=True)
class HitGroup:
    """The hits of one Work, best first, and the document of the best hit."""

    document: Document
    hits: tuple[Hit, ...]
    more: int
    """Number of hits of the Work that are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValueCount:
    """Number of passages with the words that have a value."""

    value: str
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """Result of a query."""

    query: ParsedQuery
    language: str
    """Detected language of the query."""
    total: int
    """Number of passages that contain the words, or, if there are none, that are similar in meaning."""
    by_words: int
    """Number of passages that contain the words."""
    has_enough_words: bool
    """Whether these contain all of up to two words, or most of more; else they contain any of them, as none has enough.
    """
    listed: int
    """Number of passages that can be paged through: with some of the words, or similar in meaning."""
    groups: tuple[HitGroup, ...]
    """Groups of the requested page."""
    works: int
    """Number of Works that can be paged through."""
    cut: bool
    """Whether there are more passages than can be paged through."""
    related: tuple[Hit, ...]
    """Similar passages in other languages that are not among the groups; on the first page only."""
    facets: Mapping[str, tuple[FacetValueCount, ...]]
    """Of the passages with the words where more could be listed than can be paged through, else of all listed ones."""
    suggestion: str | None
    """The query with corrections of words that occur nowhere; None if there are none."""
    meaning: bool
    """Whether passages of similar meaning were searched."""

    @property
    def is_slight(self) -> bool:
        """Whether all displayed passages are only slightly similar in meaning."""
        return all(hit.why.is_slight for group in self.groups for hit in group.hits)

    @property
    def warnings(self) -> tuple[QueryWarning, ...]:
        """Warnings on how the query was understood."""
        return self.query.warnings
