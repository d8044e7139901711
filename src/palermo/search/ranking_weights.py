"""Weights and thresholds of the ranking, fitted with `benchmarks/search.py`."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

OWN_LANGUAGE_WEIGHT: Final = 1.0
OTHER_LANGUAGE_WEIGHT: Final = 0.6
"""Weight of a word matched as a word of another language than the query's."""
TRANSLATION_WEIGHT: Final = 0.5
"""Weight of a translation of a query's word."""
NUMBER_WEIGHT: Final = 0.3
"""Weight of a number among words: a year is in many short passages on any subject."""
MIN_WORD_SHARE: Final = 0.6
"""Share of the words of a longer query that a passage must contain to be counted."""

RRF_CONSTANT: Final = 10
"""Constant of reciprocal rank fusion: the larger it is, the less the first ranks count."""
MIN_SENTENCE_WORDS: Final = 3
"""Minimum number of words for similarity to weigh more than words; shorter queries are names or terms."""
MIN_LONG_QUERY_WORDS: Final = 5
"""Minimum number of words from which the first results need not contain all of them."""
MEANING_WEIGHTS: Final[Mapping[str, float]] = {"ar": 0.8, "en": 0.4, "es": 0.9, "fr": 0.8, "ru": 0.9, "zh": 0.9}
"""Weight of similarity against words, by language of the query: where few documents are in it, words find little."""
DEFAULT_MEANING_WEIGHT: Final = 0.5
"""The same for any other language."""
COSINE_FLOORS: Final[Mapping[str, float]] = {"ar": 0.3, "en": 0.42, "es": 0.3, "fr": 0.3, "ru": 0.33, "zh": 0.3}
"""Minimum cosine of a passage without any of the words, by language of the query; MIN_SIMILAR_COSINE for any other."""
TERM_COSINE_FLOOR: Final = 0.33
"""Least minimum cosine for a name or term, and the one for a query none of whose words occurs, of unknown language."""
BRIEF_COSINE_FLOOR: Final = 0.5
"""Minimum cosine of a brief passage for a name or term: many brief ones are similar to it (`Law of the Sea`)."""
MIN_EXACT_MATCHES: Final = 10
"""Number of passages with all words from which a name or term needs no similar passages."""
MIN_SIMILAR_COSINE: Final = 0.42
"""Minimum cosine of a passage displayed as similar to a query; others are displayed as slightly similar."""
MIN_ALIKE_COSINE: Final = 0.58
"""Minimum cosine of a passage that says what a statement says: of 48 pairs from there on that were read, 38 do so or
speak of the same; of 63 pairs from .42 to .58, 26."""
LABEL_WEIGHT: Final = 0.2
"""Share of the vocabulary's labels in the vector of a query that names its concepts."""
TERM_LABEL_WEIGHT: Final = 0.5
"""The same for a name or term, which has few other words."""
MAX_SEMANTIC_PASSAGES: Final = 300
"""Number of passages that the vector search returns."""
MAX_RANKED_PASSAGES: Final = 300
"""Number of passages that can be paged through; narrow the search for more."""
MAX_RELATED_PASSAGES: Final = 5
"""Number of passages in other languages shown beside the first page."""
EXTRA_SIMILAR_PASSAGES: Final = 80
"""Extra candidates for similar passages, because those of the same Work and repetitions are left out."""


def compute_cosine_floors(
    language: str, word_count: int, exact_count: int, is_brief: npt.NDArray[np.bool_]
) -> npt.NDArray[np.floating]:
    """Return the minimum cosine of each passage without words of a query.

    `exact_count` passages contain the query.

    Names and terms need a higher one, because many passages are slightly similar to them. `is_brief` masks the brief
    passages.

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
    """Return the weight of similarity for a query of `word_count` content words.

    It grows with the share of unknown words. A name or term that many passages contain (`exact_count`) is ranked by
    words; a rare one like any other query.

    >>> compute_meaning_weight("ru", 5, 0), compute_meaning_weight("ru", 1, 99), compute_meaning_weight("ru", 2, 3)
    (0.9, 0.4, 0.9)
    >>> compute_meaning_weight("en", 5, 0), compute_meaning_weight("en", 2, 0, 0.5)
    (0.4, 0.7)
    """
    weight = MEANING_WEIGHTS.get(language, DEFAULT_MEANING_WEIGHT)
    weight = (
        weight
        if word_count >= MIN_SENTENCE_WORDS or exact_count < MIN_EXACT_MATCHES
        else min(weight, MEANING_WEIGHTS["en"])
    )
    return weight + (1 - weight) * unknown_share
