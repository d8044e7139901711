"""Which rows hold a word, as one bit for each row: rows that hold enough words of a query are then a few additions.

The lexical index goes through a word's passages one by one whenever it counts; what is asked for again is kept here.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Final

import numpy as np
import numpy.typing as npt

KEPT: Final = 1000
"""Words that are kept: those asked for longest ago make room."""
WAITING: Final = 100
"""Words that may wait to be looked up: what is asked for beyond them is heard when it is asked for again."""

type Bits = npt.NDArray[np.uint64]
type Rows = npt.NDArray[np.int64]
type RowsOf = Callable[[int], Iterable[Rows]]
"""Place of a word among those that are wanted -> its rows, in pieces."""


class Holders:
    """The rows that hold the words which are asked for most; safe to ask from several threads."""

    def __init__(self, count: int) -> None:
        """Take the number of rows."""
        self._count = count
        self._bits: OrderedDict[str, Bits] = OrderedDict()
        self._waiting: set[str] = set()
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
        return np.flatnonzero(np.unpackbits(found.view(np.uint8), count=self._count).view(np.bool_))

    def want(self, names: Sequence[str], rows_of: RowsOf) -> Future[None] | None:
        """Hear which words were asked for: those not known are looked up beside; `rows_of` finds one by its place."""
        with self._lock:
            due = [at for at, name in enumerate(names) if name not in self._bits and name not in self._waiting]
            due = due[: max(0, WAITING - len(self._waiting))]
            self._waiting.update(names[at] for at in due)
        return self._aside.submit(self._keep, names, due, rows_of) if due else None

    def _keep(self, names: Sequence[str], due: Sequence[int], rows_of: RowsOf) -> None:
        try:
            for at in due:
                mask = np.zeros(self._count, dtype=np.bool_)
                for rows in rows_of(at):
                    mask[rows] = True
                with self._lock:
                    self._bits[names[at]] = packed(mask)
                    if len(self._bits) > KEPT:
                        self._bits.popitem(last=False)
        finally:
            with self._lock:
                self._waiting.difference_update(names[at] for at in due)


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
