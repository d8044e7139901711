"""Did you mean: words that documents hold, for those that stand in none."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4
"""Letters of a word that is looked at; shorter ones are like too many others."""
SHARE = 4
"""Letters for which one may be wrong."""


class Spelling:
    """The words of an edition, by their length."""

    def __init__(self, words: Iterable[tuple[str, int]]) -> None:
        """Take words with how many passages hold each; those with digits are no words."""
        self._words: defaultdict[int, dict[str, int]] = defaultdict(dict)
        for word, passages in words:
            if len(word) >= SHORTEST and word.isalpha():
                self._words[len(word)][word] = passages

    def like(self, word: str) -> str | None:
        """The word most like one that stands nowhere: fewest letters apart, then in most passages; None for none."""
        if len(word) < SHORTEST or not word.isalpha():
            return None
        furthest = min(2, len(word) // SHARE)
        best: tuple[int, int, str] | None = None
        for length in range(len(word) - furthest, len(word) + furthest + 1):
            known: Mapping[str, int] = self._words.get(length, {})
            near = process.extract(word, known.keys(), scorer=OSA.distance, score_cutoff=furthest, limit=20)
            for found, apart, _ in near:
                one = (int(apart), -known[found], str(found))
                best = one if best is None else min(best, one)
        return best[2] if best else None
