"""Space: many vectors, and those of them that are nearest to one.

Every row is compared by the signs of its dimensions first (64 bytes a row, in memory), the best of those by their
packed vectors (512 bytes a row, on the disk).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from palermo.vectors.encoder import DIMENSIONS, Floats
from palermo.vectors.packed import Packed, load

SIGNS, MEAN = "signs.npy", "mean.npy"
TRIED = 12
"""Rows that are compared by their vectors for each that is wanted."""
FEWEST = 1200
"""Rows that are compared so at least."""

type Signs = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A row, and the cosine between its vector and what was asked for."""

    row: int
    cosine: float


class Space:
    """Vectors to look among; a row without a vector is never found."""

    def __init__(self, packed: Packed, signs: Signs, mean: Floats) -> None:
        self.packed = packed
        self._signs = signs
        self._mean = mean
        self._there = packed.scales > 0

    @classmethod
    def of(cls, packed: Packed) -> Self:
        """Make the signs of these vectors, which are taken from their mean."""
        with_vector = np.flatnonzero(packed.scales > 0)
        sample = with_vector[:: max(1, len(with_vector) // 20_000)]
        mean = np.zeros(DIMENSIONS, dtype=np.float32)
        if len(sample):
            mean = (packed.values[sample] * packed.scales[sample, None]).mean(axis=0, dtype=np.float32)
        signs = np.zeros((len(packed), DIMENSIONS // 64), dtype=np.uint64)
        for start in range(0, len(packed), 4096):
            part = slice(start, start + 4096)
            signs[part] = _signs(packed.values[part] * packed.scales[part, None], mean)
        return cls(packed, signs, mean)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open what `save` wrote; raises OSError or ValueError where it is missing or damaged."""
        return cls(load(folder), np.load(folder / SIGNS), np.load(folder / MEAN))

    def save(self, folder: Path) -> None:
        """Write vectors, signs and mean into a folder."""
        self.packed.save(folder)
        np.save(folder / SIGNS, self._signs)
        np.save(folder / MEAN, self._mean)

    def nearest(self, vector: Floats, limit: int, among: npt.NDArray[np.bool_] | None = None) -> list[Near]:
        """The nearest rows, nearest first; `among` says of each row whether it counts."""
        allowed = self._there if among is None else self._there & among
        rows = np.flatnonzero(allowed)
        tried = max(limit * TRIED, FEWEST)
        if len(rows) > tried:
            far = np.bitwise_count(self._signs[rows] ^ _signs(vector[None, :], self._mean)).sum(axis=1, dtype=np.int16)
            rows = np.sort(rows[np.argpartition(far, tried)[:tried]])
        cosines = self.packed.close_to(vector, rows)
        best = np.argsort(-cosines, kind="stable")[:limit]
        return [Near(row=int(rows[one]), cosine=float(cosines[one])) for one in best]


def _signs(vectors: Floats, mean: Floats) -> Signs:
    return np.packbits(vectors > mean, axis=1).view(np.uint64)
