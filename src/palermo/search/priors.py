"""Priors of passages: scores independent of the query, by kind and length."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

KIND_PRIORS: Final = {"heading": 0.5, "cell": 0.5}
"""Prior of a passage by its kind: headings and cells contain words but say little about them."""
MIN_FULL_LETTERS: Final = 50
"""Number of letters from which the length prior is 1; shorter passages are similar to anything they name a part of."""
MIN_SEMANTIC_PRIOR: Final = 0.6
"""Length prior of an empty passage in the semantic ranking."""
MIN_LEXICAL_PRIOR: Final = 0.8
"""Length prior of an empty passage in the lexical ranking, higher because it must contain some of the words."""
LETTERS_PER_HAN: Final = 3
"""Number of letters that a Chinese character counts as."""
MAX_BRIEF_HEADING_LETTERS: Final = 60
"""Maximum letters of a brief heading or cell, too short to show what it is about (`What the law says`)."""
MAX_BRIEF_LETTERS: Final = 20
"""The same for any passage; a list item may ask much in a few words (`train many professions;`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassagePriors:
    """Priors of the rows of an index."""

    lexical: npt.NDArray[np.floating]
    """In the ranking by words."""
    semantic: npt.NDArray[np.floating]
    """In the ranking by embeddings."""
    is_brief: npt.NDArray[np.bool_]
    """Whether a row is too short to show what it is about."""


def compute_priors(
    kinds: Sequence[str], kind_of: npt.NDArray[Any], letters: npt.NDArray[Any], document_of: npt.NDArray[Any]
) -> PassagePriors:
    """Return the priors of rows by number of kind, number of letters and number of document.

    A document's first passage stands for the document: its kind does not count.
    """
    kind_priors = np.array([KIND_PRIORS.get(kind, 1.0) for kind in kinds] or [1.0], dtype=np.float32)[kind_of]
    is_name = kind_priors < 1
    kind_priors[np.flatnonzero(np.diff(document_of, prepend=-1))] = 1.0
    completeness = np.minimum(1, letters / MIN_FULL_LETTERS).astype(np.float32)
    lexical, semantic = (
        kind_priors * (prior + (1 - prior) * completeness) for prior in (MIN_LEXICAL_PRIOR, MIN_SEMANTIC_PRIOR)
    )
    is_brief = letters < np.where(is_name, MAX_BRIEF_HEADING_LETTERS, MAX_BRIEF_LETTERS)
    return PassagePriors(lexical=lexical, semantic=semantic, is_brief=is_brief)
