"""Facet counts: how many of the matching rows have each value of a facet."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from palermo.search.bitmaps import Bitmap, RowNumbers, build_bitmap, count_bits, intersect, list_rows
from palermo.search.index_fields import FACET_FIELDS
from palermo.search.results import FacetValueCount

MAX_FACET_VALUES: Final = 400
MAX_BITMAP_VALUES: Final = 32
"""Maximum number of values of a facet for which one bitmap per value is kept."""

type FacetCounts = dict[str, tuple[FacetValueCount, ...]]


class FacetColumn:
    """The values that each row has of one facet."""

    def __init__(self, row_count: int, rows_by_value: Mapping[str, RowNumbers]) -> None:
        """Build the column from the rows that have each value."""
        self.values = list(rows_by_value)
        self._bits: Bitmap | None = None
        """One bitmap for each value, if there are few values."""
        if len(rows_by_value) <= MAX_BITMAP_VALUES:
            bitmaps = [build_bitmap(row_count, [rows]) for rows in rows_by_value.values()]
            self._bits = np.stack(bitmaps) if bitmaps else np.zeros((0, 1), dtype=np.uint64)
            return
        sizes = [len(rows) for rows in rows_by_value.values()]
        value_rows = np.concatenate(list(rows_by_value.values()))
        self._numbers = np.repeat(np.arange(len(sizes)), sizes)[np.argsort(value_rows, kind="stable")]
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(value_rows, minlength=row_count))])

    def count_values(self, bitmap: Bitmap) -> RowNumbers:
        """Return the number of these rows that have each value."""
        if self._bits is not None:
            return np.array([count_bits(value_bitmap & bitmap) for value_bitmap in self._bits], dtype=np.int64)
        return np.bincount(self._get_value_numbers(list_rows(bitmap)), minlength=len(self.values))

    def _get_value_numbers(self, rows: RowNumbers) -> RowNumbers:
        """Return the numbers of the values that these rows have.

        Row r has the numbers `self._numbers[self._starts[r]:self._starts[r + 1]]`. With `_starts` [0, 2, 2, 3] and
        `_numbers` [0, 1, 1], rows 0 and 2 give [0, 1, 1].
        """
        starts, ends = self._starts[rows], self._starts[rows + 1]
        sizes = ends - starts
        offsets = np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
        row_numbers: RowNumbers = self._numbers[np.arange(len(offsets)) + offsets]
        return row_numbers


def count_facets(
    columns: Mapping[str, FacetColumn], matches: Bitmap, filter_bitmaps: Mapping[str, Bitmap]
) -> FacetCounts:
    """Return how many of these rows have each value; each facet is counted without its own filter."""
    filtered = intersect(matches, filter_bitmaps.values())
    counts: FacetCounts = {}
    for name in FACET_FIELDS:
        others = [bits for item, bits in filter_bitmaps.items() if item != name]
        numbers = columns[name].count_values(intersect(matches, others) if name in filter_bitmaps else filtered)
        values = [
            FacetValueCount(value=columns[name].values[value_number], passages=int(numbers[value_number]))
            for value_number in numbers.nonzero()[0]
        ]
        shown = sorted(values, key=lambda item: (-item.passages, item.value))[:MAX_FACET_VALUES]
        counts[name] = tuple(sorted(shown, key=lambda item: item.value, reverse=True) if name == "year" else shown)
    return counts
