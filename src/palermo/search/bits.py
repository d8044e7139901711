"""Rows as one bit each, in whole words of 64: a row's number is its place."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

type Bits = npt.NDArray[np.uint64]
type Mask = npt.NDArray[np.bool_]
type Rows = npt.NDArray[np.int64]


def packed(mask: Mask) -> Bits:
    """Bits of the rows that a mask lets pass."""
    bits = np.zeros(-(-len(mask) // 64), dtype=np.uint64)
    held = np.packbits(mask)
    bits.view(np.uint8)[: len(held)] = held
    return bits


def of_rows(count: int, pieces: Iterable[Rows]) -> Bits:
    """Bits of some of so many rows, which come in pieces."""
    mask = np.zeros(count, dtype=np.bool_)
    for rows in pieces:
        mask[rows] = True
    return packed(mask)


def rows_of(bits: Bits) -> Rows:
    """The rows whose bits are set, in order.

    >>> rows_of(of_rows(100, [np.array([3, 70]), np.array([99])])).tolist()
    [3, 70, 99]
    """
    return np.flatnonzero(np.unpackbits(bits.view(np.uint8)).view(np.bool_))


def size(bits: Bits) -> int:
    """How many bits are set."""
    return int(np.bitwise_count(bits).sum(dtype=np.int64))


def in_all(first: Bits, others: Iterable[Bits]) -> Bits:
    """Bits that are set in all of these."""
    for one in others:
        first = first & one
    return first


def in_enough(held: Sequence[Bits], enough: int, words: int) -> Bits:
    """Bits that are set in so many of these, which have so many words of bits; all where none is asked for.

    Level by level, as many as have been seen so far.
    """
    if not enough:
        return np.full(words, ~np.uint64(0))
    levels = [np.zeros(words, dtype=np.uint64) for _ in range(enough)]
    for bits in held:
        for level in range(enough - 1, 0, -1):
            levels[level] |= levels[level - 1] & bits
        levels[0] |= bits
    return levels[-1]
