"""Posting lists: the rows of a partition that contain a word, in memory-mapped files of the partition.

The lexical index has them too, but returns rows as Python objects one by one, which takes a hundred times as long.
"""

import mmap
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt

from palermo.search.partitions import POSTINGS_FILE, IndexPartition

_INT64, _INT32 = np.dtype("<i8"), np.dtype("<i4")
"""Integers as the file stores them, on any machine."""

type RowNumbers = npt.NDArray[np.int64]


def hash_text(text: str) -> int:
    """Return a 63-bit hash of a text."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) >> 1


_hash_word = lru_cache(maxsize=1 << 18)(hash_text)


class ValueNumbers(dict[str, int]):
    """Values numbered in order of first occurrence."""

    def __missing__(self, value: str) -> int:
        self[value] = len(self)
        return self[value]


class PostingWriter:
    """Collects the words of a partition's rows and writes their posting lists."""

    def __init__(self) -> None:
        self._numbers = ValueNumbers()
        self._words, self._sizes = array("i"), array("i")

    def add(self, tokens: Iterable[str]) -> None:
        """Add the words of the next row."""
        distinct_tokens = set(tokens)
        self._words.extend(map(self._numbers.__getitem__, distinct_tokens))
        self._sizes.append(len(distinct_tokens))

    def save(self, folder: Path) -> None:
        """Write the files of a posting list.

        They have the numbers of words and entries, each word's hash and first entry, and the rows of all entries.
        """
        hashes = np.array([*map(_hash_word, self._numbers)], dtype=np.int64)
        order = np.argsort(hashes)
        ranks = np.empty(len(order), dtype=np.int32)
        ranks[order] = np.arange(len(order))
        words = ranks[np.array(self._words, dtype=np.int32)]
        rows = np.repeat(np.arange(len(self._sizes), dtype=np.int32), np.array(self._sizes, dtype=np.int32))
        starts = np.cumsum([0, *np.bincount(words, minlength=len(order))])
        with (folder / POSTINGS_FILE).open("wb") as file:
            for item in (np.array([len(order), len(words)]), hashes[order], starts):
                file.write(item.astype(_INT64).tobytes())
            file.write(rows[np.argsort(words, kind="stable")].astype(_INT32).tobytes())


class Postings:
    """The posting lists of all partitions."""

    def __init__(self, folder: Path, partitions: Sequence[IndexPartition]) -> None:
        """Open the files of the partitions; raises OSError or ValueError if one is missing or damaged."""
        self._opened = [_PostingFile(folder / part.key / POSTINGS_FILE) for part in partitions]
        self._first = np.cumsum([0, *(part.rows for part in partitions)])

    def find_rows(self, token: str) -> RowNumbers:
        """Return the rows that contain a stemmed word of STEM_FIELD, in order."""
        hash = _hash_word(token)
        rows = [item.find_rows(hash) + first for item, first in zip(self._opened, self._first[:-1], strict=True)]
        return np.concatenate(rows) if rows else np.zeros(0, dtype=np.int64)


class _PostingFile:
    """The posting lists of one partition."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        words, places = np.frombuffer(mapped, _INT64, 2).tolist()
        if min(words, places) < 0 or len(mapped) != 24 + 16 * words + 4 * places:
            raise ValueError(f"{path} is damaged")
        self._hashes = np.frombuffer(mapped, _INT64, words, 16)
        self._starts = np.frombuffer(mapped, _INT64, words + 1, 16 + 8 * words)
        self._rows = np.frombuffer(mapped, _INT32, places, 24 + 16 * words)

    def find_rows(self, word_hash: int) -> npt.NDArray[np.int32]:
        word_number = int(np.searchsorted(self._hashes, word_hash))
        if word_number == len(self._hashes) or self._hashes[word_number] != word_hash:
            return self._rows[:0]
        return self._rows[self._starts[word_number] : self._starts[word_number + 1]]
