"""Word-level text comparison: tokenisation, common words, one-to-one pairing, file names."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from rapidfuzz.distance import LCSseq


def tokenise(text: str) -> list[str]:
    """Return the words of a text without case, accents, marks and hyphens; Chinese by character."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    folded = re.sub(r"(?<=[^\W\d])[-‐‑\u00ad\ufffe.](?=[^\W\d])|['’‘`´\u0640]", "", folded)
    return re.findall(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+", folded)


def encode_as_characters(*groups: Iterable[Sequence[str]]) -> list[list[str]]:
    """Return texts with each word mapped to one character, so that string metrics count words."""
    alphabet: dict[str, int] = {}
    return [
        ["".join(chr(0x100 + alphabet.setdefault(word, len(alphabet))) for word in text_words) for text_words in group]
        for group in groups
    ]


def count_common_words(first_tokens: Sequence[str], second_tokens: Sequence[str]) -> int:
    """Return the number of words that two texts share in order."""
    ((a, b),) = encode_as_characters((first_tokens, second_tokens))
    return int(LCSseq.similarity(a, b))


def assign_pairs[T: tuple[float, ...]](candidates: Iterable[tuple[T, int, int]]) -> list[tuple[int, int]]:
    """Assign pairs one to one from candidates (rank, left, right), lowest rank first."""
    pairs: list[tuple[int, int]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for _, left, right in sorted(candidates):
        if left not in used[0] and right not in used[1]:
            used[0].add(left)
            used[1].add(right)
            pairs.append((left, right))
    return pairs


def normalise_file_name(name: str) -> str:
    """Return a file name without its extension, letters and digits only, by which documents are matched."""
    bare = re.sub(r"\.(?:pdf|docx?|html?|txt|md|json|xml)$", "", PurePath(name).name.lower())
    return re.sub(r"[^a-z0-9]", "", bare)
