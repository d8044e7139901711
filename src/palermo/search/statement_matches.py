"""Matches of a query for lists of statements; passages that only share a stem with it are demoted."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from palermo.edition import TextMatches
from palermo.search.ranking import MAX_RANKED_PASSAGES, RowNumbers, ScoredRows
from palermo.search.search_request import SearchRequest
from palermo.search.stored_fields import TEXT_POSITION, StoredFields
from palermo.search.text_analysis import (
    ARABIC_PATTERN,
    HAN_PATTERN,
    RUN_PATTERN,
    WORD_FIELD,
    analyze_term,
    fold_text,
    stem_word,
)
from palermo.statements import FACETS
from palermo.vocabulary import ConceptTag

_FACET_BY_SCHEME = {facet.scheme: facet.name for facet in FACETS if facet.scheme and facet.name != "audience"}


def build_text_matches(
    key: str, request: SearchRequest, passages: Sequence[str], similar: Iterable[str], tags: Iterable[ConceptTag]
) -> TextMatches:
    """Return the matches of a query.

    Quotes in Arabic and Chinese are not compared, as they are not folded alike.
    """
    by_facet: defaultdict[str, list[str]] = defaultdict(list)
    for tag in tags:
        by_facet[_FACET_BY_SCHEME[tag.scheme]].append(tag.id)
    compared = not any(HAN_PATTERN.search(token) or ARABIC_PATTERN.search(token) for token in request.tokens)
    forms = [
        tuple(name for name, _ in many if " " not in name and not name.startswith(WORD_FIELD))
        for many in request.lexical_query.word_forms
    ]
    return TextMatches(
        key=key,
        passages=passages,
        similar=frozenset(similar),
        tags={name: tuple(ids) for name, ids in by_facet.items()},
        word_forms=tuple(many for many in forms if many) if compared else (),
        min_words=request.lexical_query.min_word_count,
    )


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
