"""Finding passages by their words: what was asked as a query of the lexical index, its rows, counts and records."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import tantivy
from tantivy import Occur, Query

from palermo.search import fields
from palermo.search.answers import Counted
from palermo.search.asked import Asked
from palermo.search.fields import FACETS, PART_ROWS, ROW, SYMBOL, TEXTS, placed, tag
from palermo.search.parts import Part, first_rows
from palermo.search.text import HAN, STEMMED, WORD, folded, small, term

OWN: Final = 1.0
OTHER: Final = 0.6
"""Weight of a word that is found as a word of another language than the query's."""
PRINTED: Final = 1.1
"""Weight of a word that is found as it was typed."""
PART: Final = 0.6
"""Share of the words of a longer query that a passage must hold."""
_VALUES: Final = 400
"""Values of a facet that are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A query of the lexical index, in both forms."""

    some: Query
    """Passages that hold enough of the words."""
    every: Query | None
    """Passages that hold all of them; None where those are the same."""


class Lexical:
    """The lexical index of an edition; safe to ask from several threads."""

    def __init__(self, folder: Path, parts: Sequence[Part]) -> None:
        """Open the index of a folder; raises ValueError where it is missing or damaged."""
        self._first = first_rows(parts)
        index = fields.prepared(tantivy.Index.open(str(folder)))
        index.config_reader("manual")
        index.reload()
        self._schema = index.schema
        self._searcher = index.searcher()

    def wanted(self, asked: Asked, language: str, filters: Query | None) -> Wanted:
        """The index's queries for what is asked; no words find nothing."""
        words = [self._word(word, language) for word in telling(asked.words, language)]
        must = [*map(self._phrase, asked.phrases), *(self._term(SYMBOL, one) for one in asked.symbols)]
        if not words and not must:
            return Wanted(some=Query.empty_query(), every=None)
        enough = len(words) if len(words) < 3 else math.ceil(PART * len(words))
        many = [(Occur.Should, one) for one in words]
        some = [Query.boolean_query(many, enough)] if words else []
        every = None if enough == len(words) else _all([*must, *words], filters)
        return Wanted(some=_all([*must, *some], filters), every=every)

    def filtered(self, filters: Mapping[str, Sequence[str]], never: Sequence[tuple[str, str]]) -> Query | None:
        """A query for passages that have any of the values of each field, and none of those that never count."""
        parts = [(Occur.Must, self._any(name, values)) for name, values in filters.items()]
        parts += [(Occur.MustNot, self._tag(name, value)) for name, value in never]
        if not parts:
            return None
        if not filters:
            parts.append((Occur.Must, Query.all_query()))
        return Query.boolean_query(parts)

    def rows(self, query: Query, limit: int) -> tuple[list[int], int]:
        """The best rows that a query finds, best first, and how many it finds in all."""
        found = self._searcher.search(query, limit)
        return self._rows(found.hits), int(getattr(found, "count", 0))

    def counts(self, query: Query, names: Sequence[str] = FACETS) -> dict[str, tuple[Counted, ...]]:
        """How many passages that a query finds have each value of these facets; the most frequent come first."""
        asked = {name: {"terms": {"field": name, "size": _VALUES}} for name in names}
        answered = self._searcher.aggregate(query, asked) if names else {}
        found = {
            name: [Counted(value=one["key"], passages=one["doc_count"]) for one in answered[name]["buckets"]]
            for name in names
        }
        if "year" in found:
            found["year"].sort(key=lambda one: one.value, reverse=True)
        return {name: tuple(values) for name, values in found.items()}

    def held(self, word: str) -> int:
        """In how many passages a word stands, in any of its forms."""
        return sum(self._searcher.doc_freq(name, one) for name, one in _forms(word) if " " not in one)

    def words(self) -> Iterable[tuple[str, int]]:
        """All words as they are printed, folded, with how many passages hold them."""
        return self._searcher.terms_with_prefix(WORD, "")

    def _rows(self, hits: Sequence[tuple[Any, tantivy.DocAddress]]) -> list[int]:
        values = self._searcher.fast_field_values(ROW, [address for _, address in hits])
        return [self._first[value // PART_ROWS] + value % PART_ROWS for value in map(int, values)]

    def _word(self, word: str, language: str) -> Query:
        """A word in any of its forms, as it is counted in the language in which it counts most."""
        found = []
        for name, one in _forms(word):
            weight = PRINTED if name == WORD else OWN if name == language else OTHER
            made = self._term(name, one) if " " not in one else self._run(one.split())
            found.append(Query.boost_query(made, weight))
        return Query.disjunction_max_query(found) if found else Query.empty_query()

    def _phrase(self, words: Sequence[str]) -> Query:
        return self._run([one for word in words for one in term(word, WORD).split()])

    def _run(self, terms: list[str]) -> Query:
        if len(terms) == 1:
            return self._term(WORD, terms[0])
        return Query.phrase_query(self._schema, WORD, list(terms)) if terms else Query.empty_query()

    def _any(self, name: str, values: Sequence[str]) -> Query:
        held = [placed(tag(name, value)) for value in values]
        return Query.term_set_query(self._schema, held[0][0], [value for _, value in held])

    def _tag(self, name: str, value: str) -> Query:
        return self._term(*placed(tag(name, value)))

    def _term(self, name: str, value: str) -> Query:
        return Query.term_query(self._schema, name, value, index_option="freq" if name in TEXTS else "basic")


def telling(words: Sequence[str], language: str) -> list[str]:
    """The words of a query without those that every sentence holds, unless there are no others."""
    kept = [word for word in words if term(word, WORD)]
    return [word for word in kept if not small(word, language)] or kept


def _forms(word: str) -> list[tuple[str, str]]:
    """What a word becomes in each field that may hold it; blanks stand between the parts of a phrase."""
    names = (WORD,) if HAN.search(word) else (WORD, *STEMMED)
    found = [(name, term(word, name)) for name in names]
    return [(name, one) for name, one in found if one and (name == WORD or " " not in one)]


def _all(parts: Sequence[Query], filters: Query | None) -> Query:
    found = [(Occur.Must, one) for one in parts]
    if filters is not None:
        found.append((Occur.Must, Query.const_score_query(filters, 0.0)))
    return Query.boolean_query(found)


def vocabulary_form(word: str) -> str:
    """A word as the list of printed words has it."""
    return folded(word).lower()
