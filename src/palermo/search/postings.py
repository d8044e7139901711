"""Which rows of a part hold which word: written with the part, and read word by word as numbers.

The lexical index knows it too, but gives rows as objects of Python's one by one, which takes a hundred times as long.
"""

import mmap
import sys
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt

from palermo.search.partitions import POSTINGS_FILE, IndexPartition

_INT64, _INT32 = np.dtype("<i8"), np.dtype("<i4")
"""Numbers as the file has them, on any machine."""
_MAX_UINT16_WORDS = 1 << 16
"""Words up to which they are sorted by their numbers' two bytes."""

type RowNumbers = npt.NDArray[np.int64]


def hash_text(text: str) -> int:
    """Stands for a text: 63 bits."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) >> 1


_hash_word = lru_cache(maxsize=1 << 18)(hash_text)


class _WordNumbers(dict[str, bytes]):
    """Words, each with the number that it was given when it came first, as NumPy reads it: to join them is quick."""

    def __missing__(self, token: str) -> bytes:
        found = self[token] = len(self).to_bytes(4, sys.byteorder)
        return found


class PostingWriter:
    """The words of a part's rows, as they come."""

    def __init__(self) -> None:
        self._numbers = _WordNumbers()
        self._words, self._sizes = bytearray(), array("i")

    def add(self, tokens: Iterable[str]) -> None:
        """Take the words of the next row."""
        found = set(tokens)
        self._words += b"".join(map(self._numbers.__getitem__, found))
        self._sizes.append(len(found))

    def save(self, folder: Path) -> None:
        """Write how many words and places there are, each word's hash and first place, and the rows at all places."""
        hashes = np.array([*map(_hash_word, self._numbers)], dtype=np.int64)
        order = np.argsort(hashes)
        ranks: npt.NDArray[np.integer] = np.empty(
            len(order), dtype=np.uint16 if len(order) <= _MAX_UINT16_WORDS else np.int32
        )
        ranks[order] = np.arange(len(order))
        words = ranks[np.frombuffer(self._words, dtype=np.int32)]
        rows = np.repeat(np.arange(len(self._sizes), dtype=np.int32), np.array(self._sizes, dtype=np.int32))
        starts = np.cumsum([0, *np.bincount(words, minlength=len(order))])
        with (folder / POSTINGS_FILE).open("wb") as file:
            for one in (np.array([len(order), len(words)]), hashes[order], starts):
                file.write(one.astype(_INT64).tobytes())
            file.write(rows[np.argsort(words, kind="stable")].astype(_INT32).tobytes())


class Postings:
    """The rows of all parts that hold a word."""

    def __init__(self, folder: Path, partitions: Sequence[IndexPartition]) -> None:
        """Open what the parts keep; raises OSError or ValueError where it is missing or damaged."""
        self._opened = [_PostingFile(folder / part.key / POSTINGS_FILE) for part in partitions]
        self._first = np.cumsum([0, *(part.rows for part in partitions)])

    def find_rows(self, token: str) -> RowNumbers:
        """Rows that hold a word as STEM has it, in order."""
        hash = _hash_word(token)
        found = [one.find_rows(hash) + first for one, first in zip(self._opened, self._first[:-1], strict=True)]
        return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)


class _PostingFile:
    """One part's file."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            held = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        words, places = np.frombuffer(held, _INT64, 2).tolist()
        if min(words, places) < 0 or len(held) != 24 + 16 * words + 4 * places:
            raise ValueError(f"{path} is damaged")
        self._hashes = np.frombuffer(held, _INT64, words, 16)
        self._starts = np.frombuffer(held, _INT64, words + 1, 16 + 8 * words)
        self._rows = np.frombuffer(held, _INT32, places, 24 + 16 * words)

    def find_rows(self, word_hash: int) -> npt.NDArray[np.int32]:
        at = int(np.searchsorted(self._hashes, word_hash))
        if at == len(self._hashes) or self._hashes[at] != word_hash:
            return self._rows[:0]
        return self._rows[self._starts[at] : self._starts[at + 1]]
