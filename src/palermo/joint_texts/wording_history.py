"""Differences between versions, word by word, and who wrote each word."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from palermo.joint_texts.state import Wording

_TOKEN = re.compile(r"\s+|[\u3400-\u9fff]|[^\s\u3400-\u9fff]+")
"""Words, blanks, and single Chinese characters."""


class SegmentKind(StrEnum):
    """What happened to a stretch of text."""

    EQUAL = "equal"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingSegment:
    """A stretch of one or both versions."""

    kind: SegmentKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthoredSegment:
    """A stretch of the newest version, and the version that brought it."""

    text: str
    wording: Wording


@lru_cache(maxsize=4096)
def compare_wordings(earlier: str, later: str, fold: Callable[[str], str] = str) -> tuple[WordingSegment, ...]:
    """Return the differences of two versions, word by word; words are equal if `fold` returns the same for them.

    >>> [f"{one.kind}: {one.text}" for one in compare_wordings("train police", "Train police")]
    ['deleted: train', 'inserted: Train', 'equal:  police']
    """
    old, new = _TOKEN.findall(earlier), _TOKEN.findall(later)
    matcher = SequenceMatcher(None, list(map(fold, old)), list(map(fold, new)), autojunk=False)
    segments: list[WordingSegment] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            segments.append(WordingSegment(kind=SegmentKind.EQUAL, text="".join(new[k:m])))
            continue
        if i < j:
            segments.append(WordingSegment(kind=SegmentKind.DELETED, text="".join(old[i:j])))
        if k < m:
            segments.append(WordingSegment(kind=SegmentKind.INSERTED, text="".join(new[k:m])))
    return tuple(segments)


def attribute_words(versions: Sequence[Wording]) -> tuple[AuthoredSegment, ...]:
    """Return the newest version in stretches, each with the version that brought its words."""
    authored: list[tuple[str, Wording]] = []
    for wording in versions:
        new = _TOKEN.findall(wording.text)
        old = [token for token, _ in authored]
        written = [(token, wording) for token in new]
        for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
            written[block.b : block.b + block.size] = authored[block.a : block.a + block.size]
        authored = written
    return _join_tokens(authored)


def _join_tokens(authored: Sequence[tuple[str, Wording]]) -> tuple[AuthoredSegment, ...]:
    segments: list[AuthoredSegment] = []
    for token, wording in authored:
        if segments and segments[-1].wording is wording:
            segments[-1] = AuthoredSegment(text=segments[-1].text + token, wording=wording)
        else:
            segments.append(AuthoredSegment(text=token, wording=wording))
    return tuple(segments)
