"""Matches of a query for lists of statements."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from palermo.edition import TextMatches
from palermo.search.search_request import SearchRequest
from palermo.search.text_analysis import ARABIC_PATTERN, HAN_PATTERN, WORD_FIELD
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
