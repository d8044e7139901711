"""Tally: how many statements and Works meet in each cell, and how new the newest is."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palermo.analysis.who_does_what.coded import Coded, Numbers, first_of_each
from palermo.analysis.who_does_what.ground import Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Cells in which there are statements, in the order of their codes; arrays of one length."""

    codes: NDArray[np.int64]
    """One row for each dimension: the codes of the values that meet."""
    statements: Numbers
    documents: Numbers
    """Works."""
    newest: Numbers
    """Year of publication of the newest document; 0 where none has a date."""


STRETCH = 1 << 18
"""Rows that are counted at a time: what is made of them stays in the processor's cache, and memory stays bounded."""
AT_ONCE = 2
"""Stretches that are counted at once: NumPy lets other threads work meanwhile."""


def tally(ground: Ground, rows: Numbers, axes: Sequence[Coded]) -> Tally:
    """Count the statements of these rows by the values of the dimensions, of which there may be none."""
    bits = max(len(ground.documents), 1).bit_length()
    parts = _of_stretches(rows, lambda some: _counted(ground, some, axes, bits))
    cells, statements = _summed([(one.cells, one.statements) for one in parts])
    pairs = _each([one.pairs for one in parts])
    of_pairs, documents = pairs >> bits, pairs & ((1 << bits) - 1)
    works = of_pairs[first_of_each((of_pairs << bits) | ground.work[documents])]
    return Tally(
        codes=_parted(cells, axes),
        statements=statements,
        documents=_lengths(np.flatnonzero(first_of_each(works)), len(works)),
        newest=np.maximum.reduceat(ground.year[documents], np.flatnonzero(first_of_each(of_pairs))).astype(np.int32)
        if len(cells)
        else _none(),
    )


def distinct(ground: Ground, rows: Numbers, axes: Sequence[Coded], counted: Coded, alone: Tally) -> Numbers:
    """How many different values of another dimension each cell has; alone: the tally of these rows by the axes."""
    met = _each(_of_stretches(rows, lambda some: _sorted_once(_keys(some, (*axes, counted))[0])))
    cells = met // max(len(counted.ids), 1)
    sizes = [max(len(axis.ids), 1) for axis in axes]
    return np.bincount(np.searchsorted(_joined(alone.codes, sizes), cells), minlength=len(alone.statements)).astype(
        np.int32
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """What a stretch of rows has."""

    cells: NDArray[np.int64]
    statements: Numbers
    pairs: NDArray[np.int64]
    """A cell and a document that meet, each pair once, ascending."""


def _counted(ground: Ground, rows: Numbers, axes: Sequence[Coded], bits: int) -> _Part:
    keys, at = _keys(rows, axes)
    met = np.sort((keys << bits) | ground.document[rows[at]])
    first = np.flatnonzero(first_of_each(met))
    pairs = met[first]
    cells = pairs >> bits
    of_cells = np.flatnonzero(first_of_each(cells))
    return _Part(cells[of_cells], _lengths(first[of_cells], len(met)), pairs)


def _keys(rows: Numbers, axes: Sequence[Coded]) -> tuple[NDArray[np.int64], Numbers]:
    """Wherever values of all axes meet in a row: their number as a cell, and the place among the rows."""
    if not axes:
        return np.zeros(len(rows), dtype=np.int64), np.arange(len(rows), dtype=np.int32)
    at, codes = axes[0].spread(rows)
    keys = codes.astype(np.int64)
    for axis in axes[1:]:
        spread, codes = axis.spread(rows[at])
        keys, at = keys[spread] * max(len(axis.ids), 1) + codes, at[spread]
    return keys, at


def _of_stretches[T](rows: Numbers, count: Callable[[Numbers], T]) -> list[T]:
    """What is counted of each stretch of the rows, by threads where there are several."""
    if len(rows) <= STRETCH:
        return [count(rows)]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(count, (rows[start : start + STRETCH] for start in range(0, len(rows), STRETCH))))


def _summed(parts: Sequence[tuple[NDArray[np.int64], Numbers]]) -> tuple[NDArray[np.int64], Numbers]:
    """The cells of all parts, ascending, with how many statements they have together."""
    if len(parts) == 1:
        return parts[0]
    cells, places = np.unique(np.concatenate([cells for cells, _ in parts]), return_inverse=True)
    statements = np.bincount(places, np.concatenate([some for _, some in parts]), minlength=len(cells))
    return cells, statements.astype(np.int32)


def _each(parts: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """What any of the parts holds, each once, ascending; each part is so already."""
    return parts[0] if len(parts) == 1 else _sorted_once(np.concatenate(parts))


def _sorted_once(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    ordered = np.sort(numbers)
    return ordered[first_of_each(ordered)]


def _lengths(starts: NDArray[np.int64], end: int) -> Numbers:
    return np.diff(np.append(starts, end)).astype(np.int32)


def _joined(codes: NDArray[np.int64], sizes: Sequence[int]) -> NDArray[np.int64]:
    keys = np.zeros(codes.shape[1], dtype=np.int64)
    for some, size in zip(codes, sizes, strict=True):
        keys = keys * size + some
    return keys


def _parted(keys: NDArray[np.int64], axes: Sequence[Coded]) -> NDArray[np.int64]:
    parts = []
    for axis in reversed(axes):
        keys, codes = np.divmod(keys, max(len(axis.ids), 1))
        parts.append(codes)
    return np.array(parts[::-1], dtype=np.int64).reshape(len(axes), len(keys))


def _none() -> Numbers:
    return np.empty(0, dtype=np.int32)
