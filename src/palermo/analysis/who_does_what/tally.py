"""Tally: how many statements and Works meet in each cell, and how new the newest is."""

from collections.abc import Sequence
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


def tally(ground: Ground, rows: Numbers, axes: Sequence[Coded]) -> Tally:
    """Count the statements of these rows by the values of the dimensions, of which there may be none."""
    keys, at = np.zeros(len(rows), dtype=np.int64), np.arange(len(rows), dtype=np.int32)
    for axis in axes:
        spread, codes = axis.spread(rows[at])
        keys, at = keys[spread] * max(len(axis.ids), 1) + codes, at[spread]
    bits = max(len(ground.documents), 1).bit_length()
    met = np.sort((keys << bits) | ground.document[rows[at]])
    first = first_of_each(met >> bits)
    documents = met[first_of_each(met)] & ((1 << bits) - 1)
    cells = met[first_of_each(met)] >> bits
    works = np.flatnonzero(first_of_each((cells << bits) | ground.work[documents]))
    of_works = np.flatnonzero(first_of_each(cells[works]))
    of_cells = np.flatnonzero(first_of_each(cells))
    return Tally(
        codes=_parted(met[first] >> bits, axes),
        statements=_lengths(np.flatnonzero(first), len(met)),
        documents=_lengths(of_works, len(works)),
        newest=np.maximum.reduceat(ground.year[documents], of_cells).astype(np.int32) if len(cells) else _none(),
    )


def distinct(ground: Ground, rows: Numbers, axes: Sequence[Coded], counted: Coded, alone: Tally) -> Numbers:
    """How many different values of another dimension each cell has; alone: the tally of these rows by the axes."""
    keys, at = np.zeros(len(rows), dtype=np.int64), np.arange(len(rows), dtype=np.int32)
    for axis in (*axes, counted):
        spread, codes = axis.spread(rows[at])
        keys, at = keys[spread] * max(len(axis.ids), 1) + codes, at[spread]
    met = np.sort(keys)
    cells = met[first_of_each(met)] // max(len(counted.ids), 1)
    sizes = [max(len(axis.ids), 1) for axis in axes]
    return np.bincount(np.searchsorted(_joined(alone.codes, sizes), cells), minlength=len(alone.statements)).astype(
        np.int32
    )


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
