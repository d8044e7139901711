"""Word-level differences between two wordings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from palermo.analysis.follow_up.act_detection import fold_letters

_TOKEN_PATTERN = re.compile(r"\s+|[\u3400-\u9fff]|[^\s\u3400-\u9fff]+")
MAX_TOKENS = 4000
"""Maximum tokens of a text that are compared; a sentence has about fifty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffSegment:
    """A segment of either wording."""

    kind: Literal["kept", "gone", "new"]
    text: str


def diff_wordings(earlier_text: str, later_text: str) -> tuple[DiffSegment, ...]:
    """Compare two wordings by word, ignoring case and accents; kept words are those of the later one.

    >>> [(one.kind, one.text) for one in diff_wordings("train the police", "Train the judges")]
    [('kept', 'Train the '), ('gone', 'police'), ('new', 'judges')]
    """
    old, new = _TOKEN_PATTERN.findall(earlier_text)[:MAX_TOKENS], _TOKEN_PATTERN.findall(later_text)[:MAX_TOKENS]
    matcher = SequenceMatcher(
        None, [_fold_token(item) for item in old], [_fold_token(item) for item in new], autojunk=False
    )
    diff_segments: list[DiffSegment] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            _append_segment(diff_segments, "kept", new[k:m])
        else:
            _append_segment(diff_segments, "gone", old[i:j])
            _append_segment(diff_segments, "new", new[k:m])
    return tuple(diff_segments)


def is_same_wording(segments: Sequence[DiffSegment]) -> bool:
    """Return True if only blanks and punctuation have changed."""
    return not any(segment.kind != "kept" and re.search(r"\w", segment.text) for segment in segments)


def _fold_token(token: str) -> str:
    return fold_letters(token).strip(".,;:()") or token.strip()


def _append_segment(
    segments: list[DiffSegment], segment_kind: Literal["kept", "gone", "new"], tokens: Sequence[str]
) -> None:
    if tokens:
        segments.append(DiffSegment(kind=segment_kind, text="".join(tokens)))
