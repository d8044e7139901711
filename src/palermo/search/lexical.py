"""Finding passages by their words: what was asked as a query of the lexical index, and the rows that it finds."""

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

from palermo.search import fields
from palermo.search.asked import Asked
from palermo.search.fields import PART_ROWS, ROW, SYMBOL, TAG, TEXTS, tag
from palermo.search.parts import Part, first_rows, segment_files
from palermo.search.ranking import Scored
from palermo.search.text import HAN, STEM, STEMMED, WORD, folded, one_spelling, small, spellings, stem, term
from palermo.statements import LANGUAGES

OWN: Final = 1.0
OTHER: Final = 0.6
"""Weight of a word that is found as a word of another language than the query's."""
TRANSLATED: Final = 0.5
"""Weight of a word in another language that stands for one of the query."""
NUMBER: Final = 0.3
"""Weight of a number among words: a year stands in many short passages, which are about anything."""
PART: Final = 0.6
"""Share of the words of a longer query that a passage must hold to be counted."""
PIECE: Final = 5000
"""Rows that are fetched as one: while they become Python's objects no other thread can go on."""

_WAYS: Final = 16
"""Ways of writing a phrase that are looked for."""
_FREQUENCIES: Final = 1 << 16
"""Words and tags of which is kept in how many passages they stand."""

type Rows = npt.NDArray[np.int64]


type Named = tuple[str, Query]
"""A word in one form, a phrase or a symbol, and what stands for it: of what is no word by itself, with a blank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for, in the lexical index's terms."""

    must: tuple[Named, ...]
    """Phrases and symbols: passages have each."""
    words: tuple[tuple[Named, ...], ...]
    """Each word in all its forms."""
    several: bool = False
    """Whether one passage may hold a word in several forms: `judge`, where `jueces` and `juez` are looked for, too."""

    @property
    def enough(self) -> int:
        """How many words a passage must hold to be counted."""
        return _enough(len(self.words))

    @property
    def forms(self) -> list[Named]:
        """All forms of all words."""
        return [one for forms in self.words for one in forms]

    def any(self, filters: Query | None) -> Query:
        """Passages that hold any of the words: for ranking."""
        return _all(_queries(self.must), _queries(self.forms), filters)

    def every(self, filters: Query | None) -> Query:
        """Those that hold all of them."""
        return _all([*_queries(self.must), *(_each if self.several else _least)(self.words)], (), filters)


