"""Anchors of quotes: built from a passage, and found again in passages that were read by another reader."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from palermo.review.decisions import CONTEXT_CHARS, TextAnchor
from palermo.statements import Passage, normalise_text

MIN_FUZZY_SCORE = 90.0
"""Similarity (0..100) of the best part of a passage from which a quote is taken to be printed there."""
MIN_CONTEXT_SCORE = 60.0
"""Similarity of the text around a quote that is printed more than once."""
MIN_FUZZY_CHARS = 12
"""Shorter quotes are like anything, and are found exactly or not at all."""


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
        raise ValueError(f"the passage has {len(passage.text)} characters, so {start} to {end} is no part of it")
    return TextAnchor(
        exact=passage.text[start:end],
        prefix=passage.text[max(0, start - CONTEXT_CHARS) : start],
        suffix=passage.text[end : end + CONTEXT_CHARS],
        passage=passage.id,
        start=start,
        end=end,
    )


def find_anchor(anchor: TextAnchor, passages: Sequence[Passage]) -> AnchorMatch | None:
    """Find where an anchor is printed: at its place, by its quote and context, or by similarity; None if nowhere."""
    for passage in passages:
        if passage.id == anchor.passage and passage.text[anchor.start : anchor.end] == anchor.exact:
            return AnchorMatch(passage=passage, start=anchor.start, end=anchor.end, method=AnchorMethod.ID)
    exact = [match for passage in passages for match in _find_quotes(anchor, passage)]
    if exact:
        return _choose_by_context(anchor, exact)
    return _find_similar(anchor, passages)


def _find_quotes(anchor: TextAnchor, passage: Passage) -> Iterable[AnchorMatch]:
    """Yield all places of a quote in a passage; whitespace, hyphens at line ends and case of spaces do not count."""
    words = re.split(r"\s+", anchor.exact.strip())
    pattern = r"\s+".join(map(re.escape, words))
    for found in re.finditer(pattern, passage.text):
        yield AnchorMatch(passage=passage, start=found.start(), end=found.end(), method=AnchorMethod.QUOTE)


def _choose_by_context(anchor: TextAnchor, matches: Sequence[AnchorMatch]) -> AnchorMatch | None:
    """Choose the place with the same passage or the most similar context; None if several are equally unlikely."""
    same = [one for one in matches if one.passage.id == anchor.passage]
    candidates = same or list(matches)
    if len(candidates) == 1:
        return candidates[0]
    scored = [(_score_context(anchor, one), -at, one) for at, one in enumerate(candidates)]
    score, _, best = max(scored, key=lambda one: one[:2])
    return best if score >= MIN_CONTEXT_SCORE or same else None


def _score_context(anchor: TextAnchor, match: AnchorMatch) -> float:
    text = match.passage.text
    before = text[max(0, match.start - CONTEXT_CHARS) : match.start]
    following = text[match.end : match.end + CONTEXT_CHARS]
    return fuzz.ratio(anchor.prefix + anchor.suffix, before + following)


def _find_similar(anchor: TextAnchor, passages: Sequence[Passage]) -> AnchorMatch | None:
    if len(anchor.exact) < MIN_FUZZY_CHARS:
        return None
    best: AnchorMatch | None = None
    floor = MIN_FUZZY_SCORE
    for passage in passages:
        if len(passage.text) < len(anchor.exact) * MIN_FUZZY_SCORE / 100:
            continue
        found = fuzz.partial_ratio_alignment(anchor.exact, passage.text, score_cutoff=floor)
        if found is None or found.dest_end <= found.dest_start:
            continue
        start, end = _trim_span(passage.text, found.dest_start, found.dest_end)
        is_alike = fuzz.ratio(normalise_text(anchor.exact), normalise_text(passage.text[start:end])) >= MIN_FUZZY_SCORE
        if is_alike and (best is None or found.score > floor):
            best = AnchorMatch(passage=passage, start=start, end=end, method=AnchorMethod.FUZZY)
            floor = found.score
    return best


def _trim_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Extend a span to whole words, and leave out the whitespace at its ends."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip()))
