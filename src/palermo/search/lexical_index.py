"""The lexical index: queries built from parsed searches, and the rows that they match."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import tantivy
from tantivy import FieldType, Occur, Query

from palermo.languages import LANGUAGES
from palermo.search import index_fields
from palermo.search.index_fields import PARTITION_ROWS, ROW_FIELD, SYMBOL_FIELD, TAG_FIELD, TEXT_FIELDS, format_tag
from palermo.search.partitions import IndexPartition, compute_first_rows, list_segment_files
from palermo.search.query_parser import ParsedQuery
from palermo.search.rank_fusion import ScoredRows
from palermo.search.ranking_weights import (
    MIN_WORD_SHARE,
    NUMBER_WEIGHT,
    OTHER_LANGUAGE_WEIGHT,
    OWN_LANGUAGE_WEIGHT,
    TRANSLATION_WEIGHT,
)
from palermo.search.text_analysis import (
    HAN_PATTERN,
    STEM_FIELD,
    STEMMERS,
    WORD_FIELD,
    analyze_term,
    fold_text,
    group_spellings,
    is_stopword,
    normalise_spelling,
    stem_word,
)

MAX_FETCHED_ROWS: Final = 5000
"""Rows fetched at once: while they are converted to Python objects, no other thread runs."""

_MAX_PHRASE_SPELLINGS: Final = 16
_FREQUENCY_CACHE_SIZE: Final = 1 << 16
"""Number of words and tags whose document frequency is cached."""

type RowNumbers = npt.NDArray[np.int64]


type NamedQuery = tuple[str, Query]
"""A term query with its name: a form of a word, or, with a space in its name, a phrase or symbol."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LexicalQuery:
    """A search as queries of the lexical index."""

    required: tuple[NamedQuery, ...]
    """Phrases and symbols, all of which passages must contain."""
    word_forms: tuple[tuple[NamedQuery, ...], ...]
    """Each word in all its forms."""
    has_alternatives: bool = False
    """Whether one passage may contain a word in several forms: `judge`, also searched as `jueces` and `juez`."""

    @property
    def min_word_count(self) -> int:
        """Number of words that a passage must contain to be counted."""
        return _count_required_words(len(self.word_forms))

    @property
    def all_forms(self) -> list[NamedQuery]:
        """All forms of all words."""
        return [form for forms in self.word_forms for form in forms]

    def build_any_query(self, filters: Query | None) -> Query:
        """Return a query for passages with any of the words, for ranking."""
        return _combine_queries(_list_queries(self.required), _list_queries(self.all_forms), filters)

    def build_all_query(self, filters: Query | None) -> Query:
        """Return a query for passages with all of the words."""
        return _combine_queries(
            [
                *_list_queries(self.required),
                *(_build_form_queries if self.has_alternatives else _build_count_queries)(self.word_forms),
            ],
            (),
            filters,
        )


