"""Encoded columns of the fact table: integer codes of each row's values, and posting lists."""

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

type Int32Array = NDArray[np.int32]
type CodeArray = NDArray[np.int16] | NDArray[np.int32]


class EncodedColumn:
    """One dimension of all statements: row r has the values `codes[starts[r]:starts[r + 1]]`, each once.

    A column is immutable and thread-safe. For example, ids ("a", "b"), starts [0, 2, 2, 3] and codes [0, 1, 1] are
    three rows: the first with a and b, the second without values, the third with b.
    """

    def __init__(
        self, ids: Sequence[str], starts: Int32Array, codes: CodeArray, code_mask: NDArray[np.bool_] | None = None
    ) -> None:
        self.ids = tuple(ids)
        """Ids of the values, by code."""
        self._starts = starts
        self._codes = codes
        self._code_mask = code_mask
        self._code_of = {id: code for code, id in enumerate(self.ids)}

    def build_mask(self, ids: Iterable[str]) -> NDArray[np.bool_]:
        """Return a mask of the rows that have any of these values; unknown values match no row."""
        rows, bounds = self._postings
        mask = np.zeros(len(self._starts) - 1, dtype=bool)
        for code in (self._code_of[id] for id in ids if id in self._code_of):
            mask[rows[bounds[code] : bounds[code + 1]]] = True
        return mask

    @property
    def value_counts(self) -> Int32Array:
        """Number of values of each row."""
        return np.diff(self._starts)

    def restrict_to(self, ids: Iterable[str]) -> "EncodedColumn":
        """Return a column with only these values, under the same codes; it has no mask of rows."""
        is_selected = np.zeros(len(self.ids), dtype=bool)
        is_selected[[self._code_of[id] for id in ids if id in self._code_of]] = True
        return self if is_selected.all() else EncodedColumn(self.ids, self._starts, self._codes, is_selected)

    def expand_values(self, rows: Int32Array) -> tuple[Int32Array, CodeArray]:
        """Return, for each value of each row, the position in `rows` and the code of the value.

        >>> column = encode_pairs(["a", "b"], np.array([0, 0, 2]), np.array([0, 1, 1]), row_count=3)
        >>> positions, codes = column.expand_values(np.array([2, 0]))
        >>> positions.tolist(), [column.ids[code] for code in codes]
        ([0, 1, 1], ['b', 'a', 'b'])
        """
        starts = self._starts[rows]
        counts = self._starts[rows + 1] - starts
        row_indices = np.repeat(np.arange(len(rows), dtype=np.int32), counts)
        offsets = starts - (np.cumsum(counts, dtype=np.int32) - counts)
        codes = self._codes[offsets[row_indices] + np.arange(len(row_indices), dtype=np.int32)]
        if self._code_mask is None:
            return row_indices, codes
        is_selected = self._code_mask[codes]
        return row_indices[is_selected], codes[is_selected]

    @cached_property
    def _postings(self) -> tuple[Int32Array, Int32Array]:
        """Posting lists: rows ordered by value, and the offset at which the rows of each value begin."""
        counts = np.diff(self._starts)
        rows = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        order = np.argsort(self._codes, kind="stable")
        bounds = np.zeros(len(self.ids) + 1, dtype=np.int32)
        np.cumsum(np.bincount(self._codes, minlength=len(self.ids)), out=bounds[1:])
        return rows[order], bounds


def encode_pairs(ids: Sequence[str], rows: Int32Array, codes: NDArray[np.integer], row_count: int) -> EncodedColumn:
    """Build a column from pairs of row and code in any order; repeated pairs count once.

    `row_count` is the total number of rows.

    >>> column = encode_pairs(["a", "b"], np.array([2, 0, 2]), np.array([1, 0, 1]), row_count=3)
    >>> column.build_mask(["b"]).tolist(), column.value_counts.tolist()
    ([False, False, True], [1, 0, 1])
    """
    bits = max(len(ids) - 1, 1).bit_length()
    pairs = (rows.astype(np.int64) << bits) | codes
    if len(pairs) > 1 and not (pairs[1:] > pairs[:-1]).all():
        pairs.sort()
        pairs = pairs[flag_first_occurrences(pairs)]
    counts = np.bincount(pairs >> bits, minlength=row_count)
    starts = np.zeros(row_count + 1, dtype=np.int32)
    np.cumsum(counts, out=starts[1:])
    column_codes = pairs & ((1 << bits) - 1)
    return EncodedColumn(
        ids, starts, column_codes.astype(np.int16) if len(ids) < 2**15 else column_codes.astype(np.int32)
    )


def flag_first_occurrences(ordered: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return a mask of the first occurrence of each value in a sorted array."""
    first = np.ones(len(ordered), dtype=bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return first
