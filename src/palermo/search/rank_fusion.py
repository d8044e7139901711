"""Fusion of the lexical and the semantic ranking."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from palermo.search.ranking_weights import MIN_SIMILAR_COSINE, RRF_CONSTANT

type ScoreArray = npt.NDArray[np.floating]
type RowNumbers = npt.NDArray[np.int64]
type RowSelection = npt.NDArray[np.int64] | npt.NDArray[np.bool_]
type RowMask = npt.NDArray[np.bool_]


class ScoredRows(NamedTuple):
    """Rows, best first, and the score of each."""

    rows: RowNumbers
    scores: ScoreArray

    def select(self, selection: RowSelection | slice) -> "ScoredRows":
        """Return some of the rows with their scores."""
        return ScoredRows(self.rows[selection], self.scores[selection])


NO_ROWS: Final = ScoredRows(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRanking:
    """Ranked rows, best first, with their cosines."""

    ranked: ScoredRows
    cosines: Mapping[int, float]
    similar: RowNumbers = field(default_factory=lambda: NO_ROWS.rows)
    """Rows above the similarity threshold, whatever their facets."""


def fuse_rankings(word_rows: RowNumbers, meaning: ScoredRows, weight: float) -> ScoredRows:
    """Return the rows of both rankings by reciprocal rank fusion, best first; `weight` is that of `meaning`.

    The scores of `meaning` are cosines; a row counts less the further its cosine is below MIN_SIMILAR_COSINE.

    >>> fuse_rankings(np.array([1, 2]), ScoredRows(np.array([2, 3]), np.array([0.6, 0.5])), 0.5).rows.tolist()
    [2, 1, 3]
    """
    by_words = RRF_CONSTANT * (1 - weight) / (RRF_CONSTANT + np.arange(len(word_rows)))
    if not len(meaning.rows):
        return ScoredRows(word_rows, by_words)
    closeness = np.minimum(1.0, np.maximum(0.0, meaning.scores) / MIN_SIMILAR_COSINE) ** 2
    by_meaning = closeness * RRF_CONSTANT * weight / (RRF_CONSTANT + np.arange(len(closeness)))
    rows, place = np.unique(np.concatenate([word_rows, meaning.rows]), return_inverse=True)
    scores = np.bincount(place, weights=np.concatenate([by_words, by_meaning]))
    return ScoredRows(rows, scores).select(np.argsort(-scores, kind="stable"))


def apply_priors(scored: ScoredRows, priors: ScoreArray) -> ScoredRows:
    """Return rows ordered by their scores times their priors, one for each row.

    >>> apply_priors(ScoredRows(np.array([7, 8]), np.array([1.0, 0.9])), np.array([0.5, 1.0])).rows.tolist()
    [8, 7]
    """
    return scored.select(np.argsort(-scored.scores * priors, kind="stable"))


def promote_exact(scored: ScoredRows, exact_mask: RowMask, foreign_mask: RowMask, strict: bool = False) -> ScoredRows:
    """Return the rows in order, but with no foreign passage before one that contains all words.

    With `strict`, no passage at all comes before one that contains all words.

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
