"""Counting rows by the values that they have: of each facet, how many of the rows that were found have which value."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from palermo.search.answers import Counted
from palermo.search.bits import Bits, Rows, in_all, of_rows, rows_of, size
from palermo.search.fields import FACETS

MOST: Final = 400
"""Values of a facet that are counted."""
FEW: Final = 32
"""Values of a facet up to which a line of bits is kept for each."""

type Counts = tuple[int, dict[str, tuple[Counted, ...]]]


class Column:
    """The values that each row has of one facet."""

    def __init__(self, rows: int, held: Mapping[str, Rows]) -> None:
        """Take the rows that have each value."""
        self.values = list(held)
        self._bits: Bits | None = None
        """A line of bits for each value, where they are few."""
        if len(held) <= FEW:
            lines = [of_rows(rows, [one]) for one in held.values()]
            self._bits = np.stack(lines) if lines else np.zeros((0, 1), dtype=np.uint64)
            return
        sizes = [len(one) for one in held.values()]
        of_row = np.concatenate(list(held.values()))
        self._numbers = np.repeat(np.arange(len(sizes)), sizes)[np.argsort(of_row, kind="stable")]
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(of_row, minlength=rows))])
        self._only = self._numbers if len(of_row) == rows and np.diff(self._starts).max(initial=0) == 1 else None
        """The number of each row's value, where each has one."""

    def count(self, found: Bits) -> Rows:
        """How many of these rows have each value."""
        if self._bits is not None:
            return np.array([size(line & found) for line in self._bits], dtype=np.int64)
        rows = rows_of(found)
        numbers = self._of(rows) if self._only is None else self._only[rows]
        return np.bincount(numbers, minlength=len(self.values))

    def _of(self, rows: Rows) -> Rows:
        """Numbers of the values that these rows have."""
        starts, ends = self._starts[rows], self._starts[rows + 1]
        sizes = ends - starts
        before = np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
        found: Rows = self._numbers[np.arange(len(before)) + before]
        return found


def counted(columns: Mapping[str, Column], found: Bits, passing: Mapping[str, Bits]) -> Counts:
    """How many of these rows pass the filters of facets, and how many have each value.

    Each facet is counted with its own filter lifted.
    """
    inside = in_all(found, passing.values())
    counts = {}
    for name in FACETS:
        others = [bits for one, bits in passing.items() if one != name]
        numbers = columns[name].count(in_all(found, others) if name in passing else inside)
        counts[name] = [
            Counted(value=columns[name].values[at], passages=int(numbers[at])) for at in numbers.nonzero()[0]
        ]
    return size(inside), in_order(counts)


def in_order(found: Mapping[str, list[Counted]]) -> dict[str, tuple[Counted, ...]]:
    """The most frequent value comes first, of years the newest; no more than MOST."""
    ordered: dict[str, tuple[Counted, ...]] = {}
    for name, many in found.items():
        kept = sorted(many, key=lambda one: (-one.passages, one.value))[:MOST]
        ordered[name] = tuple(sorted(kept, key=lambda one: one.value, reverse=True) if name == "year" else kept)
    return ordered
