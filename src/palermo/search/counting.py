"""Counting rows by the values that they have: of each facet, how many of the rows that were found have which value."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from palermo.search.answers import Counted
from palermo.search.fields import FACETS

MOST: Final = 400
"""Values of a facet that are counted."""

type Numbers = npt.NDArray[np.int64]
type Mask = npt.NDArray[np.bool_]
type Counts = tuple[int, dict[str, tuple[Counted, ...]]]


class Column:
    """The values that each row has of one facet."""

    def __init__(self, rows: int, held: Mapping[str, Numbers]) -> None:
        """Take the rows that have each value."""
        self.values = list(held)
        sizes = [len(one) for one in held.values()]
        of_value = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        of_row = np.concatenate(list(held.values())) if held else np.zeros(0, dtype=np.int64)
        each = np.bincount(of_row, minlength=rows)
        self._only: npt.NDArray[np.int32] | None = None
        """The number of each row's value, -1 for none, where none has several."""
        if each.max(initial=0) <= 1:
            self._only = np.full(rows, -1, dtype=np.int32)
            self._only[of_row] = of_value
        else:
            self._numbers = of_value[np.argsort(of_row, kind="stable")]
            self._starts = np.concatenate([[0], np.cumsum(each)])

    def count(self, rows: Numbers) -> Numbers:
        """How many of these rows have each value."""
        if self._only is not None:
            return np.bincount(self._only[rows] + 1, minlength=len(self.values) + 1)[1:]
        return np.bincount(self._of(rows)[1], minlength=len(self.values))

    def passing(self, rows: Numbers, values: Sequence[str]) -> Mask:
        """Of each of these rows, whether it has any of these values."""
        wanted = np.array([*(value in values for value in self.values), False], dtype=np.bool_)
        if self._only is not None:
            return wanted[self._only[rows]]
        places, numbers = self._of(rows)
        found = np.zeros(len(rows), dtype=np.bool_)
        found[places[wanted[numbers]]] = True
        return found

    def _of(self, rows: Numbers) -> tuple[Numbers, npt.NDArray[np.int32]]:
        """The values that these rows have: place of the row among them, and number of the value."""
        starts, ends = self._starts[rows], self._starts[rows + 1]
        sizes = ends - starts
        places = np.repeat(np.arange(len(rows)), sizes)
        before = np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
        return places, self._numbers[np.arange(len(places)) + before]


def counted_rows(columns: Mapping[str, Column], rows: Numbers, narrowed: Mapping[str, Sequence[str]]) -> Counts:
    """How many of these rows are among the values of these facets, and how many have each value.

    Each facet is counted with its own filter lifted.
    """
    passing = {name: columns[name].passing(rows, values) for name, values in narrowed.items()}
    inside = _passing_all(rows, passing)
    found = {}
    for name in FACETS:
        others = {one: mask for one, mask in passing.items() if one != name}
        numbers = columns[name].count(_passing_all(rows, others) if name in passing else inside)
        found[name] = [
            Counted(value=columns[name].values[at], passages=int(numbers[at])) for at in numbers.nonzero()[0]
        ]
    return len(inside), in_order(found)


def in_order(found: Mapping[str, list[Counted]]) -> dict[str, tuple[Counted, ...]]:
    """The most frequent value comes first, of years the newest; no more than MOST."""
    ordered: dict[str, tuple[Counted, ...]] = {}
    for name, many in found.items():
        kept = sorted(many, key=lambda one: (-one.passages, one.value))[:MOST]
        ordered[name] = tuple(sorted(kept, key=lambda one: one.value, reverse=True) if name == "year" else kept)
    return ordered


def _passing_all(rows: Numbers, masks: Mapping[str, Mask]) -> Numbers:
    return rows[np.logical_and.reduce(list(masks.values()))] if masks else rows