class LexicalIndex:
    """The lexical index of an edition; thread-safe."""

    def __init__(self, folder: Path, partitions: Sequence[IndexPartition]) -> None:
        """Open the index of a folder; raises OSError or ValueError if it is missing or damaged."""
        for name in (name for part in partitions for name in list_segment_files(part)):
            (folder / name).stat()  # tantivy would miss a positions file only with the first phrase query
        first_rows = compute_first_rows(partitions)
        self._partition_numbers = tuple(first_rows)
        self._first_rows = np.zeros(1 + max(first_rows, default=0), dtype=np.int64)
        self._first_rows[list(first_rows)] = list(first_rows.values())
        index = index_fields.register_analyzers(tantivy.Index.open(str(folder)))
        index.config_reader("manual")
        index.reload()
        self._schema = index.schema
        searcher = self._searcher = index.searcher()
        self._count_documents = lru_cache(_FREQUENCY_CACHE_SIZE)(searcher.doc_freq)
        self._group_spellings = lru_cache(len(LANGUAGES))(
            lambda language: group_spellings((word for word, _ in _iterate_words(searcher)), language)
        )

    def build_query(self, query: ParsedQuery, language: str) -> LexicalQuery:
        """Return the queries of a search; a search without words matches nothing."""
        content_words = select_content_words(query.tokens, language)
        lighter = NUMBER_WEIGHT if any(map(is_word, content_words)) else 1.0
        words = tuple(
            (
                *self._build_word_queries(word, language, 1.0 if is_word(word) else lighter),
                *self._build_translation_queries(query.translations.get(word, ())),
            )
            for word in content_words
        )
        symbols = (
            (f"{SYMBOL_FIELD} {symbol}", self._build_term_query(SYMBOL_FIELD, symbol)) for symbol in query.symbols
        )
        phrases = (self._build_phrase_query(phrase, language) for phrase in query.phrases)
        return LexicalQuery(
            required=(*phrases, *symbols), word_forms=words, has_alternatives=any(query.translations.values())
        )

    def build_filter_query(
        self, filters: Mapping[str, Sequence[str]], excluded_tags: Sequence[tuple[str, str]]
    ) -> Query | None:
        """Return a query for passages with any of the values of each field, and none of the excluded tags."""
        parts = [
            (Occur.Must, _match_any([self._build_tag_query(name, value) for value in values]))
            for name, values in filters.items()
        ]
        parts += [(Occur.MustNot, self._build_tag_query(name, value)) for name, value in excluded_tags]
        if not parts:
            return None
        if not filters:
            parts.append((Occur.Must, Query.all_query()))
        return Query.boolean_query(parts)

    def rank_rows(self, query: Query, limit: int) -> ScoredRows:
        """Return the best rows of a query with scores, best first."""
        hits = self._searcher.search(query, limit, False).hits
        return ScoredRows(self._resolve_rows(hits), np.array([score for score, _ in hits], dtype=np.float32))

    def find_rows(self, query: Query, limit: int) -> RowNumbers:
        """Return the best rows of a query without scores."""
        return self._resolve_rows(self._searcher.search(query, limit, False).hits)

    def iterate_rows(self, query: Query) -> Iterator[RowNumbers]:
        """Yield all rows of a query in chunks, between which other threads can run."""
        rows = self.find_rows(query, MAX_FETCHED_ROWS + 1)
        if len(rows) <= MAX_FETCHED_ROWS:
            yield rows
            return
        for number in self._partition_numbers:
            start, end = number * PARTITION_ROWS, (number + 1) * PARTITION_ROWS
            part = Query.range_query(self._schema, ROW_FIELD, FieldType.Unsigned, start, end, True, False)
            both = Query.boolean_query([(Occur.Must, query), (Occur.Must, part)])
            yield self.find_rows(both, max(1, self._searcher.num_docs))

    def count_passages(self, token: str) -> int:
        """Return the number of passages that contain a word, in any of its forms."""
        if HAN_PATTERN.search(token):
            return min(
                (self._count_documents(WORD_FIELD, item) for item in analyze_term(token, WORD_FIELD).split()), default=0
            )
        return sum(self._count_documents(STEM_FIELD, form) for form in build_forms(token, ""))

    def is_visible(self, token: str, excluded_tags: Sequence[tuple[str, str]]) -> bool:
        """Return whether a visible passage contains a word, in any of its forms."""
        passages = self.count_passages(token)
        if passages > sum(self._count_documents(TAG_FIELD, format_tag(name, value)) for name, value in excluded_tags):
            return True  # in more passages than are hidden
        if not passages:
            return False
        if HAN_PATTERN.search(token):
            return self._has_passage(self._build_char_queries(token), excluded_tags)
        any_form = _match_any([self._build_term_query(STEM_FIELD, form) for form in build_forms(token, "")])
        return self._has_passage([any_form], excluded_tags)

    def has_word(self, token: str, language: str, excluded_tags: Sequence[tuple[str, str]]) -> bool:
        """Return whether a visible passage of a language contains a word as it is."""
        required = [*self._build_char_queries(token), self._build_tag_query("language", language)]
        return self._has_passage(required, excluded_tags)

    def _build_char_queries(self, token: str) -> list[Query]:
        """Return the queries for a word as printed: one, or one for each part of a Chinese word."""
        return [self._build_term_query(WORD_FIELD, item) for item in analyze_term(token, WORD_FIELD).split()]

    def _has_passage(self, required: Sequence[Query], excluded_tags: Sequence[tuple[str, str]]) -> bool:
        """Return whether a passage matches all required queries and has none of the tags."""
        parts = [(Occur.Must, query) for query in required]
        parts += [(Occur.MustNot, self._build_tag_query(name, value)) for name, value in excluded_tags]
        return bool(self._searcher.search(Query.boolean_query(parts), 1, False).hits)

    def iterate_words(self) -> Iterator[tuple[str, int]]:
        """Yield all words as printed, folded, with the number of passages that contain them."""
        yield from _iterate_words(self._searcher)

    def _resolve_rows(self, hits: Sequence[tuple[Any, tantivy.DocAddress]]) -> RowNumbers:
        values = np.array(self._searcher.fast_field_values(ROW_FIELD, [address for _, address in hits]), dtype=np.int64)
        return self._first_rows[values // PARTITION_ROWS] + values % PARTITION_ROWS

    def _build_word_queries(self, token: str, language: str, weight: float) -> list[NamedQuery]:
        """Return named queries for a word in all its forms; for Chinese, one query for adjacent characters."""
        if HAN_PATTERN.search(token):
            terms = analyze_term(token, WORD_FIELD)
            return [(f"{WORD_FIELD} {terms}" if " " in terms else terms, self._build_run_query(terms.split()))]
        queries = []
        for form, is_own_language in build_forms(token, language).items():
            if self._count_documents(STEM_FIELD, form):
                query = self._build_term_query(STEM_FIELD, form)
                share = weight * (OWN_LANGUAGE_WEIGHT if is_own_language else OTHER_LANGUAGE_WEIGHT)
                queries.append((form, query if share == OWN_LANGUAGE_WEIGHT else Query.boost_query(query, share)))
        return queries

    def _build_translation_queries(self, translations: Sequence[tuple[str, str]]) -> Iterator[NamedQuery]:
        """Yield queries for translations.

        They are weighted so that a language with few passages gives none a higher score.
        """
        counts = {other: self.count_passages(other[0]) for other in translations}
        weights = {other: math.log1p(self._searcher.num_docs / count) for other, count in counts.items() if count}
        for other, item in weights.items():
            yield from self._build_word_queries(*other, TRANSLATION_WEIGHT * min(weights.values()) / item)

    def _build_phrase_query(self, tokens: Sequence[str], language: str) -> NamedQuery:
        """Return a phrase query; words with several spellings match in each spelling that occurs."""
        terms = [item for word in tokens for item in analyze_term(word, WORD_FIELD).split()]
        spellings = [self._list_spellings(term, language) for term in terms]
        runs = [self._build_run_query(list(item)) for item in islice(product(*spellings), _MAX_PHRASE_SPELLINGS)]
        return f"{WORD_FIELD} {' '.join('|'.join(item) for item in spellings)}", _match_any(runs)

    def _list_spellings(self, term: str, language: str) -> list[str]:
        """Return a word as typed, and its other spellings that occur in passages."""
        normalised = normalise_spelling(term, language)
        spellings = (normalised, *self._group_spellings(language).get(normalised, ()))
        return list(dict.fromkeys((term, *(item for item in spellings if self._count_documents(WORD_FIELD, item)))))

    def _build_run_query(self, terms: list[str]) -> Query:
        if len(terms) == 1:
            return self._build_term_query(WORD_FIELD, terms[0])
        return Query.phrase_query(self._schema, WORD_FIELD, list(terms)) if terms else Query.empty_query()

    def _build_tag_query(self, name: str, value: str) -> Query:
        return self._build_term_query(TAG_FIELD, format_tag(name, value))

    def _build_term_query(self, name: str, value: str) -> Query:
        return Query.term_query(self._schema, name, value, index_option="freq" if name in TEXT_FIELDS else "basic")


def _count_required_words(word_count: int) -> int:
    """Return how many words of a query a passage must contain to be counted."""
    return word_count if word_count < 3 else math.ceil(MIN_WORD_SHARE * word_count)


def is_word(token: str) -> bool:
    """Return whether a token is more than a number."""
    return not token.isdigit()


def select_content_words(tokens: Sequence[str], language: str) -> list[str]:
    """Return the words of a query without stop words, unless there are no others."""
    content_words = [word for word in tokens if analyze_term(word, WORD_FIELD)]
    return [word for word in content_words if not is_stopword(word, language)] or content_words


def build_forms(token: str, language: str) -> dict[str, bool]:
    """Return the stems of a word in all languages, and whether each is the stem in its own language."""
    own_stem = stem_word(token, language)
    return {item: item == own_stem for name in (language, *STEMMERS, WORD_FIELD) if (item := stem_word(token, name))}


def _match_any(queries: Sequence[Query]) -> Query:
    """Return a query for what matches any of the queries."""
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])


