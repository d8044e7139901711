"""Vectors packed into bytes: one signed byte for each dimension, and a scale for each row."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from palermo.embeddings.encoder import DIMENSIONS, VectorArray

VALUES_FILE, SCALES_FILE = "vectors.npy", "scales.npy"


@dataclass(frozen=True, slots=True)
class PackedVectors:
    """Rows of vectors: values (n x DIMENSIONS) times scales (n); a scale of 0 says that a row has no vector."""

    values: npt.NDArray[np.int8]
    scales: VectorArray

    def __len__(self) -> int:
        return len(self.scales)

    def write_rows(self, start: int, rows: "PackedVectors") -> None:
        """Write rows in from row `at` on."""
        self.values[start : start + len(rows)] = rows.values
        self.scales[start : start + len(rows)] = rows.scales

    def take_rows(self, row_numbers: npt.NDArray[np.int64]) -> "PackedVectors":
        """The rows of these numbers; -1 takes a row without a vector."""
        there = row_numbers >= 0
        found = create_empty_vectors(len(row_numbers))
        found.values[there] = self.values[row_numbers[there]]
        found.scales[there] = self.scales[row_numbers[there]]
        return found

    def compute_cosines(self, vector: VectorArray, row_numbers: npt.NDArray[np.int64]) -> VectorArray:
        """Cosines of these rows with a vector of unit length; 0 for a row without a vector."""
        found: VectorArray = (self.values[row_numbers].astype(np.float32) @ vector) * self.scales[row_numbers]
        return found

    def unpack_row(self, row_number: int) -> VectorArray:
        """One row as it was, but for what packing loses."""
        found: VectorArray = self.values[row_number].astype(np.float32) * self.scales[row_number]
        return found

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
    """Rows without vectors."""
    return PackedVectors(np.zeros((row_count, DIMENSIONS), dtype=np.int8), np.zeros(row_count, dtype=np.float32))


def has_vectors(folder: Path) -> bool:
    """Whether a folder has what `save` wrote."""
    return (folder / VALUES_FILE).is_file() and (folder / SCALES_FILE).is_file()


def load_vectors(folder: Path) -> PackedVectors:
    """Open what `save` wrote: values stay on the disk until they are asked for. Raises OSError or ValueError."""
    scales = np.load(folder / SCALES_FILE)
    return PackedVectors(np.load(folder / VALUES_FILE, mmap_mode="r" if len(scales) else None), scales)
