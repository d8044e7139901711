"""The common search of the portal: words of a query as filters of statements, and as ranked registry rows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from palermo.edition import Filters
from palermo.portal.base import languages
from palermo.portal.services.current_edition import get_search_index
from palermo.search import NameHit, NameType, load_name_index


class RegistryRow(Protocol):
    """A row of the registry."""

    @property
    def id(self) -> str:
        """Its id."""


def match_words(filters: Filters) -> Filters:
    """Return filters that find statements by words in any language, by tags, and by semantic similarity.

    Without a search index, the filters are unchanged: quotes must contain the words.
    """
    index = get_search_index()
    if index is None or not filters.words:
        return filters
    matches = index.match_statements(filters.words, filters.get_values("kind"), hint=languages.get_active_language())
    return replace(filters, matches=matches)


def find_names(query: str, types: Collection[NameType] = tuple(NameType)) -> list[NameHit]:
    """Return rows of the registry and topics by name, best first, for the page's language."""
    return load_name_index().find(query, languages.get_active_language(), types)


def select_by_words[T: RegistryRow](rows: Sequence[T], query: str, *types: NameType) -> list[T]:
    """Return the rows that a query finds, best first; all in their order if there is no query."""
    if not query:
        return list(rows)
    ranks = rank_rows(query, *types)
    return sorted((row for row in rows if row.id in ranks), key=lambda row: ranks[row.id])


def rank_rows(query: str, *types: NameType) -> Mapping[str, int]:
    """Return the ids of the rows of some types that a query finds, with their ranks.

    A provision counts as its instrument.
    """
    hits = find_names(query, types)
    ids = dict.fromkeys(hit.item.parent_id or hit.item.id for hit in hits)
    return {id: rank for rank, id in enumerate(ids)}
