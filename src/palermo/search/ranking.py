"""One ranking out of two: by words and by meaning."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

LABEL_WEIGHT: Final = 0.2
"""Share of the vocabulary's labels in the vector of a query that names its concepts."""
TERM_LABEL_WEIGHT: Final = 0.5
"""The same for a name or term, which says little but that."""
MAX_RANKED_PASSAGES: Final = 300
"""Passages that can be looked at page by page; who wants more narrows the search."""
MAX_RELATED_PASSAGES: Final = 5
"""Passages in other languages that are shown beside the first page."""
EXTRA_SIMILAR_PASSAGES: Final = 20
"""Passages more that are looked at for what is alike, of which those of the same Work are left out."""

type ScoreArray = npt.NDArray[np.floating]
type RowNumbers = npt.NDArray[np.int64]
type RowSelection = npt.NDArray[np.int64] | npt.NDArray[np.bool_]
type RowMask = npt.NDArray[np.bool_]

RRF_CONSTANT: Final = 10
"""Reciprocal rank fusion's constant: the larger it is, the less the first places count."""
MEANING_WEIGHTS: Final[Mapping[str, float]] = {"en": 0.4, "fr": 0.8, "es": 0.9, "ar": 0.8, "ru": 0.9, "zh": 0.9}
"""Weight of meaning against words by language of the query, as benchmarks/search.py measured them on half its topics:
where few documents are in the reader's language, its words find little of what there is to be found."""
MIN_SENTENCE_WORDS: Final = 3
"""Words of a query from which on meaning may weigh more than words: fewer are a name or a term."""
MIN_LONG_QUERY_WORDS: Final = 5
"""Words of a query from which on not all of them need to stand in what comes first."""
COSINE_FLOORS: Final[Mapping[str, float]] = {"en": 0.42, "fr": 0.3, "es": 0.3, "ar": 0.3, "ru": 0.33, "zh": 0.3}
"""Cosine from which on a passage that holds none of the words is found, by the language of the query.

Of judged passages below it, in other languages than English, fewer than a fifth were right."""
TERM_COSINE_FLOOR: Final = 0.33
"""The same at least for a name or a term, and for one of which no word stands anywhere: its language is unsure."""
BRIEF_COSINE_FLOOR: Final = 0.5
"""Cosine from which on a passage that says little is found by a name or a term: many are like it (`Law of the Sea`)."""
MIN_EXACT_MATCHES: Final = 10
"""Passages that hold all the words from which on a name or a term is found well enough without what is alike."""
MIN_SIMILAR_COSINE: Final = 0.42
"""Cosine from which on a passage is shown beside others as similar in meaning."""


def compute_cosine_floors(language: str, word_count: int, exact_count: int, is_brief: RowMask) -> ScoreArray:
    """Cosine that passages need if they hold no word of a query, which so many passages hold; some say little.

    To a name, much is a little similar.

    >>> compute_cosine_floors("fr", 5, 0, np.array([True, False])).tolist()
    [0.3, 0.3]
    >>> compute_cosine_floors("fr", 2, 0, np.array([True, False])).tolist()
    [0.5, 0.33]
    """
    floor = COSINE_FLOORS.get(language, MIN_SIMILAR_COSINE) if language else TERM_COSINE_FLOOR
    if word_count >= MIN_SENTENCE_WORDS:
        return np.full(len(is_brief), floor)
    return np.where(
        is_brief,
        BRIEF_COSINE_FLOOR,
        max(floor, TERM_COSINE_FLOOR if exact_count < MIN_EXACT_MATCHES else MIN_SIMILAR_COSINE),
    )


