"""A search as the index runs it, and the rows that its words match."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tantivy import Query

from palermo.search.bitmaps import Bitmap
from palermo.search.lexical_index import LexicalQuery
from palermo.search.query_parser import ParsedQuery
from palermo.search.text_analysis import HAN_PATTERN

type ExcludedTags = tuple[tuple[str, str], ...]
type FieldFilters = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """A parsed query with the queries of the lexical index."""

    query: ParsedQuery
    language: str
    tokens: tuple[str, ...]
    """Content words of the query."""
    unknown_tokens: tuple[str, ...]
    """Content words that occur in no visible passage."""
    lexical_query: LexicalQuery
    filters: FieldFilters
    """Its filters, regions expanded."""
    filter_query: Query | None
    """The filters and the excluded tags as a query."""
    facet_filters: FieldFilters
    """Its filters by facets, each of which is ignored when its own facet is counted."""

    @property
    def word_count(self) -> int:
        """Number of content words; two Chinese characters count as one word."""
        return count_words(self.tokens)


class MatchedRows(NamedTuple):
    """Rows that contain enough of the words, before filters by facets."""

    bitmap: Bitmap
    has_enough_words: bool
    """Whether they contain enough words; if no row does, they contain any of them."""


def count_words(tokens: Iterable[str]) -> int:
    return sum(max(1, len(word) // 2) if HAN_PATTERN.search(word) else 1 for word in tokens)
