"""Vectors packed into bytes: one signed byte for each dimension, and a scale for each row."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from palermo.vectors.encoder import DIMENSIONS, Floats

VALUES, SCALES = "vectors.npy", "scales.npy"


@dataclass(frozen=True, slots=True)
class Packed:
    """Rows of vectors: values (n x DIMENSIONS) times scales (n); a scale of 0 says that a row has no vector."""

    values: npt.NDArray[np.int8]
    scales: Floats

    def __len__(self) -> int:
        return len(self.scales)

    def put(self, at: int, rows: "Packed") -> None:
        """Write rows in from row `at` on."""
        self.values[at : at + len(rows)] = rows.values
        self.scales[at : at + len(rows)] = rows.scales

    def taken(self, numbers: npt.NDArray[np.int64]) -> "Packed":
        """The rows of these numbers; -1 takes a row without a vector."""
        there = numbers >= 0
        found = empty(len(numbers))
        found.values[there] = self.values[numbers[there]]
        found.scales[there] = self.scales[numbers[there]]
        return found

    def close_to(self, vector: Floats, numbers: npt.NDArray[np.int64]) -> Floats:
        """Cosines of these rows with a vector of unit length; 0 for a row without a vector."""
        found: Floats = (self.values[numbers].astype(np.float32) @ vector) * self.scales[numbers]
        return found

    def unpacked(self, number: int) -> Floats:
        """One row as it was, but for what packing loses."""
        found: Floats = self.values[number].astype(np.float32) * self.scales[number]
        return found

    def save(self, folder: Path) -> None:
        """Write both arrays into a folder."""
        np.save(folder / VALUES, self.values)
        np.save(folder / SCALES, self.scales)


def pack(vectors: Floats) -> Packed:
    """Pack vectors of unit length; the cosine of two changes by less than 0.01."""
    largest = np.abs(vectors).max(axis=1, initial=0.0)
    scales = (largest / 127).astype(np.float32)
    divisors = np.where(scales > 0, scales, 1)[:, None]
    return Packed(np.rint(vectors / divisors).astype(np.int8), scales)


def empty(rows: int) -> Packed:
    """Rows without vectors."""
    return Packed(np.zeros((rows, DIMENSIONS), dtype=np.int8), np.zeros(rows, dtype=np.float32))


def vectors_in(folder: Path) -> bool:
    """Whether a folder has what `save` wrote."""
    return (folder / VALUES).is_file() and (folder / SCALES).is_file()


def load_vectors(folder: Path) -> Packed:
    """Open what `save` wrote: values stay on the disk until they are asked for. Raises OSError or ValueError."""
    scales = np.load(folder / SCALES)
    return Packed(np.load(folder / VALUES, mmap_mode="r" if len(scales) else None), scales)
