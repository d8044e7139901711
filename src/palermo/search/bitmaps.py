"""Bitmaps of rows in 64-bit words, whose bit positions are row numbers, and a cache of those of words."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from threading import Lock
from typing import Final

import numpy as np
import numpy.typing as npt

MAX_CACHED_BITMAPS: Final = 1000
"""Number of cached bitmaps; the least recently used ones are evicted."""

type Bitmap = npt.NDArray[np.uint64]
type Mask = npt.NDArray[np.bool_]
type RowNumbers = npt.NDArray[np.int64]
type RowReader = Callable[[], Iterable[RowNumbers]]
"""Returns the rows of a word, in chunks."""


def pack_mask(mask: Mask) -> Bitmap:
    """Return a boolean mask as a bitmap."""
    bits = np.zeros(-(-len(mask) // 64), dtype=np.uint64)
    packed = np.packbits(mask)
    bits.view(np.uint8)[: len(packed)] = packed
    return bits


def build_bitmap(count: int, row_chunks: Iterable[RowNumbers]) -> Bitmap:
    """Return the bitmap of some of `count` rows, given in chunks."""
    mask = np.zeros(count, dtype=np.bool_)
    for rows in row_chunks:
        mask[rows] = True
    return pack_mask(mask)


def list_rows(bits: Bitmap) -> RowNumbers:
    """Return the rows whose bits are set, in order.

    >>> list_rows(build_bitmap(100, [np.array([3, 70]), np.array([99])])).tolist()
    [3, 70, 99]
    """
    return np.flatnonzero(np.unpackbits(bits.view(np.uint8)).view(np.bool_))


def count_bits(bits: Bitmap) -> int:
    """Return the number of set bits."""
    return int(np.bitwise_count(bits).sum(dtype=np.int64))


def intersect(bitmap: Bitmap, bitmaps: Iterable[Bitmap]) -> Bitmap:
    """Return the bits that are set in `bitmap` and in all `bitmaps`."""
    for item in bitmaps:
        bitmap = bitmap & item
    return bitmap


def select_at_least(bitmaps: Sequence[Bitmap], min_count: int, word_count: int) -> Bitmap:
    """Return the bits set in at least `min_count` bitmaps of `word_count` words; all bits if that is 0.

    Works level by level: level n has the bits that were set in n of the bitmaps so far.
    """
    if not min_count:
        return np.full(word_count, ~np.uint64(0))
    levels = [np.zeros(word_count, dtype=np.uint64) for _ in range(min_count)]
    for bits in bitmaps:
        for level in range(min_count - 1, 0, -1):
            levels[level] |= levels[level - 1] & bits
        levels[0] |= bits
    return levels[-1]


class BitmapCache:
    """LRU cache of the bitmaps of frequently queried words; thread-safe."""

    def __init__(self, row_count: int) -> None:
        """Create a cache for bitmaps of `row_count` rows."""
        self._count = row_count
        self._bits: OrderedDict[str, Bitmap] = OrderedDict()
        self._lock = Lock()

    def get_bitmap(self, name: str, read: RowReader) -> Bitmap:
        """Return the bitmap of the rows of `name`, which `read` returns if it is not cached."""
        with self._lock:
            if (known := self._bits.get(name)) is not None:
                self._bits.move_to_end(name)
                return known
        bitmap = build_bitmap(self._count, read())
        with self._lock:
            self._bits[name] = bitmap
            if len(self._bits) > MAX_CACHED_BITMAPS:
                self._bits.popitem(last=False)
        return bitmap