def _list_queries(named_queries: Sequence[NamedQuery]) -> list[Query]:
    return [query for _, query in named_queries]


def _build_count_queries(word_forms: Sequence[Sequence[NamedQuery]]) -> list[Query]:
    """Return a query for all words, which counts matching forms: a passage has each word in one form."""
    forms = [(Occur.Should, query) for queries in word_forms for _, query in queries]
    if not word_forms:
        return []
    return [Query.boolean_query(forms, len(word_forms))] if len(forms) >= len(word_forms) else [Query.empty_query()]


def _build_form_queries(word_forms: Sequence[Sequence[NamedQuery]]) -> list[Query]:
    """Return a query for each word that matches any of its forms, if a passage may have several."""
    return [Query.boolean_query([(Occur.Should, query) for _, query in queries]) for queries in word_forms]


def _combine_queries(required: Sequence[Query], optional: Sequence[Query], filters: Query | None) -> Query:
    """Combine queries: all required ones must match; if there are none, one of the optional must.

    Optional queries add to the score.
    """
    if not required and filters is None:
        return Query.boolean_query([(Occur.Should, query) for query in optional]) if optional else Query.empty_query()
    clauses = [(Occur.Must, query) for query in required]
    if optional:
        any = Query.boolean_query([(Occur.Should, query) for query in optional])
        clauses.append((Occur.Should if required else Occur.Must, any))
    elif not required:
        return Query.empty_query()
    if filters is not None:
        clauses.append((Occur.Must, Query.const_score_query(filters, 0.0)))
    return Query.boolean_query(clauses)


def normalise_word(token: str) -> str:
    """Return a word as it is in the list of printed words."""
    return fold_text(token).lower()


def _iterate_words(searcher: tantivy.Searcher) -> Iterator[tuple[str, int]]:
    yield from searcher.terms_with_prefix(WORD_FIELD, "")
