"""Fusion of the lexical and the semantic ranking."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from palermo.statements import LANGUAGES
from palermo.vocabulary.language_words import LanguageWords

LABEL_WEIGHT: Final = 0.2
"""Share of the vocabulary's labels in the vector of a query that names its concepts."""
TERM_LABEL_WEIGHT: Final = 0.5
"""The same for a name or term, which has few other words."""
MAX_RANKED_PASSAGES: Final = 300
"""Number of passages that can be paged through; narrow the search for more."""
MAX_RELATED_PASSAGES: Final = 5
"""Number of passages in other languages shown beside the first page."""
EXTRA_SIMILAR_PASSAGES: Final = 80
"""Extra candidates for similar passages, because those of the same Work and repetitions are left out."""

type ScoreArray = npt.NDArray[np.floating]
type RowNumbers = npt.NDArray[np.int64]
type RowSelection = npt.NDArray[np.int64] | npt.NDArray[np.bool_]
type RowMask = npt.NDArray[np.bool_]

RRF_CONSTANT: Final = 10
"""Constant of reciprocal rank fusion: the larger it is, the less the first ranks count."""
MIN_SENTENCE_WORDS: Final = 3
"""Minimum number of words for similarity to weigh more than words; shorter queries are names or terms."""
MIN_LONG_QUERY_WORDS: Final = 5
"""Minimum number of words from which the first results need not contain all of them."""
DEFAULT_MEANING_WEIGHT: Final = 0.5
"""Weight of similarity against words for a query of a language that is not of the table."""
TERM_COSINE_FLOOR: Final = 0.33
"""Least minimum cosine for a name or term, and the one for a query none of whose words occurs, of unknown language."""
BRIEF_COSINE_FLOOR: Final = 0.5
"""Minimum cosine of a brief passage for a name or term: many brief ones are similar to it (`Law of the Sea`)."""
MIN_EXACT_MATCHES: Final = 10
"""Number of passages with all words from which a name or term needs no similar passages."""
MIN_SIMILAR_COSINE: Final = 0.42
"""Minimum cosine of a passage in another language displayed as similar to a query."""
MIN_ALIKE_COSINE: Final = 0.58
"""Minimum cosine of a passage that says what a statement says: of 48 pairs from there on that were read, 38 do so or
speak of the same; of 63 pairs from .42 to .58, 26."""


def compute_cosine_floors(language: str, word_count: int, exact_count: int, is_brief: RowMask) -> ScoreArray:
    """Return the minimum cosine of each passage without words of a query.

    `exact_count` passages contain the query.

    Names and terms need a higher one, because many passages are slightly similar to them. `is_brief` masks the brief
    passages.

    >>> compute_cosine_floors("fr", 5, 0, np.array([True, False])).tolist()
    [0.3, 0.3]
    >>> compute_cosine_floors("fr", 2, 0, np.array([True, False])).tolist()
    [0.5, 0.33]
    """
    floor = _get_figure(language, "cosine_floor", MIN_SIMILAR_COSINE) if language else TERM_COSINE_FLOOR
    if word_count >= MIN_SENTENCE_WORDS:
        return np.full(len(is_brief), floor)
    return np.where(
        is_brief,
        BRIEF_COSINE_FLOOR,
        max(floor, TERM_COSINE_FLOOR if exact_count < MIN_EXACT_MATCHES else MIN_SIMILAR_COSINE),
    )


def compute_meaning_weight(language: str, word_count: int, exact_count: int, unknown_share: float = 0.0) -> float:
    """Return the weight of similarity for a query of `word_count` content words.

    It grows with the share of unknown words. A name or term that many passages contain (`exact_count`) is ranked by
    words; a rare one like any other query.

    >>> compute_meaning_weight("ru", 5, 0), compute_meaning_weight("ru", 1, 99), compute_meaning_weight("ru", 2, 3)
    (0.9, 0.4, 0.9)
    >>> compute_meaning_weight("en", 5, 0), compute_meaning_weight("en", 2, 0, 0.5)
    (0.4, 0.7)
    """
    weight = _get_figure(language, "meaning_weight", DEFAULT_MEANING_WEIGHT)
    weight = (
        weight
        if word_count >= MIN_SENTENCE_WORDS or exact_count < MIN_EXACT_MATCHES
        else min(weight, _get_figure("en", "meaning_weight", DEFAULT_MEANING_WEIGHT))
    )
    return weight + (1 - weight) * unknown_share


def _get_figure(language: str, name: str, default: float) -> float:
    """Return a figure of a language of the table: where few documents are in it, words alone find little."""
    if language not in LANGUAGES:
        return default
    return float(LanguageWords("search").get_section(language, "ranking")[name])


class ScoredRows(NamedTuple):
    """Rows, best first, and the score of each."""

    rows: RowNumbers
    scores: ScoreArray

    def select(self, selection: RowSelection | slice) -> "ScoredRows":
        """Return some of the rows with their scores."""
        return ScoredRows(self.rows[selection], self.scores[selection])


NO_ROWS: Final = ScoredRows(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))


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
