"""One ranking out of two: by words and by meaning."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

type Floats = npt.NDArray[np.floating]
type Rows = npt.NDArray[np.int64]
type Places = npt.NDArray[np.int64] | npt.NDArray[np.bool_]
type Mask = npt.NDArray[np.bool_]

SMOOTH: Final = 10
"""Reciprocal rank fusion's constant: the larger it is, the less the first places count."""
MEANING: Final[Mapping[str, float]] = {"en": 0.4, "fr": 0.8, "es": 0.9, "ar": 0.8, "ru": 0.9, "zh": 0.9}
"""Weight of meaning against words by language of the query, as benchmarks/search.py measured them on half its topics:
where few documents are in the reader's language, its words find little of what there is to be found."""
SHORT: Final = 3
"""Words of a query from which on meaning may weigh more than words: fewer are a name or a term."""
TERM: Final = 5
"""Words of a query from which on not all of them need to stand in what comes first."""
FLOORS: Final[Mapping[str, float]] = {"en": 0.42, "fr": 0.3, "es": 0.3, "ar": 0.3, "ru": 0.33, "zh": 0.3}
"""Cosine from which on a passage that holds none of the words is found, by the language of the query.

Of judged passages below it, in other languages than English, fewer than a fifth were right."""
OF_TERM: Final = 0.33
"""The same at least for a name or a term, and for one of which no word stands anywhere: its language is unsure."""
OF_BRIEF: Final = 0.5
"""Cosine from which on a passage that says little is found by a name or a term: many are like it (`Law of the Sea`)."""
FEW: Final = 10
"""Passages that hold all the words from which on a name or a term is found well enough without what is alike."""
ALIKE: Final = 0.42
"""Cosine from which on a passage is shown beside others as similar in meaning."""


def least(language: str, words: int, held: int, little: Mask) -> Floats:
    """Cosine that passages need if they hold no word of a query, which so many passages hold; some say little.

    To a name, much is a little similar.

    >>> least("fr", 5, 0, np.array([True, False])).tolist(), least("fr", 2, 0, np.array([True, False])).tolist()
    ([0.3, 0.3], [0.5, 0.33])
    """
    floor = FLOORS.get(language, ALIKE) if language else OF_TERM
    if words >= SHORT:
        return np.full(len(little), floor)
    return np.where(little, OF_BRIEF, max(floor, OF_TERM if held < FEW else ALIKE))


def weight(language: str, words: int, held: int, unknown: float = 0.0) -> float:
    """Weight of meaning for a query of so many words that tell something; it grows by the share that stands nowhere.

    A name or term that so many passages hold is found by its words; one that few hold is like any other query.

    >>> weight("ru", 5, 0), weight("ru", 1, 99), weight("ru", 2, 3), weight("en", 5, 0), weight("en", 2, 0, 0.5)
    (0.9, 0.4, 0.9, 0.4, 0.7)
    """
    found = MEANING.get(language, 0.5)
    found = found if words >= SHORT or held < FEW else min(found, MEANING["en"])
    return found + (1 - found) * unknown


class Scored(NamedTuple):
    """Rows, best first, and the score of each."""

    rows: Rows
    scores: Floats

    def part(self, kept: Places | slice) -> "Scored":
        """Some of them."""
        return Scored(self.rows[kept], self.scores[kept])


NONE: Final = Scored(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))


def fused(words: Rows, meaning: Scored, weight: float) -> Scored:
    """Rows of both rankings, best first: each counts by its places in them, `weight` being that of meaning.

    A row of `meaning` has its cosine for a score, and counts less the further it is from ALIKE.

    >>> fused(np.array([1, 2]), Scored(np.array([2, 3]), np.array([0.6, 0.5])), 0.5).rows.tolist()
    [2, 1, 3]
    """
    by_words = SMOOTH * (1 - weight) / (SMOOTH + np.arange(len(words)))
    if not len(meaning.rows):
        return Scored(words, by_words)
    near = np.minimum(1.0, np.maximum(0.0, meaning.scores) / ALIKE) ** 2
    by_meaning = near * SMOOTH * weight / (SMOOTH + np.arange(len(near)))
    rows, place = np.unique(np.concatenate([words, meaning.rows]), return_inverse=True)
    scores = np.bincount(place, weights=np.concatenate([by_words, by_meaning]))
    return Scored(rows, scores).part(np.argsort(-scores, kind="stable"))


def weighed(found: Scored, priors: Floats) -> Scored:
    """Rows by their scores times what speaks for each beforehand; `priors` has one for each.

    >>> weighed(Scored(np.array([7, 8]), np.array([1.0, 0.9])), np.array([0.5, 1.0])).rows.tolist()
    [8, 7]
    """
    return found.part(np.argsort(-found.scores * priors, kind="stable"))


def exact_first(ranked: Scored, exact: Mask, foreign: Mask, whole: bool = False) -> Scored:
    """The same, with no passage in another language before one that holds all the words; else the order stays.

    With `whole`, no passage at all stands before one that holds them all.

    >>> rows = Scored(np.array([7, 8, 9]), np.array([1.0, 0.9, 0.8]))
    >>> exact_first(rows, rows.rows == 8, rows.rows == 7).rows.tolist()
    [8, 7, 9]
    >>> exact_first(rows, rows.rows == 9, rows.rows == 7, whole=True).rows.tolist()
    [9, 7, 8]
    """
    if whole:
        return ranked.part(np.argsort(~exact, kind="stable"))
    place = np.full(len(ranked.rows), 2)
    last = np.flatnonzero(exact)[-1:]
    place[: int(last[0]) + 1 if len(last) else 0] = 0
    place[foreign & ~exact & (place == 0)] = 1
    return ranked.part(np.argsort(place, kind="stable"))
