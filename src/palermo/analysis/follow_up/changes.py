"""Changes: what two wordings have in common, and which words came and went."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from palermo.analysis.follow_up.acts import letters

_WORDS = re.compile(r"\s+|[\u3400-\u9fff]|[^\s\u3400-\u9fff]+")
LONGEST = 4000
"""Pieces of a text that are compared: a sentence has some fifty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of either wording."""

    kind: Literal["kept", "gone", "new"]
    text: str


def changes(before: str, after: str) -> tuple[Piece, ...]:
    """From one wording to another, word by word; case and accents do not count. Kept words are those of the later.

    >>> [(one.kind, one.text) for one in changes("train the police", "Train the judges")]
    [('kept', 'Train the '), ('gone', 'police'), ('new', 'judges')]
    """
    old, new = _WORDS.findall(before)[:LONGEST], _WORDS.findall(after)[:LONGEST]
    matcher = SequenceMatcher(None, [_folded(one) for one in old], [_folded(one) for one in new], autojunk=False)
    found: list[Piece] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            _add(found, "kept", new[k:m])
        else:
            _add(found, "gone", old[i:j])
            _add(found, "new", new[k:m])
    return tuple(found)


def same_words(pieces: Sequence[Piece]) -> bool:
    """Whether nothing but blanks and punctuation has changed."""
    return not any(one.kind != "kept" and re.search(r"\w", one.text) for one in pieces)


def _folded(word: str) -> str:
    return letters(word).strip(".,;:()") or word.strip()


def _add(found: list[Piece], kind: Literal["kept", "gone", "new"], words: Sequence[str]) -> None:
    if words:
        found.append(Piece(kind=kind, text="".join(words)))
