"""Space: many vectors, and those of them that are nearest to one.

Every row is compared by the signs of its dimensions first (64 bytes a row, in memory), the best of those by their
packed vectors (512 bytes a row, on the disk).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from palermo.vectors.encoder import DIMENSIONS, Floats
from palermo.vectors.packed import SCALES, VALUES, Packed, load_vectors

SIGNS = "signs.npz"
VECTOR_FILES = (VALUES, SCALES, SIGNS)
"""What a Region writes."""
TRIED = 12
"""Rows that are compared by their vectors for each that is wanted."""
FEWEST = 1200
"""Rows that are compared so at least."""
_FAR = np.int16(DIMENSIONS + 1)

type Signs = npt.NDArray[np.uint64]
type Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A row, and the cosine between its vector and what was asked for."""

    row: int
    cosine: float


class Region:
    """Vectors that were packed together, with their signs, which are taken from their mean."""

    def __init__(self, packed: Packed, signs: Signs, mean: Floats) -> None:
        self.packed = packed
        self._signs = signs
        """One column a row, so that adding up the bits of all rows is a few long additions."""
        self._mean = mean
        self._lacking = packed.scales <= 0

    @classmethod
    def of(cls, packed: Packed) -> Self:
        """Make the signs of these vectors."""
        with_vector = np.flatnonzero(packed.scales > 0)
        sample = with_vector[:: max(1, len(with_vector) // 20_000)]
        mean = np.zeros(DIMENSIONS, dtype=np.float32)
        if len(sample):
            mean = (packed.values[sample] * packed.scales[sample, None]).mean(axis=0, dtype=np.float32)
        signs = np.zeros((DIMENSIONS // 64, len(packed)), dtype=np.uint64)
        for start in range(0, len(packed), 4096):
            part = slice(start, start + 4096)
            signs[:, part] = _signs(packed.values[part] * packed.scales[part, None], mean).T
        return cls(packed, signs, mean)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open what `save` wrote; raises OSError or ValueError where it is missing or damaged."""
        with (folder / SIGNS).open("rb") as file, np.load(file) as held:
            return cls(load_vectors(folder), held["signs"], held["mean"])

    def save(self, folder: Path) -> None:
        """Write vectors, signs and mean into a folder."""
        self.packed.save(folder)
        with (folder / SIGNS).open("wb") as file:
            np.savez(file, signs=self._signs, mean=self._mean)

    def apart(self, vector: Floats) -> npt.NDArray[np.int16]:
        """In how many signs each row differs from a vector; more than there are for a row without a vector."""
        asked = _signs(vector[None, :], self._mean)[0]
        found: npt.NDArray[np.int16] = np.bitwise_count(self._signs ^ asked[:, None]).sum(axis=0, dtype=np.int16)
        found[self._lacking] = _FAR
        return found


class Space:
    """Regions one after another, to look among; a row without a vector is never found."""

    def __init__(self, regions: Sequence[Region]) -> None:
        self._regions = regions
        self._first = np.cumsum([0, *(len(one.packed) for one in regions)])

    def nearest(self, vector: Floats, limit: int, among: npt.NDArray[np.bool_] | None = None) -> list[Near]:
        """The nearest rows, nearest first; `among` says of each row whether it counts."""
        if not self._regions:
            return []
        far = np.concatenate([one.apart(vector) for one in self._regions])
        if among is not None:
            far[~among] = _FAR
        tried = max(limit * TRIED, FEWEST)
        rows = np.argpartition(far, tried)[:tried] if len(far) > tried else np.arange(len(far))
        rows = np.sort(rows[far[rows] < _FAR])
        cosines = self._cosines(vector, rows)
        best = np.argsort(-cosines, kind="stable")[:limit]
        return [Near(row=int(rows[one]), cosine=float(cosines[one])) for one in best]

    def _cosines(self, vector: Floats, rows: Rows) -> Floats:
        """Cosines of these rows, which are in order, with a vector."""
        bounds = np.searchsorted(rows, self._first)
        found = [
            one.packed.close_to(vector, rows[bounds[at] : bounds[at + 1]] - self._first[at])
            for at, one in enumerate(self._regions)
        ]
        return np.concatenate(found)


def _signs(vectors: Floats, mean: Floats) -> Signs:
    return np.packbits(vectors > mean, axis=1).view(np.uint64)
