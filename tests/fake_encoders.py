"""Encoders for tests: by the letters of texts, and by the words of a topic; each records what it encoded."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from palermo.embeddings import DIMENSIONS, VectorArray


class LetterEncoder:
    """Counts the letters of each text, or the runs of several letters."""

    def __init__(self, run_length: int = 1) -> None:
        self.version = f"letters-{run_length}"
        self.encoded: list[str] = []
        self._length = run_length

    def encode(self, texts: Sequence[str]) -> VectorArray:
        self.encoded += texts
        result = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for row, text in enumerate(texts):
            for start in range(len(text) - self._length + 1):
                run = text.lower()[start : start + self._length]
                result[row, sum(ord(letter) * 31**place for place, letter in enumerate(run)) % DIMENSIONS] += 1
        return np.asarray(result / np.maximum(np.linalg.norm(result, axis=1, keepdims=True), 1e-6), dtype=np.float32)


class TopicEncoder:
    """Puts the texts with one of some words near to each other, whatever their language."""

    def __init__(self, *words: str) -> None:
        self.version = f"topic-{'-'.join(words)}"
        self.encoded: list[str] = []
        self._words = words

    def encode(self, texts: Sequence[str]) -> VectorArray:
        self.encoded += texts
        result = np.full((len(texts), DIMENSIONS), 0.001, dtype=np.float32)
        for row, text in enumerate(texts):
            is_near = any(word in text.lower() for word in self._words)
            result[row, 0 if is_near else 1 + crc32(text.encode()) % 400] = 1.0
        return np.asarray(result / np.linalg.norm(result, axis=1, keepdims=True), dtype=np.float32)
