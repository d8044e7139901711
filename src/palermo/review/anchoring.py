"""Anchors of quotes: built from a passage, and located in passages that another reader extracted."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz

from palermo.review.decisions import CONTEXT_CHARS, TextAnchor
from palermo.statements import Passage

MIN_FUZZY_SCORE = 90.0
"""Similarity (0..100) of the best part of a text from which a quote is taken to be printed there."""
MIN_FUZZY_LETTERS = 12
"""Shorter quotes are like anything, and are found exactly or not at all."""
MIN_HALF_LETTERS = 15
"""Letters of each half of a quote that is found in two parts, with something printed between them."""
MAX_GAP_LETTERS = 80
"""Letters that may be printed between the halves: a running title, or the mark of a note."""
_PUNCTUATION = ".,;:!?()[]\"'«»“”‘’。；：、？！—–- "
SAME_CONTEXT_SCORE = 5.0
"""Differences of the similarity of contexts that say nothing."""


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


class AnchorMethod(StrEnum):
    """How an anchor was found again."""

    ID = "id"
    QUOTE = "quote"
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorMatch:
    """Where an anchor is in the passages of today."""

    passage: Passage
    start: int
    end: int
    method: AnchorMethod


def build_anchor(passage: Passage, start: int, end: int) -> TextAnchor:
    """Anchor a stretch of a passage; raises ValueError where it lies outside of the passage's text."""
    if not 0 <= start < end <= len(passage.text):
        raise ValueError(f"the passage has {len(passage.text)} characters, so {start} to {end} is not part of it")
    return TextAnchor(
        exact=passage.text[start:end],
        prefix=passage.text[max(0, start - CONTEXT_CHARS) : start],
        suffix=passage.text[end : end + CONTEXT_CHARS],
        passage=passage.id,
        start=start,
        end=end,
        ordinal=passage.ordinal,
    )


def find_anchor(anchor: TextAnchor, passages: Sequence[Passage]) -> AnchorMatch | None:
    """Find an anchor at its place, by its letters and context, or by similarity; None if it is not found.

    A quote that is now divided among passages is found where most of it is.
    """
    for passage in passages:
        if passage.id == anchor.passage and passage.text[anchor.start : anchor.end] == anchor.exact:
            return AnchorMatch(passage=passage, start=anchor.start, end=anchor.end, method=AnchorMethod.ID)
    text, quote = fold_passages(tuple(passages)), fold_letters(anchor.exact)
    places = list(text.find_all(quote))
    if places:
        start = _choose_by_context(anchor, text, places, len(quote))
        return _build_match(anchor, text.locate(start, start + len(quote)), AnchorMethod.QUOTE)
    span = _find_similar(text, quote) or _find_halves(text, quote)
    return _build_match(anchor, text.locate(*span), AnchorMethod.FUZZY) if span else None


def _choose_by_context(anchor: TextAnchor, text: FoldedText, places: Sequence[int], size: int) -> int:
    """Choose the place with the most similar context, the nearest in the document if several are equal."""
    if len(places) == 1:
        return places[0]
    prefix, suffix = fold_letters(anchor.prefix), fold_letters(anchor.suffix)

    def score_context(start: int) -> float:
        end = start + size
        printed = text.text[max(0, start - len(prefix)) : start] + text.text[end : end + len(suffix)]
        return fuzz.ratio(prefix + suffix, printed) if prefix or suffix else 0.0

    scores = {start: score_context(start) for start in places}
    best = max(scores.values())
    equally_good = [start for start in places if best - scores[start] <= SAME_CONTEXT_SCORE]
    return min(equally_good, key=lambda start: (abs(text.get_ordinal(start) - (anchor.ordinal or 0)), start))


def _find_similar(text: FoldedText, quote: str) -> tuple[int, int] | None:
    """Return the stretch that is most similar to a quote, if it is similar enough."""
    if len(quote) < MIN_FUZZY_LETTERS or len(text.text) < len(quote) * MIN_FUZZY_SCORE / 100:
        return None
    alignment = fuzz.partial_ratio_alignment(quote, text.text, score_cutoff=MIN_FUZZY_SCORE)
    if alignment is None or alignment.dest_end <= alignment.dest_start:
        return None
    is_alike = fuzz.ratio(quote, text.text[alignment.dest_start : alignment.dest_end]) >= MIN_FUZZY_SCORE
    return (alignment.dest_start, alignment.dest_end) if is_alike else None


def _find_halves(text: FoldedText, quote: str) -> tuple[int, int] | None:
    """Return the stretch of a quote in whose midst something else is printed now."""
    for share in (2, 3, 5):
        for size in (len(quote) // share, len(quote) - len(quote) // share):
            if min(size, len(quote) - size) < MIN_HALF_LETTERS:
                continue
            head, tail = quote[: size - MIN_HALF_LETTERS // 2], quote[size + MIN_HALF_LETTERS // 2 :]
            for start in text.find_all(head):
                end = text.text.find(tail, start + len(head), start + len(quote) + MAX_GAP_LETTERS)
                if end >= 0:
                    return start, end + len(tail)
    return None


def _build_match(anchor: TextAnchor, span: TextSpan, method: AnchorMethod) -> AnchorMatch:
    """Return a stretch as whole words, with the punctuation that its quote begins and ends with."""
    text, start, end = span.passage.text, span.start, span.end
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    inner = anchor.exact.strip(_PUNCTUATION)
    prefix, _, suffix = anchor.exact.partition(inner) if inner else ("", "", "")
    if text.startswith(suffix, end):
        end += len(suffix)
    if text.endswith(prefix, 0, start):
        start -= len(prefix)
    return AnchorMatch(passage=span.passage, start=start, end=end, method=method)
