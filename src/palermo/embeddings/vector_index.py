"""Vector index: approximate nearest neighbours by cosine.

All rows are first compared by sign bits of their dimensions (64 bytes a row, in memory), then the best of these by
their quantised vectors (512 bytes a row, on disk).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from palermo.embeddings.encoder import DIMENSIONS, SCALES_FILE, VALUES_FILE, PackedVectors, VectorArray, load_vectors

SIGN_BITS_FILE = "signs.npz"
VECTOR_FILES = (VALUES_FILE, SCALES_FILE, SIGN_BITS_FILE)
CANDIDATES_PER_RESULT = 12
"""Candidates that are compared by their vectors, for each requested result."""
MIN_CANDIDATES = 1200
_MAX_DISTANCE = np.int16(DIMENSIONS + 1)

type SignBits = npt.NDArray[np.uint64]
type RowIndices = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A row, and its cosine with the query."""

    row: int
    cosine: float


class VectorSegment:
    """Vectors that were quantised together, with sign bits relative to their mean."""

    def __init__(self, packed: PackedVectors, sign_bits: SignBits, mean: VectorArray) -> None:
        self.packed = packed
        self._sign_bits = sign_bits
        """One column per row, so that the bits of all rows are summed in a few long additions."""
        self._mean = mean
        self._lacking = packed.scales <= 0

    @classmethod
    def from_packed(cls, packed: PackedVectors) -> Self:
        """Compute the sign bits of these vectors."""
        with_vector = np.flatnonzero(packed.scales > 0)
        sample = with_vector[:: max(1, len(with_vector) // 20_000)]
        mean = np.zeros(DIMENSIONS, dtype=np.float32)
        if len(sample):
            mean = (packed.values[sample] * packed.scales[sample, None]).mean(axis=0, dtype=np.float32)
        sign_bits = np.zeros((DIMENSIONS // 64, len(packed)), dtype=np.uint64)
        for start in range(0, len(packed), 4096):
            part = slice(start, start + 4096)
            sign_bits[:, part] = _pack_sign_bits(packed.values[part] * packed.scales[part, None], mean).T
        return cls(packed, sign_bits, mean)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open what `save` wrote; raises OSError or ValueError if it is missing or damaged."""
        with (folder / SIGN_BITS_FILE).open("rb") as file, np.load(file) as sign_archive:
            return cls(load_vectors(folder), sign_archive["signs"], sign_archive["mean"])

    def save(self, folder: Path) -> None:
        """Write vectors, sign bits and mean into a folder."""
        self.packed.save(folder)
        with (folder / SIGN_BITS_FILE).open("wb") as file:
            np.savez(file, signs=self._sign_bits, mean=self._mean)

    def compute_distances(self, vector: VectorArray) -> npt.NDArray[np.int16]:
        """Return the Hamming distance of each row from a vector; more than the maximum for rows without one."""
        query_bits = _pack_sign_bits(vector[None, :], self._mean)[0]
        distances: npt.NDArray[np.int16] = np.bitwise_count(self._sign_bits ^ query_bits[:, None]).sum(
            axis=0, dtype=np.int16
        )
        distances[self._lacking] = _MAX_DISTANCE
        return distances


class VectorIndex:
    """Concatenated segments that are searched as one; rows without a vector are never found."""

    def __init__(self, segments: Sequence[VectorSegment]) -> None:
        self._regions = segments
        self._first = np.cumsum([0, *(len(segment.packed) for segment in segments)])

    def find_nearest(
        self, vector: VectorArray, limit: int, mask: npt.NDArray[np.bool_] | None = None
    ) -> list[Neighbour]:
        """Return the nearest rows, nearest first; `mask` selects the rows that count."""
        if not self._regions:
            return []
        distances = np.concatenate([region.compute_distances(vector) for region in self._regions])
        if mask is not None:
            distances[~mask] = _MAX_DISTANCE
        tried = max(limit * CANDIDATES_PER_RESULT, MIN_CANDIDATES)
        rows = np.argpartition(distances, tried)[:tried] if len(distances) > tried else np.arange(len(distances))
        rows = np.sort(rows[distances[rows] < _MAX_DISTANCE])
        cosines = self._compute_cosines(vector, rows)
        best = np.argsort(-cosines, kind="stable")[:limit]
        return [Neighbour(row=int(rows[item]), cosine=float(cosines[item])) for item in best]

    def _compute_cosines(self, vector: VectorArray, rows: RowIndices) -> VectorArray:
        """Return the cosines of these rows, given in ascending order, with a vector."""
        bounds = np.searchsorted(rows, self._first)
        cosines = [
            region.packed.compute_cosines(vector, rows[bounds[number] : bounds[number + 1]] - self._first[number])
            for number, region in enumerate(self._regions)
        ]
        return np.concatenate(cosines)


def _pack_sign_bits(vectors: VectorArray, mean: VectorArray) -> SignBits:
    return np.packbits(vectors > mean, axis=1).view(np.uint64)
