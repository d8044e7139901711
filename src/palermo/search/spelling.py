"""Did you mean: words that documents hold, for those that stand in none."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 5
"""Letters of a word that is looked at; shorter ones are like too many others."""
SHARE = 4
"""Letters for which one may be wrong."""
CHANGED = 7
"""Letters of a word from which on one may stand for another: in shorter ones that makes other words (loans, loads)."""
SELDOM = 10_000
"""Passages for each of which a word must be held once to be proposed: what is rarer may be misspelt itself."""


class Spelling:
    """The words of an edition, by their length."""

    def __init__(self, words: Iterable[tuple[str, int]], passages: int = 0) -> None:
        """Take words with how many of the edition's passages hold each; those with digits are no words."""
        least = 1 + passages // SELDOM
        self._words: defaultdict[int, dict[str, int]] = defaultdict(dict)
        for word, held in words:
            if len(word) >= SHORTEST - 1 and held >= least and word.isalpha():
                self._words[len(word)][word] = held

    def like(self, word: str) -> str | None:
        """The word most like one that stands nowhere: fewest letters apart, then in most passages; None for none.

        A word begins as it is meant: who mistypes, seldom does so in the first letter.
        """
        if len(word) < SHORTEST or not word.isalpha():
            return None
        furthest = min(2, len(word) // SHARE)
        best: tuple[int, int, str] | None = None
        for length in range(len(word) - furthest, len(word) + furthest + 1):
            known: Mapping[str, int] = self._words.get(length, {})
            near = process.extract(word, known.keys(), scorer=OSA.distance, score_cutoff=furthest, limit=20)
            for found, apart, _ in near:
                if _likely(word, str(found)):
                    one = (int(apart), -known[found], str(found))
                    best = one if best is None else min(best, one)
        return best[2] if best else None


def _likely(typed: str, meant: str) -> bool:
    """Whether who types the one may have meant the other.

    >>> _likely("childen", "children"), _likely("loans", "loads"), _likely("wages", "pages"), _likely("hcild", "child")
    (True, False, False, True)
    """
    swapped = sorted(typed) == sorted(meant)
    if typed[0] != meant[0] and not swapped:
        return False
    return len(typed) != len(meant) or len(typed) >= CHANGED or swapped
