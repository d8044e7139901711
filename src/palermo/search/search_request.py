"""What a search asks of an index, and the rows that its words match."""

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
    """A query, understood, and as the lexical index is asked."""

    query: ParsedQuery
    language: str
    tokens: tuple[str, ...]
    """Those of it that tell something."""
    unknown_tokens: tuple[str, ...]
    """Those of them that no passage holds which may be seen."""
    lexical_query: LexicalQuery
    filters: FieldFilters
    """Its filters, with all that lies within the regions among them."""
    filter_query: Query | None
    """The same, and what never counts."""
    facet_filters: FieldFilters
    """Its filters by facets, each of which is lifted where its own facet is counted."""

    @property
    def word_count(self) -> int:
        """How many words tell something; two signs of Chinese are about as much as a word."""
        return count_words(self.tokens)


class MatchedRows(NamedTuple):
    """What holds enough of the words, without the filters by facets."""

    bitmap: Bitmap
    has_enough_words: bool
    """Whether it does; where none holds enough, these hold any of them."""


def count_words(tokens: Iterable[str]) -> int:
    return sum(max(1, len(word) // 2) if HAN_PATTERN.search(word) else 1 for word in tokens)
