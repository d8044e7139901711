"""Counting rows by the values that they have: of each facet, how many of the rows that were found have which value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from palermo.search.answers import Counted
from palermo.search.fields import FACETS

MOST: Final = 400
"""Values of a facet that are counted."""

type Numbers = npt.NDArray[np.int64]
type Counts = tuple[int, dict[str, tuple[Counted, ...]]]


@dataclass(frozen=True, slots=True)
class _Held:
    """Which values some rows have: `place` of the row among them, and number of the value; a row may have several."""

    places: Numbers
    values: Numbers


class Column:
    """The values that each row has of one facet."""

    def __init__(self, rows: int, held: Mapping[str, Numbers]) -> None:
        """Take the rows that have each value."""
        self.values = list(held)
        sizes = [len(one) for one in held.values()]
        of_value = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        of_row = np.concatenate(list(held.values())) if held else np.zeros(0, dtype=np.int64)
        self._numbers = of_value[np.argsort(of_row, kind="stable")]
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(of_row, minlength=rows))])

    def of(self, rows: Numbers) -> _Held:
        """What these rows have."""
        starts, ends = self._starts[rows], self._starts[rows + 1]
        sizes = ends - starts
        places = np.repeat(np.arange(len(rows)), sizes)
        before = np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
        return _Held(places, self._numbers[np.arange(len(places)) + before])


def counted_rows(columns: Mapping[str, Column], rows: Numbers, narrowed: Mapping[str, Sequence[str]]) -> Counts:
    """How many of these rows are among the values of these facets, and how many have each value.

    Each facet is counted with its own filter lifted.
    """
    held = {name: columns[name].of(rows) for name in FACETS}
    passing = {name: _passing(columns[name], held[name], len(rows), values) for name, values in narrowed.items()}
    inside = _all(passing, len(rows))
    found = {}
    for name in FACETS:
        others = _all({one: mask for one, mask in passing.items() if one != name}, len(rows))
        numbers = np.bincount(held[name].values[others[held[name].places]], minlength=len(columns[name].values))
        found[name] = [
            Counted(value=columns[name].values[at], passages=int(numbers[at])) for at in numbers.nonzero()[0]
        ]
    return int(inside.sum()), in_order(found)


def in_order(found: Mapping[str, list[Counted]]) -> dict[str, tuple[Counted, ...]]:
    """The most frequent value comes first, of years the newest; no more than MOST."""
    ordered: dict[str, tuple[Counted, ...]] = {}
    for name, many in found.items():
        kept = sorted(many, key=lambda one: (-one.passages, one.value))[:MOST]
        ordered[name] = tuple(sorted(kept, key=lambda one: one.value, reverse=True) if name == "year" else kept)
    return ordered


def _passing(column: Column, held: _Held, rows: int, values: Sequence[str]) -> npt.NDArray[np.bool_]:
    wanted = np.array([value in values for value in column.values], dtype=np.bool_)
    found = np.zeros(rows, dtype=np.bool_)
    if len(wanted):
        found[held.places[wanted[held.values]]] = True
    return found


def _all(masks: Mapping[str, Any], rows: int) -> npt.NDArray[np.bool_]:
    found = np.ones(rows, dtype=np.bool_)
    for mask in masks.values():
        found &= mask
    return found
