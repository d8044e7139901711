"""Weighted term sets of texts in sparse form, and the weight of the terms that two texts share."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np
import numpy.typing as npt

from palermo.search.text_analysis import STEMMERS, WORD_FIELD, analyze_term, fold_text, is_stopword

_WORD_PATTERN = re.compile(r"\w+")
type IntArray = npt.NDArray[np.int64]
type FloatArray = npt.NDArray[np.float32]


def stem_words(text: str, language: str, excluded_stems: frozenset[str] = frozenset()) -> list[str]:
    """Return the stems of a text's content words in order, without `excluded_stems`.

    >>> stem_words("Ratify the Convention against Torture", "en")
    ['ratifi', 'convent', 'against', 'tortur']
    """
    name = language if language in STEMMERS else WORD_FIELD
    stems = (_stem_word(word, name, language) for word in _WORD_PATTERN.findall(fold_text(text)))
    return [item for item in stems if item and item not in excluded_stems]


@lru_cache(maxsize=65536)
def _stem_word(token: str, name: str, language: str) -> str:
    return (
        ""
        if is_stopword(token.lower(), language) and token.lower() not in _NEGATION_WORDS
        else analyze_term(token, name)
    )


_NEGATION_WORDS = frozenset(["not", "no", "against", "non", "without"])
"""Function words that are kept because they reverse the meaning of a recommendation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermMatrix:
    """Sparse term sets of many texts, with inverse document frequencies as weights."""

    starts: IntArray
    """Offset of each row in `numbers`; one more than there are rows."""
    numbers: IntArray
    """Term numbers, ascending within a row."""
    weights: FloatArray
    """Inverse document frequency by term number; 1 for a term of a single text."""
    totals: FloatArray
    """Sum of the weights of each row."""
    keys: IntArray
    """Row and term of each entry of `numbers` combined into one integer, ascending."""

    @classmethod
    def from_texts(cls, texts: Sequence[Iterable[str]]) -> Self:
        """Number the terms of texts and compute their weights."""
        known: dict[str, int] = {}
        rows = [sorted({known.setdefault(word, len(known)) for word in text}) for text in texts]
        starts = np.cumsum([0, *map(len, rows)], dtype=np.int64)
        numbers = np.array([item for row in rows for item in row], dtype=np.int64)
        text_counts = np.bincount(numbers, minlength=max(1, len(known)))
        weights = (np.log((len(rows) + 1) / np.maximum(text_counts, 1)) / np.log(len(rows) + 1.5)).astype(np.float32)
        weights = np.maximum(weights, np.float32(0.01))
        totals = np.array(
            [weights[numbers[starts[row] : starts[row + 1]]].sum() for row in range(len(rows))], dtype=np.float32
        )
        keys = np.repeat(np.arange(len(rows)), np.diff(starts)) * np.int64(len(weights) + 1) + numbers
        return cls(starts=starts, numbers=numbers, weights=weights, totals=totals, keys=keys)

    def __len__(self) -> int:
        return len(self.totals)

    def compute_shared_weights(self, left_rows: IntArray, right_rows: IntArray) -> FloatArray:
        """Return the total weight of the terms that each pair of rows shares."""
        if not len(self.numbers):
            return np.zeros(len(left_rows), np.float32)
        lengths = self.starts[left_rows + 1] - self.starts[left_rows]
        pair = np.repeat(np.arange(len(left_rows)), lengths)
        offsets = np.arange(len(pair)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        words = self.numbers[self.starts[left_rows][pair] + offsets]
        search_keys = right_rows[pair] * np.int64(len(self.weights) + 1) + words
        key_indices = np.minimum(np.searchsorted(self.keys, search_keys), len(self.keys) - 1)
        both = self.weights[words] * (self.keys[key_indices] == search_keys)
        return np.bincount(pair, both, minlength=len(left_rows)).astype(np.float32)

    def find_close_pairs(self, min_share: float, max_neighbours: int) -> tuple[IntArray, IntArray]:
        """Return pairs of rows that share at least `min_share` of the weight of both.

        At most `max_neighbours` pairs are returned for each row.
        """
        order = np.argsort(self.numbers, kind="stable")
        holders = np.repeat(np.arange(len(self)), np.diff(self.starts))[order]
        bounds = np.searchsorted(self.numbers[order], np.arange(len(self.weights) + 1))
        left, right = [], []
        for row in range(len(self)):
            words = self.numbers[self.starts[row] : self.starts[row + 1]]
            if not len(words):
                continue
            lists = [holders[bounds[word] : bounds[word + 1]] for word in words]
            weight = np.repeat(self.weights[words], [len(item) for item in lists])
            both = np.bincount(np.concatenate(lists), weight, minlength=len(self))
            both[: row + 1] = 0
            hits = np.flatnonzero(both)
            score = both[hits] / np.sqrt(np.maximum(self.totals[hits] * self.totals[row], 1e-6))
            is_close = score >= min_share
            hits, score = hits[is_close], score[is_close]
            if len(hits) > max_neighbours:
                hits = hits[np.argpartition(-score, max_neighbours)[:max_neighbours]]
            left.append(np.full(len(hits), row, dtype=np.int64))
            right.append(hits)
        if not left:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        return np.concatenate(left), np.concatenate(right)
