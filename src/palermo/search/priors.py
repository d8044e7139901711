"""Priors of passages: scores independent of the query, by kind and length."""

import re
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


MAX_LISTED_CHARS: Final = 400
"""Maximum characters of a passage that is examined for prose; longer ones have some."""
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|(?<!\w)[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|int|gov|edu|info|[a-z]{2})(?:/\S*)?(?!\w)",
    re.IGNORECASE,
)
_PROSE_WORD = re.compile(r"[^\W\d_]{3,}|[\u3400-\u9fff]")
_NAME_SEPARATOR = re.compile(r"[,;•·|\n\t]|\s[–—-]\s")
MIN_LISTED_NAMES: Final = 3


def count_prose_chars(text: str) -> int:
    """Return the characters of a passage; 0 for one that only has addresses, numbers or a list of names.

    >>> [count_prose_chars(text) for text in ("www.example.org", "12 (3 %)", "Ann Bell, Ben Hill, Eva Moss")]
    [0, 0, 0]
    >>> [count_prose_chars(text) for text in ("Protect crews", "Ghana, Chad and others", "保护船员")]
    [13, 22, 4]
    """
    if len(text) > MAX_LISTED_CHARS:
        return len(text)
    words = _PROSE_WORD.findall(_ADDRESS.sub(" ", text))
    has_names_alone = len(_NAME_SEPARATOR.split(text)) >= MIN_LISTED_NAMES and all(word[0].isupper() for word in words)
    return len(text) if words and not has_names_alone else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PassagePriors:
    """Priors of the rows of an index."""

    lexical: npt.NDArray[np.floating]
    """In the ranking by words."""
    semantic: npt.NDArray[np.floating]
    """In the ranking by embeddings."""
    is_brief: npt.NDArray[np.bool_]
    """Whether a row is too short to show what it is about."""
    has_prose: npt.NDArray[np.bool_]
    """Whether a row has words other than addresses, numbers and lists of names; others are similar to no query."""


def compute_priors(
    kinds: Sequence[str], kind_of: npt.NDArray[Any], letters: npt.NDArray[Any], document_of: npt.NDArray[Any]
) -> PassagePriors:
    """Return the priors of rows by number of kind, number of letters and number of document.

    A row without prose has no letters. A document's first passage stands for the document: its kind does not count.
    """
    kind_priors = np.array([KIND_PRIORS.get(kind, 1.0) for kind in kinds] or [1.0], dtype=np.float32)[kind_of]
    is_name = kind_priors < 1
    kind_priors[np.flatnonzero(np.diff(document_of, prepend=-1))] = 1.0
    completeness = np.minimum(1, letters / MIN_FULL_LETTERS).astype(np.float32)
    lexical, semantic = (
        kind_priors * (prior + (1 - prior) * completeness) for prior in (MIN_LEXICAL_PRIOR, MIN_SEMANTIC_PRIOR)
    )
    is_brief = letters < np.where(is_name, MAX_BRIEF_HEADING_LETTERS, MAX_BRIEF_LETTERS)
    return PassagePriors(lexical=lexical, semantic=semantic, is_brief=is_brief, has_prose=letters > 0)
