"""Spelling suggestions: words of the documents for query words that occur in none."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

MIN_WORD_CHARS = 5
"""Minimum length of a word that is corrected; shorter ones resemble too many others."""
CHARS_PER_ERROR = 4
"""Number of letters per allowed error."""
MIN_SUBSTITUTION_CHARS = 7
"""Minimum length for a substituted letter: in shorter words it makes other words (loans, loads)."""
PASSAGES_PER_OCCURRENCE = 10_000
"""Passages per required occurrence of a suggested word; rarer words may be misspelt themselves."""


class SpellingCorrector:
    """The words of an edition, by their length."""

    def __init__(self, word_counts: Iterable[tuple[str, int]], passages: int = 0) -> None:
        """Take words with their passage counts, and the edition's number of passages.

        Ignores words with digits.
        """
        min_count = 1 + passages // PASSAGES_PER_OCCURRENCE
        self._words: defaultdict[int, dict[str, int]] = defaultdict(dict)
        for word, count in word_counts:
            if len(word) >= MIN_WORD_CHARS - 1 and count >= min_count and word.isalpha():
                self._words[len(word)][word] = count

    def suggest(self, token: str) -> str | None:
        """Return the closest word: smallest edit distance, then most passages; None if there is none.

        The first letter must match, since people seldom mistype it.
        """
        if len(token) < MIN_WORD_CHARS or not token.isalpha():
            return None
        furthest = min(2, len(token) // CHARS_PER_ERROR)
        best: tuple[int, int, str] | None = None
        for length in range(len(token) - furthest, len(token) + furthest + 1):
            known: Mapping[str, int] = self._words.get(length, {})
            candidates = process.extract(token, known.keys(), scorer=OSA.distance, score_cutoff=furthest, limit=20)
            for suggestion, distance, _ in candidates:
                if _is_likely_typo(token, str(suggestion)):
                    item = (int(distance), -known[suggestion], str(suggestion))
                    best = item if best is None else min(best, item)
        return best[2] if best else None


def _is_likely_typo(typed_word: str, meant_word: str) -> bool:
    """Return whether a person who typed the one word may have meant the other.

    >>> _is_likely_typo("childen", "children"), _is_likely_typo("loans", "loads")
    (True, False)
    >>> _is_likely_typo("wages", "pages"), _is_likely_typo("hcild", "child")
    (False, True)
    """
    swapped = sorted(typed_word) == sorted(meant_word)
    if typed_word[0] != meant_word[0] and not swapped:
        return False
    return len(typed_word) != len(meant_word) or len(typed_word) >= MIN_SUBSTITUTION_CHARS or swapped
