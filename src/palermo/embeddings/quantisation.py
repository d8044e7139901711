"""Quantisation of vectors: one signed byte per dimension, and one scale per row."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from palermo.embeddings.encoder import DIMENSIONS, VectorArray

VALUES_FILE, SCALES_FILE = "vectors.npy", "scales.npy"


@dataclass(frozen=True, slots=True)
class PackedVectors:
    """Quantised vectors: values (n x DIMENSIONS) times scales (n); scale 0 marks a row without a vector."""

    values: npt.NDArray[np.int8]
    scales: VectorArray

    def __len__(self) -> int:
        return len(self.scales)

    def take_rows(self, row_numbers: npt.NDArray[np.int64]) -> "PackedVectors":
        """Return the rows with these numbers; -1 gives a row without a vector."""
        is_stored = row_numbers >= 0
        packed_vectors = create_empty_vectors(len(row_numbers))
        packed_vectors.values[is_stored] = self.values[row_numbers[is_stored]]
        packed_vectors.scales[is_stored] = self.scales[row_numbers[is_stored]]
        return packed_vectors

    def compute_cosines(self, vector: VectorArray, row_numbers: npt.NDArray[np.int64]) -> VectorArray:
        """Return the cosines of these rows with a vector of unit length; 0 for rows without a vector."""
        cosines: VectorArray = (self.values[row_numbers].astype(np.float32) @ vector) * self.scales[row_numbers]
        return cosines

    def save(self, folder: Path) -> None:
        """Write both arrays into a folder."""
        np.save(folder / VALUES_FILE, self.values)
        np.save(folder / SCALES_FILE, self.scales)


def pack_vectors(vectors: VectorArray) -> PackedVectors:
    """Pack vectors of unit length; the cosine of two changes by less than 0.01."""
    largest = np.abs(vectors).max(axis=1, initial=0.0)
    scales = (largest / 127).astype(np.float32)
    divisors = np.where(scales > 0, scales, 1)[:, None]
    return PackedVectors(np.rint(vectors / divisors).astype(np.int8), scales)


def create_empty_vectors(row_count: int) -> PackedVectors:
    """Return rows without vectors."""
    return PackedVectors(np.zeros((row_count, DIMENSIONS), dtype=np.int8), np.zeros(row_count, dtype=np.float32))


def has_vectors(folder: Path) -> bool:
    """Return True if a folder has the files that `save` writes."""
    return (folder / VALUES_FILE).is_file() and (folder / SCALES_FILE).is_file()


def load_vectors(folder: Path) -> PackedVectors:
    """Open what `save` wrote, with values memory-mapped. Raises OSError or ValueError."""
    scales = np.load(folder / SCALES_FILE)
    return PackedVectors(np.load(folder / VALUES_FILE, mmap_mode="r" if len(scales) else None), scales)
