"""Which rows hold a word, as one bit for each row: rows that hold enough words of a query are then a few additions.

The lexical index goes through a word's passages one by one whenever it counts; what is asked for again is kept here.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Final

import numpy as np
import numpy.typing as npt

KEPT: Final = 1000
"""Words that are kept: those asked for longest ago make room."""
AGAIN: Final = 2
"""Times that a word is asked for until it is kept: finding all of its rows takes as long as counting some queries."""

type Bits = npt.NDArray[np.uint64]
type Rows = npt.NDArray[np.int64]


class Holders:
    """The rows that hold the words which are asked for most; safe to ask from several threads."""

    def __init__(self, count: int) -> None:
        """Take the number of rows."""
        self._count = count
        self._bits: OrderedDict[str, Bits] = OrderedDict()
        self._asked: Counter[str] = Counter()
        self._lock = Lock()
        self._aside = ThreadPoolExecutor(1, "palermo-holders")

    def with_enough(self, names: Iterable[str], enough: int, among: npt.NDArray[np.bool_] | None) -> Rows | None:
        """Rows that hold so many of these words and are among those that count; None where a word is not known."""
        with self._lock:
            if any(name not in self._bits for name in names):
                return None
            held = [self._bits[name] for name in names]
            for name in names:
                self._bits.move_to_end(name)
        found = _enough(held, enough)
        if among is not None:
            found &= packed(among)
        return np.flatnonzero(np.unpackbits(found.view(np.uint8), count=self._count)).astype(np.int64)

    def want(self, names: Sequence[str], rows_of: Callable[[int], Sequence[int]]) -> Future[None] | None:
        """Hear that words are wanted; those wanted before are looked up beside: `rows_of` finds one by its place."""
        with self._lock:
            if len(self._asked) > 50 * KEPT:
                self._asked.clear()
            self._asked.update(name for name in names if name not in self._bits)
            due = [at for at, name in enumerate(names) if name not in self._bits and self._asked[name] >= AGAIN]
            for at in due:
                self._asked[names[at]] = -(1 << 30)  # nobody else looks it up meanwhile
        return self._aside.submit(self._keep, names, due, rows_of) if due else None

    def _keep(self, names: Sequence[str], due: Sequence[int], rows_of: Callable[[int], Sequence[int]]) -> None:
        for at in due:
            mask = np.zeros(self._count, dtype=np.bool_)
            mask[np.asarray(rows_of(at), dtype=np.int64)] = True
            with self._lock:
                self._bits[names[at]] = packed(mask)
                del self._asked[names[at]]
                if len(self._bits) > KEPT:
                    self._bits.popitem(last=False)


def packed(mask: npt.NDArray[np.bool_]) -> Bits:
    """One bit for each row, in whole words of 64."""
    bits = np.packbits(mask)
    return np.pad(bits, (0, -len(bits) % 8)).view(np.uint64)


def _enough(held: Sequence[Bits], enough: int) -> Bits:
    """Bits that stand in so many of these; level by level, as many as have been seen so far."""
    levels = [np.zeros_like(held[0]) for _ in range(enough)]
    for bits in held:
        for level in range(enough - 1, 0, -1):
            levels[level] |= levels[level - 1] & bits
        levels[0] |= bits
    return levels[-1]
