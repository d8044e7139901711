"""Printed words of a window: the tokens of each, its score, and spans completed to whole words."""

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from palermo.extraction.tagger.inputs import EncodedPassage
from palermo.languages.language_words import LanguageWords

MAX_LEAD_WORDS = 3
"""Maximum words before a quote, up to the start of its sentence, that are taken in, as `A study`."""
MAX_HAN_LEAD_CHARS = 16
"""Maximum Chinese characters before a quote, from the mark before them, that are taken in."""
_HAN_END = re.compile(r"[\u3400-\u9fff]$")
_HAN_MARK = re.compile(r"[^\w\s《》“”「」『』·・]")
WORD = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")
_CLAUSE_END = re.compile(r"[,:;،؛，：；—–]\s*$")
_NAME_LEAD = LanguageWords("extraction").compile_pattern(r"(?:\b(?:{segmentation.name_prepositions})|\b[Nn][.º°]+)\s*$")
_NAME_REST = LanguageWords("extraction").compile_pattern(
    r"(?:(?i:{names.article})\s)?(?:\d|[^\W\d_a-zà-ÿа-яё\u0600-\u9fff])"
)
"""What precedes and begins a quote that is cut within a name or the number of an act: `Act against | Trafficking`."""

_PHRASE_LEAD = LanguageWords("extraction").compile_pattern(
    r"(?<![^\W\d_])(?:{names.article}|{roles.place_prepositions})\s*$"
)
"""An article or a preposition, to which the next words belong: `from the | islands`."""


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


def find_quote_start(text: str, sentence_start: int, start: int) -> int:
    """Return where a quote starts: with its sentence if few words are before it, or it would begin within a phrase.

    >>> text = "Under the Act against Smuggling, ports train crews"
    >>> [find_quote_start(text, 0, text.index(word)) for word in ("Smuggling", "ports")]
    [0, 33]
    """
    lead = text[sentence_start:start]
    if _HAN_END.search(lead):  # words are not separated: the quote begins after a mark
        clause_start = sentence_start + max((mark.end() for mark in _HAN_MARK.finditer(lead)), default=0)
        return clause_start if start - clause_start <= MAX_HAN_LEAD_CHARS else start
    is_short = len(WORD.findall(lead)) <= MAX_LEAD_WORDS and not _CLAUSE_END.search(lead)
    is_in_name = _NAME_LEAD.search(lead) and _NAME_REST.match(text, start)
    return sentence_start if is_short or is_in_name or _PHRASE_LEAD.search(lead) else start


def _is_word_continuation(text: str, position: int) -> bool:
    """Return whether the characters before and at a place belong to one word."""
    return position > 0 and text[position].isalnum() and ord(text[position]) < 0x2E80 and text[position - 1].isalnum()
