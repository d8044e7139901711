"""Printed words of a window: the tokens of each, its score, and spans completed to whole words."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from palermo.extraction.tagger.inputs import EncodedPassage


def group_words(encoded: EncodedPassage) -> list[list[int]]:
    """Return the tokens of each printed word; of Chinese each token is one."""
    groups: list[list[int]] = []
    for token, (part, start, end) in enumerate(zip(encoded.segments, encoded.starts, encoded.ends, strict=True)):
        if end <= start:
            continue
        text = encoded.texts[part]
        previous_token = groups[-1][-1] if groups else None
        if (
            previous_token is not None
            and encoded.segments[previous_token] == part
            and encoded.ends[previous_token] >= start
            and _is_word_continuation(text, start)
        ):
            groups[-1].append(token)
        else:
            groups.append([token])
    return groups


def score_words(token_scores: npt.NDArray[np.float32], word_tokens: Sequence[Sequence[int]]) -> npt.NDArray[np.float32]:
    """Return for each word the mean of its highest and its mean token score."""
    if not word_tokens:
        return np.zeros(0, dtype=np.float32)
    edges = np.array([edge for word in word_tokens for edge in (word[0], word[-1] + 1)])
    padded = np.append(token_scores, np.float32(0))  # so that the last edge is a valid index
    highest = np.maximum.reduceat(padded, edges)[::2]
    means = np.add.reduceat(padded, edges)[::2] / (edges[1::2] - edges[::2])
    scores: npt.NDArray[np.float32] = (0.5 * highest + 0.5 * means).astype(np.float32)
    return scores


def expand_to_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span with the whole of its first and last word: a token may be a part of one."""
    while _is_word_continuation(text, start):
        start -= 1
    while end < len(text) and _is_word_continuation(text, end):
        end += 1
    return start, end


def _is_word_continuation(text: str, position: int) -> bool:
    """Whether the characters before and at a place belong to one word."""
    return position > 0 and text[position].isalnum() and ord(text[position]) < 0x2E80 and text[position - 1].isalnum()