def compute_meaning_weight(language: str, word_count: int, exact_count: int, unknown_share: float = 0.0) -> float:
    """Weight of meaning for a query of so many words that tell something; it grows by the share that stands nowhere.

    A name or term that so many passages hold is found by its words; one that few hold is like any other query.

    >>> compute_meaning_weight("ru", 5, 0), compute_meaning_weight("ru", 1, 99), compute_meaning_weight("ru", 2, 3)
    (0.9, 0.4, 0.9)
    >>> compute_meaning_weight("en", 5, 0), compute_meaning_weight("en", 2, 0, 0.5)
    (0.4, 0.7)
    """
    found = MEANING_WEIGHTS.get(language, 0.5)
    found = (
        found
        if word_count >= MIN_SENTENCE_WORDS or exact_count < MIN_EXACT_MATCHES
        else min(found, MEANING_WEIGHTS["en"])
    )
    return found + (1 - found) * unknown_share


class ScoredRows(NamedTuple):
    """Rows, best first, and the score of each."""

    rows: RowNumbers
    scores: ScoreArray

    def select(self, selection: RowSelection | slice) -> "ScoredRows":
        """Some of them."""
        return ScoredRows(self.rows[selection], self.scores[selection])


NO_ROWS: Final = ScoredRows(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))


def fuse_rankings(word_rows: RowNumbers, meaning: ScoredRows, weight: float) -> ScoredRows:
    """Rows of both rankings, best first: each counts by its places in them, `weight` being that of meaning.

    A row of `meaning` has its cosine for a score, and counts less the further it is from ALIKE.

    >>> fuse_rankings(np.array([1, 2]), ScoredRows(np.array([2, 3]), np.array([0.6, 0.5])), 0.5).rows.tolist()
    [2, 1, 3]
    """
    by_words = RRF_CONSTANT * (1 - weight) / (RRF_CONSTANT + np.arange(len(word_rows)))
    if not len(meaning.rows):
        return ScoredRows(word_rows, by_words)
    near = np.minimum(1.0, np.maximum(0.0, meaning.scores) / MIN_SIMILAR_COSINE) ** 2
    by_meaning = near * RRF_CONSTANT * weight / (RRF_CONSTANT + np.arange(len(near)))
    rows, place = np.unique(np.concatenate([word_rows, meaning.rows]), return_inverse=True)
    scores = np.bincount(place, weights=np.concatenate([by_words, by_meaning]))
    return ScoredRows(rows, scores).select(np.argsort(-scores, kind="stable"))


def apply_priors(scored: ScoredRows, priors: ScoreArray) -> ScoredRows:
    """Rows by their scores times what speaks for each beforehand; `priors` has one for each.

    >>> apply_priors(ScoredRows(np.array([7, 8]), np.array([1.0, 0.9])), np.array([0.5, 1.0])).rows.tolist()
    [8, 7]
    """
    return scored.select(np.argsort(-scored.scores * priors, kind="stable"))


def promote_exact(scored: ScoredRows, exact_mask: RowMask, foreign_mask: RowMask, strict: bool = False) -> ScoredRows:
    """The same, with no passage in another language before one that holds all the words; else the order stays.

    With `strict`, no passage at all stands before one that holds them all.

    >>> rows = ScoredRows(np.array([7, 8, 9]), np.array([1.0, 0.9, 0.8]))
    >>> promote_exact(rows, rows.rows == 8, rows.rows == 7).rows.tolist()
    [8, 7, 9]
    >>> promote_exact(rows, rows.rows == 9, rows.rows == 7, strict=True).rows.tolist()
    [9, 7, 8]
    """
    if strict:
        return scored.select(np.argsort(~exact_mask, kind="stable"))
    place = np.full(len(scored.rows), 2)
    last = np.flatnonzero(exact_mask)[-1:]
    place[: int(last[0]) + 1 if len(last) else 0] = 0
    place[foreign_mask & ~exact_mask & (place == 0)] = 1
    return scored.select(np.argsort(place, kind="stable"))


def build_scores(cosines: Mapping[int, float]) -> ScoredRows:
    """Return rows and scores as arrays, in the order of `cosines`."""
    return ScoredRows(np.array(list(cosines), dtype=np.int64), np.array(list(cosines.values()), dtype=np.float64))