class Lexical:
    """The lexical index of an edition; safe to ask from several threads."""

    def __init__(self, folder: Path, parts: Sequence[Part]) -> None:
        """Open the index of a folder; raises OSError or ValueError where it is missing or damaged."""
        for name in (name for part in parts for name in segment_files(part)):
            (folder / name).stat()  # positions are looked for with the first phrase alone
        first = first_rows(parts)
        self._numbers = tuple(first)
        self._first = np.zeros(1 + max(first, default=0), dtype=np.int64)
        self._first[list(first)] = list(first.values())
        index = fields.prepared(tantivy.Index.open(str(folder)))
        index.config_reader("manual")
        index.reload()
        self._schema = index.schema
        self._searcher = index.searcher()
        self._freq = lru_cache(_FREQUENCIES)(self._searcher.doc_freq)
        self._ways = lru_cache(len(LANGUAGES))(lambda language: spellings((word for word, _ in self.words()), language))

    def wanted(self, asked: Asked, language: str) -> Wanted:
        """What is asked for; no words find nothing."""
        told = telling(asked.words, language)
        lighter = NUMBER if any(map(wordy, told)) else 1.0
        words = tuple(
            (
                *self._word(word, language, 1.0 if wordy(word) else lighter),
                *self._elsewhere(asked.others.get(word, ())),
            )
            for word in told
        )
        symbols = ((f"{SYMBOL} {one}", self._term(SYMBOL, one)) for one in asked.symbols)
        phrases = (self._phrase(phrase, language) for phrase in asked.phrases)
        return Wanted(must=(*phrases, *symbols), words=words, several=any(asked.others.values()))

    def filtered(self, filters: Mapping[str, Sequence[str]], never: Sequence[tuple[str, str]]) -> Query | None:
        """A query for passages that have any of the values of each field, and none of those that never count."""
        parts = [(Occur.Must, self._any(name, values)) for name, values in filters.items()]
        parts += [(Occur.MustNot, self._tag(name, value)) for name, value in never]
        if not parts:
            return None
        if not filters:
            parts.append((Occur.Must, Query.all_query()))
        return Query.boolean_query(parts)

    def ranked(self, query: Query, limit: int) -> Scored:
        """The best rows that a query finds, best first."""
        hits = self._searcher.search(query, limit, False).hits
        return Scored(self._rows(hits), np.array([score for score, _ in hits], dtype=np.float32))

    def rows(self, query: Query, limit: int) -> Rows:
        """The same without their scores."""
        return self._rows(self._searcher.search(query, limit, False).hits)

    def all_rows(self, query: Query) -> Iterator[Rows]:
        """All rows that a query finds, in pieces, between which other threads go on."""
        found = self.rows(query, PIECE + 1)
        if len(found) <= PIECE:
            yield found
            return
        for number in self._numbers:
            start, end = number * PART_ROWS, (number + 1) * PART_ROWS
            part = Query.range_query(self._schema, ROW, FieldType.Unsigned, start, end, True, False)
            both = Query.boolean_query([(Occur.Must, query), (Occur.Must, part)])
            yield self.rows(both, max(1, self._searcher.num_docs))

    def held(self, word: str) -> int:
        """In how many passages a word stands, in any of its forms."""
        if HAN.search(word):
            return min((self._freq(WORD, one) for one in term(word, WORD).split()), default=0)
        return sum(self._freq(STEM, one) for one in forms(word, ""))

    def seen(self, word: str, never: Sequence[tuple[str, str]]) -> bool:
        """Whether a word stands, in any of its forms, in a passage that may be seen."""
        held = self.held(word)
        if held > sum(self._freq(TAG, tag(name, value)) for name, value in never):
            return True  # in more passages than are hidden
        if not held:
            return False
        if HAN.search(word):
            parts = [(Occur.Must, self._term(WORD, one)) for one in term(word, WORD).split()]
        else:
            any_form = Query.boolean_query([(Occur.Should, self._term(STEM, one)) for one in forms(word, "")])
            parts = [(Occur.Must, any_form)]
        parts += [(Occur.MustNot, self._tag(name, value)) for name, value in never]
        return bool(self._searcher.search(Query.boolean_query(parts), 1, False).hits)

    def stands(self, word: str, language: str, never: Sequence[tuple[str, str]]) -> bool:
        """Whether a word stands as it is in a passage of a language that may be seen."""
        parts = [(Occur.Must, self._term(WORD, one)) for one in term(word, WORD).split()]
        parts.append((Occur.Must, self._tag("language", language)))
        parts += [(Occur.MustNot, self._tag(name, value)) for name, value in never]
        return bool(self._searcher.search(Query.boolean_query(parts), 1, False).hits)

    def words(self) -> Iterator[tuple[str, int]]:
        """All words as they are printed, folded, with how many passages hold them."""
        yield from self._searcher.terms_with_prefix(WORD, "")

    def _rows(self, hits: Sequence[tuple[Any, tantivy.DocAddress]]) -> Rows:
        values = np.array(self._searcher.fast_field_values(ROW, [address for _, address in hits]), dtype=np.int64)
        return self._first[values // PART_ROWS] + values % PART_ROWS

    def _word(self, word: str, language: str, weight: float) -> list[Named]:
        """A word in all its forms, with a name for each; of Chinese signs, those that stand one after another."""
        if HAN.search(word):
            signs = term(word, WORD)
            return [(f"{WORD} {signs}" if " " in signs else signs, self._run(signs.split()))]
        found = []
        for form, own in forms(word, language).items():
            if self._freq(STEM, form):
                made = self._term(STEM, form)
                share = weight * (OWN if own else OTHER)
                found.append((form, made if share == OWN else Query.boost_query(made, share)))
        return found

    def _elsewhere(self, others: Sequence[tuple[str, str]]) -> Iterator[Named]:
        """Words of other languages, none of which counts more because passages in its language are few."""
        held = {other: self.held(other[0]) for other in others}
        told = {other: math.log1p(self._searcher.num_docs / many) for other, many in held.items() if many}
        for other, one in told.items():
            yield from self._word(*other, TRANSLATED * min(told.values()) / one)

    def _phrase(self, words: Sequence[str], language: str) -> Named:
        """A phrase, with the words that its language writes in several ways in each that stands anywhere."""
        terms = [one for word in words for one in term(word, WORD).split()]
        ways = [self._written(one, language) for one in terms]
        runs = [self._run(list(one)) for one in islice(product(*ways), _WAYS)]
        query = runs[0] if len(runs) == 1 else Query.boolean_query([(Occur.Should, one) for one in runs])
        return f"{WORD} {' '.join('|'.join(one) for one in ways)}", query

    def _written(self, term: str, language: str) -> list[str]:
        """A word as it was typed, and as passages write it in other ways."""
        one = one_spelling(term, language)
        return list(
            dict.fromkeys((term, *(way for way in (one, *self._ways(language).get(one, ())) if self._freq(WORD, way))))
        )

    def _run(self, terms: list[str]) -> Query:
        if len(terms) == 1:
            return self._term(WORD, terms[0])
        return Query.phrase_query(self._schema, WORD, list(terms)) if terms else Query.empty_query()

    def _any(self, name: str, values: Sequence[str]) -> Query:
        found = [self._tag(name, value) for value in values]
        return found[0] if len(found) == 1 else Query.boolean_query([(Occur.Should, one) for one in found])

    def _tag(self, name: str, value: str) -> Query:
        return self._term(TAG, tag(name, value))

    def _term(self, name: str, value: str) -> Query:
        return Query.term_query(self._schema, name, value, index_option="freq" if name in TEXTS else "basic")


def _enough(words: int) -> int:
    """How many words of a query a passage must hold to be counted."""
    return words if words < 3 else math.ceil(PART * words)


def wordy(word: str) -> bool:
    """Whether a word is more than a number."""
    return not word.isdigit()


def telling(words: Sequence[str], language: str) -> list[str]:
    """The words of a query without those that every sentence holds, unless there are no others."""
    kept = [word for word in words if term(word, WORD)]
    return [word for word in kept if not small(word, language)] or kept


def forms(word: str, language: str) -> dict[str, bool]:
    """What a word becomes in passages of any language, and whether that is so in those of its own."""
    own = stem(word, language)
    return {one: one == own for name in (language, *STEMMED, WORD) if (one := stem(word, name))}


def _queries(named: Sequence[Named]) -> list[Query]:
    return [query for _, query in named]


def _least(words: Sequence[Sequence[Named]]) -> list[Query]:
    """Passages that hold all of the words; as a passage has each in one form, forms are counted."""
    forms = [(Occur.Should, query) for many in words for _, query in many]
    if not words:
        return []
    return [Query.boolean_query(forms, len(words))] if len(forms) >= len(words) else [Query.empty_query()]


def _each(words: Sequence[Sequence[Named]]) -> list[Query]:
    """The same where a passage may hold a word in several forms: one form or more of each."""
    return [Query.boolean_query([(Occur.Should, query) for _, query in many]) for many in words]


def _all(must: Sequence[Query], should: Sequence[Query], filters: Query | None) -> Query:
    """What holds all of the first and, where there are none, any of the second, which count for rank."""
    if not must and filters is None:
        return Query.boolean_query([(Occur.Should, one) for one in should]) if should else Query.empty_query()
    found = [(Occur.Must, one) for one in must]
    if should:
        any = Query.boolean_query([(Occur.Should, one) for one in should])
        found.append((Occur.Should if must else Occur.Must, any))
    elif not must:
        return Query.empty_query()
    if filters is not None:
        found.append((Occur.Must, Query.const_score_query(filters, 0.0)))
    return Query.boolean_query(found)


def vocabulary_form(word: str) -> str:
    """A word as the list of printed words has it."""
    return folded(word).lower()
