"""Sketches of documents in a few hundred bytes, enough to estimate the overlap of the words of two documents.

A sketch is the bottom-k sample of the document's distinct shingles of five words (Broder 1997). Copies have the same
shingles however their readers split the text into passages.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords
from palermo.statements import Passage, PassageKind, normalise_text

type HashArray = npt.NDArray[np.uint64]

SAMPLE_SIZE = 128
"""Number of hashes of a sketch: the standard error of a share near .8 is .035."""
SHINGLE_WORDS = 5
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")
"""A word; each Chinese character is one."""
_FIGURE = re.compile(r"\d{2,9}")
_MAX_SHARING_DOCUMENTS = 40
"""Maximum number of documents that share a shingle; more indicates the text of a form."""
_WORDS = LanguageWords("linking")
_ORIGINAL_LANGUAGE = _WORDS.compile_pattern(r"(?:{texts.original})\s*[:：]?\s*({texts.language_names})")
_ORIGINAL_SEARCH_CHARS = 200
"""Number of characters of a passage in which the original language is searched."""
_ORIGINAL_SEARCH_PASSAGES = 25
"""Number of first passages in which the original language is searched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """Summary of a document's words for comparison with others."""

    runs: int
    """Number of distinct shingles."""
    sample: tuple[int, ...]
    """The smallest hashes of the shingles, ascending."""
    numbers: frozenset[str]
    """Printed numbers of its passages."""
    figures: frozenset[str]
    """Numbers of several digits in its text, which translations repeat; at most SAMPLE_SIZE, the first as text."""
    original: str | None
    """Language in which it states that it was written (ISO 639-1), or None."""


def build_sketch(passages: Iterable[Passage]) -> Sketch:
    """Build the sketch of a document's passages, without footnotes, whose position differs between formats."""
    body_passages = [passage for passage in passages if passage.kind is not PassageKind.FOOTNOTE]
    words = [word for passage in body_passages for word in _TOKEN.findall(normalise_text(passage.text))]
    figures = {str(int(number)) for passage in body_passages for number in _FIGURE.findall(passage.text)}
    hashes = np.unique(_hash_shingles(words))
    return Sketch(
        runs=len(hashes),
        sample=tuple(hashes[:SAMPLE_SIZE].tolist()),
        numbers=frozenset(passage.paragraph for passage in body_passages if passage.paragraph),
        figures=frozenset(sorted(figures)[:SAMPLE_SIZE]),
        original=_find_original_language(body_passages),
    )


def estimate_similarity(sketch: Sketch, other_sketch: Sketch) -> float:
    """Estimate the Jaccard similarity of two documents' shingles, 0 to 1; 0 if one has none."""
    mine, others = set(sketch.sample), set(other_sketch.sample)
    union = sorted(mine | others)[:SAMPLE_SIZE]
    return sum(1 for value in union if value in mine and value in others) / len(union) if union else 0.0


def find_similar_pairs(sketches: Sequence[Sketch], min_shared: int = SAMPLE_SIZE // 8) -> list[tuple[int, int]]:
    """Return index pairs of sketches that share `min_shared` hashes, or all hashes of a smaller sketch, in order."""
    hashes = np.array([value for sketch in sketches for value in sketch.sample], dtype=np.uint64)
    owners = np.repeat(np.arange(len(sketches), dtype=np.int64), [len(sketch.sample) for sketch in sketches])
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]]) if len(hashes) else np.zeros(0, np.int64)
    sizes = np.diff(np.r_[starts, len(hashes)])
    codes = []
    for size in range(2, _MAX_SHARING_DOCUMENTS + 1):
        groups = owners[starts[sizes == size][:, None] + np.arange(size)]
        left, right = np.triu_indices(size, 1)
        codes.append((groups[:, left] * len(sketches) + groups[:, right]).ravel())
    pairs, counts = np.unique(np.concatenate(codes), return_counts=True)
    return [divmod(code, len(sketches)) for code in pairs[counts >= min_shared].tolist()]


def _hash_shingles(tokens: Sequence[str]) -> HashArray:
    """Return a 64-bit hash of every shingle, the same on every machine; a shorter text is one shingle."""
    if not tokens:
        return np.zeros(0, np.uint64)
    word_hashes = np.fromiter((_hash_word(word) for word in tokens), dtype=np.uint64, count=len(tokens))
    length = min(SHINGLE_WORDS, len(word_hashes))
    total = np.zeros(len(word_hashes) - length + 1, np.uint64)
    for place in range(length):
        total = total * np.uint64(0x9E3779B97F4A7C15) + word_hashes[place : len(word_hashes) - length + 1 + place]
    total ^= total >> np.uint64(31)
    total *= np.uint64(0xBF58476D1CE4E5B9)
    return total ^ (total >> np.uint64(29))


@lru_cache(maxsize=100_000)
def _hash_word(token: str) -> int:
    return int.from_bytes(hashlib.blake2b(token.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _find_original_language(passages: Sequence[Passage]) -> str | None:
    """Return the language that a UN masthead prints after `Original:`."""
    for passage in passages[:_ORIGINAL_SEARCH_PASSAGES]:
        match = _ORIGINAL_LANGUAGE.search(normalise_text(passage.text[:_ORIGINAL_SEARCH_CHARS]))
        if match:
            names = {code: _WORDS.get_section(code, "texts")["language_names"] for code in LANGUAGES}
            return next(code for code in LANGUAGES if match[1] in names[code])
    return None
