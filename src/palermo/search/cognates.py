"""Cognates: passages that share a stem with the query in another language, with another meaning."""

import numpy as np

from palermo.search.rank_fusion import RowNumbers, ScoredRows
from palermo.search.ranking_weights import MAX_RANKED_PASSAGES
from palermo.search.search_request import SearchRequest
from palermo.search.stored_fields import TEXT_POSITION, StoredFields
from palermo.search.text_analysis import RUN_PATTERN, WORD_FIELD, analyze_term, fold_text, stem_word


class PrintedWordMatcher:
    """Matcher of a query's words as printed, or of their translations."""

    def __init__(self, request: SearchRequest) -> None:
        self._printed = {item for token in request.tokens for item in analyze_term(token, WORD_FIELD).split()}
        self._stems = {
            (language, stem_word(word, language))
            for forms in request.query.translations.values()
            for word, language in forms
        }

    def has_word(self, text: str, language: str) -> bool:
        """Return whether a text in a language has one of the words or translations."""
        words = {analyze_term(word, WORD_FIELD) for word in RUN_PATTERN.findall(fold_text(text))}
        if not words.isdisjoint(self._printed):
            return True
        return any((language, stem_word(word, language)) in self._stems for word in words) if self._stems else False


def order_cognates_last(
    stored: StoredFields, ranked: ScoredRows, similar: RowNumbers, request: SearchRequest
) -> ScoredRows:
    """Put passages last that only share a stem with the query, in another language with another meaning."""
    doubtful = stored.mask_foreign(ranked.rows, request.language) & ~np.isin(ranked.rows, similar)
    if not doubtful.any() or request.query.phrases or request.query.symbols:
        return ranked
    matcher = PrintedWordMatcher(request)
    for index in np.flatnonzero(doubtful[:MAX_RANKED_PASSAGES]):
        row = int(ranked.rows[index])
        doubtful[index] = not matcher.has_word(stored.read_record(row)[TEXT_POSITION], stored.get_language(row))
    return ranked.select(np.argsort(doubtful, kind="stable"))
