"""The ranking of search results: the steps from the rankings by words and by embeddings to one order."""

from dataclasses import replace
from typing import Final

import numpy as np
from tantivy import Query

from palermo.embeddings import Encoder, VectorIndex
from palermo.search.bitmaps import Mask
from palermo.search.cognates import order_cognates_last
from palermo.search.lexical_index import LexicalIndex, is_word
from palermo.search.query_encoding import encode_query, get_floor_language
from palermo.search.rank_fusion import (
    NO_ROWS,
    RowNumbers,
    ScoredRows,
    SearchRanking,
    apply_priors,
    build_scores,
    fuse_rankings,
    promote_exact,
)
from palermo.search.ranking_weights import (
    MAX_RANKED_PASSAGES,
    MAX_SEMANTIC_PASSAGES,
    MIN_LONG_QUERY_WORDS,
    MIN_SENTENCE_WORDS,
    MIN_SIMILAR_COSINE,
    compute_cosine_floors,
    compute_meaning_weight,
)
from palermo.search.search_request import ExcludedTags, FieldFilters, SearchRequest
from palermo.search.stored_fields import StoredFields

MIN_BROAD_SHARE: Final = 0.5
"""Share of passages that pass the filters from which filters are applied after ranking."""


class PassageRanker:
    """Ranks the rows of an index for a request."""

    def __init__(
        self,
        lexical: LexicalIndex,
        stored: StoredFields,
        vectors: VectorIndex | None,
        encoder: Encoder | None,
        hidden: ExcludedTags,
    ) -> None:
        """Take the parts of an index; without vectors or encoder, it ranks by words alone."""
        self._lexical = lexical
        self._stored = stored
        self._vectors = vectors
        self._encoder = encoder
        self._hidden = hidden

    def rank_rows(self, request: SearchRequest) -> SearchRanking:
        """Return the rows of a request, best first."""
        if request.query.is_empty:
            if not request.query.filters:
                return SearchRanking(ranked=NO_ROWS, cosines={})
            rows = (
                self._lexical.find_rows(request.filter_query, MAX_RANKED_PASSAGES)
                if request.filter_query is not None
                else NO_ROWS.rows
            )
            return SearchRanking(ranked=fuse_rankings(np.sort(rows), NO_ROWS, 0.0), cosines={})
        exact_rows = self._find_exact_rows(request, request.filter_query)
        rows = self._rank_by_words(request, exact_rows)
        lifted = {name: values for name, values in request.filters.items() if name not in request.facet_filters}
        lifted_query = self._lexical.build_filter_query(lifted, self.get_excluded_tags(request.filters))
        exact_count = len(self._find_exact_rows(request, lifted_query)) if request.facet_filters else len(exact_rows)
        nearest, similar = self._find_semantic_rows(request, rows, exact_count)
        if not len(nearest.rows):
            ranked = order_cognates_last(self._stored, fuse_rankings(rows, NO_ROWS, 0.0), NO_ROWS.rows, request)
            return SearchRanking(ranked=ranked, cosines={}, similar=similar)
        meaning = apply_priors(nearest, self._stored.priors.semantic[nearest.rows])
        ranked = fuse_rankings(rows, meaning, weigh_meaning(request, len(exact_rows)))
        foreign = np.isin(ranked.rows, nearest.rows) & self._stored.mask_foreign(ranked.rows, request.language)
        ranked = promote_exact(ranked, np.isin(ranked.rows, exact_rows), foreign, strict=_is_term(request))
        ranked = order_cognates_last(self._stored, ranked, similar, request)
        cosines = dict(zip(nearest.rows.tolist(), nearest.scores.tolist(), strict=True))
        return SearchRanking(ranked=ranked, cosines=cosines, similar=similar)

    def _find_exact_rows(self, request: SearchRequest, filters: Query | None) -> RowNumbers:
        """Return the rows that contain all words and pass the filters, if the ranking needs them."""
        if self._vectors is None and not 1 < request.word_count < MIN_SENTENCE_WORDS:
            return NO_ROWS.rows
        return self._lexical.find_rows(request.lexical_query.build_all_query(filters), MAX_RANKED_PASSAGES)

    def _rank_by_words(self, request: SearchRequest, exact_rows: RowNumbers) -> RowNumbers:
        """Return rows ranked by words; for a short query, those with all words come first."""
        ranked_rows = self._find_best_rows(request)
        rows = apply_priors(ranked_rows, self._stored.priors.lexical[ranked_rows.rows]).rows
        if not (len(exact_rows) and _is_term(request)):
            return rows
        return rows[np.argsort(~np.isin(rows, exact_rows), kind="stable")]

    def _find_best_rows(self, request: SearchRequest) -> ScoredRows:
        """Return the rows that score best by words and pass the filters.

        Filters that most passages pass are applied after ranking: without filters, tantivy skips the rows that cannot
        be among the best.
        """
        mask = None if request.lexical_query.required else self._build_mask(request)
        share = 0.0 if mask is None else np.count_nonzero(mask) / max(1, mask.size)
        if mask is not None and share >= MIN_BROAD_SHARE:
            looked_at = int(MAX_RANKED_PASSAGES / share * 1.1) + 20
            rows = self._lexical.rank_rows(request.lexical_query.build_any_query(None), looked_at)
            selected = rows.select(mask[rows.rows])
            if len(selected.rows) >= MAX_RANKED_PASSAGES or len(rows.rows) < looked_at:
                return selected.select(slice(MAX_RANKED_PASSAGES))
        return self._lexical.rank_rows(request.lexical_query.build_any_query(request.filter_query), MAX_RANKED_PASSAGES)

    def _build_mask(self, request: SearchRequest) -> Mask | None:
        """Return a mask of the rows that pass the filters; None if all pass."""
        return self._stored.build_mask(request.filters, self.get_excluded_tags(request.filters))

    def _find_semantic_rows(
        self, request: SearchRequest, word_rows: RowNumbers, exact_count: int
    ) -> tuple[ScoredRows, RowNumbers]:
        """Return the similar passages that contain words or exceed the threshold.

        `exact_count` is the number of rows with all words. Numbers have little meaning, and are ignored if there are
        other words. A short query none of whose words occurs finds nothing if everything is only slightly similar.
        Also returns the rows above the threshold before facet filters are applied, so that facet counts include them.
        """
        if self._vectors is None or self._encoder is None or not request.tokens:
            return NO_ROWS, NO_ROWS.rows
        numbers = (
            {word for word in request.tokens if not is_word(word)} if sum(map(is_word, request.tokens)) > 1 else set()
        )
        word_query = replace(request.query, tokens=tuple(word for word in request.query.tokens if word not in numbers))
        nearest = self._vectors.find_nearest(
            encode_query(self._encoder, word_query.text, request),
            MAX_SEMANTIC_PASSAGES,
            self.build_countable_mask(request),
        )
        scored = build_scores({item.row: item.cosine for item in nearest})
        floor_language = get_floor_language(request)
        is_similar = scored.scores >= compute_cosine_floors(
            floor_language, request.word_count, exact_count, self._stored.priors.is_brief[scored.rows]
        )
        is_similar &= self._stored.priors.has_prose[scored.rows]
        weighted = scored.scores * self._stored.priors.semantic[scored.rows]  # a few words are similar to much
        is_strict = bool(request.query.phrases or request.query.symbols)
        if is_strict or not (floor_language or np.any(weighted[is_similar] >= MIN_SIMILAR_COSINE)):
            is_similar[:] = False
        similar = scored.rows[is_similar]
        passing = scored.select(np.isin(scored.rows, word_rows) | is_similar)
        if request.facet_filters and (mask := self._build_mask(request)) is not None:
            passing = passing.select(mask[passing.rows])
        return passing, similar

    def build_countable_mask(self, request: SearchRequest) -> Mask:
        """Return a mask of the rows that may be counted and pass all filters except those by facets."""
        others = {name: values for name, values in request.filters.items() if name not in request.facet_filters}
        mask = self._stored.build_mask(others, self.get_excluded_tags(request.filters))
        return np.ones(self._stored.count, dtype=np.bool_) if mask is None else mask

    def get_excluded_tags(self, filters: FieldFilters) -> ExcludedTags:
        """Return the tags of rows that are left out: hidden ones, and repeated texts unless a document is named."""
        return self._hidden if "document" in filters else (("again", "1"), *self._hidden)


def weigh_meaning(request: SearchRequest, exact_count: int) -> float:
    """Return the weight of similarity for a request, if `exact_count` rows contain all of its words."""
    unknown_share = len(request.unknown_tokens) / max(1, len(request.tokens))
    return compute_meaning_weight(request.language, request.word_count, exact_count, unknown_share)


def _is_term(request: SearchRequest) -> bool:
    """Return whether the query is so short that the first results must contain all of its words."""
    return 1 < request.word_count < MIN_LONG_QUERY_WORDS
