"""Warnings about how a query was understood and what was found for it."""

from collections.abc import Iterator

from palermo.search.filter_values import expand_regions
from palermo.search.query_parser import QueryWarning, QueryWarningCode, is_fragment
from palermo.search.search_request import SearchRequest


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
