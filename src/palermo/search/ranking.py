"""One ranking out of two: by words and by meaning."""

from collections.abc import Container, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

type Floats = npt.NDArray[np.float32]

SMOOTH: Final = 10
"""Reciprocal rank fusion's constant: the larger it is, the less the first places count."""
MEANING: Final[Mapping[str, float]] = {"en": 0.4, "fr": 0.8, "es": 0.9, "ar": 0.8, "ru": 0.9, "zh": 0.9}
"""Weight of meaning against words by language of the query, as benchmarks/search.py measured them on half its topics:
where few documents are in the reader's language, its words find little of what there is to be found."""
SHORT: Final = 3
"""Words of a query from which on meaning may weigh more than words: fewer are a name or a term."""
TERM: Final = 5
"""Words of a query from which on not all of them need to stand in what comes first."""
LEAST: Final = 0.3
"""Cosine from which on a passage that holds none of the words takes part in the ranking."""
FEW: Final = 10
"""Passages that hold all the words from which on a name or a term is found well enough without what is alike."""
ALIKE: Final = 0.42
"""Cosine from which on a passage is shown beside others as similar in meaning."""


def least(words: int, held: int) -> float:
    """Cosine that a passage without the words needs, for a query of so many that so many passages hold.

    To a name, much is a little similar.
    """
    return LEAST if words >= SHORT or held < FEW else ALIKE


def weight(language: str, words: int, unknown: float = 0.0) -> float:
    """Weight of meaning for a query of so many words that tell something; it grows by the share that stands nowhere.

    >>> weight("ru", 5), weight("ru", 1), weight("en", 5), weight("en", 2, 0.5)
    (0.9, 0.4, 0.4, 0.7)
    """
    found = MEANING.get(language, 0.5)
    found = found if words >= SHORT else min(found, MEANING["en"])
    return found + (1 - found) * unknown


class Ranked(NamedTuple):
    """A row and its score; a tuple, for each query makes hundreds."""

    row: int
    score: float


def fused(words: Sequence[int], meaning: Sequence[Ranked], weight: float) -> list[Ranked]:
    """Rows of both rankings, best first: each counts by its places in them, `weight` being that of meaning.

    A row of `meaning` has its cosine for a score, and counts less the further it is from ALIKE.

    >>> [one.row for one in fused([1, 2], [Ranked(2, 0.6), Ranked(3, 0.5)], 0.5)]
    [2, 1, 3]
    """
    top = 1 / SMOOTH
    if not meaning:
        return [Ranked(row, (1 - weight) / (SMOOTH + place) / top) for place, row in enumerate(words)]
    scores = {row: (1 - weight) / (SMOOTH + place) for place, row in enumerate(words)}
    for place, (row, cosine) in enumerate(meaning):
        near = min(1.0, max(0.0, cosine) / ALIKE) ** 2
        scores[row] = scores.get(row, 0.0) + near * weight / (SMOOTH + place)
    ordered = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Ranked(row=row, score=score / top) for row, score in ordered]


def weighed(ranked: Sequence[Ranked], priors: Floats) -> list[int]:
    """Rows by their scores times what speaks for each beforehand; `priors` has one for each.

    >>> weighed([Ranked(7, 1.0), Ranked(8, 0.9)], np.array([0.5, 1.0], dtype=np.float32))
    [8, 7]
    """
    scores = np.array([one.score for one in ranked], dtype=np.float32) * priors
    return [ranked[place].row for place in np.argsort(-scores, kind="stable").tolist()]


def exact_first(ranked: Sequence[Ranked], exact: Container[int], foreign: Container[int]) -> list[Ranked]:
    """The same, with no passage in another language before one that holds all the words; else the order stays.

    >>> rows = [Ranked(row=7, score=1.0), Ranked(row=8, score=0.9), Ranked(row=9, score=0.8)]
    >>> [one.row for one in exact_first(rows, {8}, {7})]
    [8, 7, 9]
    """
    last = max((place for place, one in enumerate(ranked) if one.row in exact), default=-1)
    before = [one for one in ranked[: last + 1] if one.row not in foreign or one.row in exact]
    held_back = [one for one in ranked[: last + 1] if one.row in foreign and one.row not in exact]
    return [*before, *held_back, *ranked[last + 1 :]]
