"""The letters and digits of a document's text with their positions, by which quotes are found across readers.

Blanks, line ends, hyphens, quotation marks, ligatures, diacritics and the boundaries of passages do not count.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from palermo.statements import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSpan:
    """A stretch of one passage."""

    passage: Passage
    start: int
    end: int


class FoldedText:
    """The folded text of passages in their order."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._starts: list[int] = []
        """Where each passage begins in the folded text."""
        self._offsets: list[int] = []
        """Of each letter: its place in its passage."""
        letters: list[str] = []
        for passage in passages:
            self._starts.append(len(letters))
            for offset, letter in _iterate_letters(passage.text):
                letters.append(letter)
                self._offsets.append(offset)
        self.text = "".join(letters)

    def find_all(self, folded_quote: str) -> Iterator[int]:
        """Yield all places of a folded quote."""
        position = self.text.find(folded_quote) if folded_quote else -1
        while position >= 0:
            yield position
            position = self.text.find(folded_quote, position + 1)

    def locate(self, start: int, end: int) -> TextSpan:
        """Return the part of a passage that a stretch covers; of several passages, the longest part."""
        first, last = self._find_passage(start), self._find_passage(end - 1)
        parts = [
            (max(start, self._starts[number]), min(end, self._get_end(number))) for number in range(first, last + 1)
        ]
        best = max(range(len(parts)), key=lambda number: parts[number][1] - parts[number][0])
        begin, stop = parts[best]
        passage = self._passages[first + best]
        return TextSpan(passage=passage, start=self._offsets[begin], end=self._offsets[stop - 1] + 1)

    def get_ordinal(self, place: int) -> int:
        """Return the number of the passage at a place."""
        return self._passages[self._find_passage(place)].ordinal

    def _find_passage(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1

    def _get_end(self, number: int) -> int:
        return self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text)


@lru_cache(maxsize=4)
def fold_passages(passages: tuple[Passage, ...]) -> FoldedText:
    """Return the folded text of a document, cached because its decisions are placed one after the other."""
    return FoldedText(passages)


def fold_letters(text: str) -> str:
    """Return the letters and digits of a text without case and diacritics.

    >>> fold_letters("co\\u00ad-oper\\u00e9 with \\ufb01nance")
    'cooperewithfinance'
    """
    return "".join(letter for _, letter in _iterate_letters(text))


def _iterate_letters(text: str) -> Iterator[tuple[int, str]]:
    for offset, character in enumerate(text):
        if character.isascii():
            if character.isalnum():
                yield offset, character.lower()
            continue
        for letter in unicodedata.normalize("NFKD", character).casefold():
            if letter.isalnum():
                yield offset, letter
