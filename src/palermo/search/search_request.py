"""A search as the index runs it, and the rows that its words match."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tantivy import Query

from palermo.search.bitmaps import Bitmap
from palermo.search.filter_values import expand_regions
from palermo.search.lexical_index import LexicalQuery
from palermo.search.query_parser import ParsedQuery, QueryWarning, QueryWarningCode, is_fragment
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


def build_warnings(request: SearchRequest, *, is_empty: bool, has_vectors: bool) -> Iterator[QueryWarning]:
    """Yield warnings on unknown or translated words, expanded regions and missing results."""
    for place in request.query.filters.get("place", ()):
        if len(expand_regions("place", [place])) > 1:
            yield QueryWarning(code=QueryWarningCode.REGION, detail=place)
    for word, others in request.query.translations.items():
        if others:
            translations = ", ".join(dict.fromkeys(item for item, _ in others))
            yield QueryWarning(code=QueryWarningCode.TRANSLATED, detail=f"{word[:40]}: {translations}")
    if len(request.unknown_tokens) < len(request.tokens):
        unknown_words = (word for word in request.unknown_tokens if not is_fragment(word, request.tokens))
        yield from (QueryWarning(code=QueryWarningCode.NO_WORD, detail=word[:40]) for word in unknown_words)
    if is_empty and not request.query.is_empty:
        yield QueryWarning(code=QueryWarningCode.NARROW if request.query.filters else QueryWarningCode.NO_MATCH)
    if is_empty and "place" in request.query.filters:
        yield QueryWarning(code=QueryWarningCode.PLACE_FILTER)
    if not has_vectors:
        yield QueryWarning(code=QueryWarningCode.WORDS_ALONE)
