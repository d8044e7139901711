"""Did you mean: words that documents hold, for those that stand in none."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

MIN_WORD_CHARS = 5
"""Letters of a word that is looked at; shorter ones are like too many others."""
CHARS_PER_ERROR = 4
"""Letters for which one may be wrong."""
MIN_SUBSTITUTION_CHARS = 7
"""Letters of a word from which on one may stand for another: in shorter ones that makes other words (loans, loads)."""
PASSAGES_PER_OCCURRENCE = 10_000
"""Passages for each of which a word must be held once to be proposed: what is rarer may be misspelt itself."""


class SpellingCorrector:
    """The words of an edition, by their length."""

    def __init__(self, word_counts: Iterable[tuple[str, int]], passages: int = 0) -> None:
        """Take words with how many of the edition's passages hold each; those with digits are no words."""
        least = 1 + passages // PASSAGES_PER_OCCURRENCE
        self._words: defaultdict[int, dict[str, int]] = defaultdict(dict)
        for word, held in word_counts:
            if len(word) >= MIN_WORD_CHARS - 1 and held >= least and word.isalpha():
                self._words[len(word)][word] = held

    def suggest(self, token: str) -> str | None:
        """The word most like one that stands nowhere: fewest letters apart, then in most passages; None for none.

        A word begins as it is meant: who mistypes, seldom does so in the first letter.
        """
        if len(token) < MIN_WORD_CHARS or not token.isalpha():
            return None
        furthest = min(2, len(token) // CHARS_PER_ERROR)
        best: tuple[int, int, str] | None = None
        for length in range(len(token) - furthest, len(token) + furthest + 1):
            known: Mapping[str, int] = self._words.get(length, {})
            near = process.extract(token, known.keys(), scorer=OSA.distance, score_cutoff=furthest, limit=20)
            for found, apart, _ in near:
                if _is_likely_typo(token, str(found)):
                    one = (int(apart), -known[found], str(found))
                    best = one if best is None else min(best, one)
        return best[2] if best else None


def _is_likely_typo(typed_word: str, meant_word: str) -> bool:
    """Whether who types the one may have meant the other.

    >>> _is_likely_typo("childen", "children"), _is_likely_typo("loans", "loads")
    (True, False)
    >>> _is_likely_typo("wages", "pages"), _is_likely_typo("hcild", "child")
    (False, True)
    """
    swapped = sorted(typed_word) == sorted(meant_word)
    if typed_word[0] != meant_word[0] and not swapped:
        return False
    return len(typed_word) != len(meant_word) or len(typed_word) >= MIN_SUBSTITUTION_CHARS or swapped
