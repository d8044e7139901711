"""Vectors of the sentences that chains, answers and appraisals compare, stored with an edition's follow-up."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from palermo.analysis.follow_up.items import FollowUpItem
from palermo.edition import ArtefactStore
from palermo.embeddings import (
    Encoder,
    PackedVectors,
    VectorArray,
    create_empty_vectors,
    encode_many,
)

FOLDER = "follow-up"
"""Name of the artefact, and of its folder within an edition's folder."""
TEXT_HASHES_FILE = "texts.npy"

type ProgressCallback = Callable[[int], None]
type _StoredVectors = tuple[npt.NDArray[np.uint64], PackedVectors]


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodingConfig:
    """How sentences are encoded: the encoder, the number of processes, and a callback for encoded sentences."""

    encoder: Encoder
    workers: int = 1
    on_progress: ProgressCallback | None = None


def encode_items(
    items: Sequence[FollowUpItem], encoding: EncodingConfig, previous: ArtefactStore | None
) -> PackedVectors:
    """Return the vectors of the items' quotes; those that `previous` has are taken from there."""
    texts = [item.quote for item in items]
    stored = _load_stored_vectors(previous, encoding.encoder) if previous else None
    if stored:
        vectors, is_stored = _select_vectors(stored, hash_texts(texts))
    else:
        vectors, is_stored = create_empty_vectors(len(texts)), np.zeros(len(texts), np.bool_)
    if encoding.on_progress:
        encoding.on_progress(int(is_stored.sum()))
    missing = np.flatnonzero(~is_stored)
    encoded = encode_many(
        [texts[int(row)] for row in missing],
        encoding.encoder,
        workers=encoding.workers,
        on_progress=encoding.on_progress,
    )
    vectors.values[missing], vectors.scales[missing] = encoded.values, encoded.scales
    return vectors


def load_sentence_vectors(store: ArtefactStore, texts: Sequence[str], encoder: Encoder) -> VectorArray | None:
    """Return the stored vectors of these sentences, zeros where one is missing; None if none are stored."""
    stored = _load_stored_vectors(store, encoder)
    return unpack_vectors(_select_vectors(stored, hash_texts(texts))[0]) if stored else None


def unpack_vectors(packed: PackedVectors) -> VectorArray:
    """Return all rows as floats."""
    vectors: VectorArray = (packed.values.astype(np.float32) * packed.scales[:, None]).astype(np.float32)
    return vectors


def hash_texts(texts: Sequence[str]) -> npt.NDArray[np.uint64]:
    """Return a 64-bit hash of each text, by which its vector is found again."""
    digests = (hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest() for text in texts)
    return np.array([int.from_bytes(digest) for digest in digests], dtype=np.uint64)


def _select_vectors(
    stored: _StoredVectors, hashes: npt.NDArray[np.uint64]
) -> tuple[PackedVectors, npt.NDArray[np.bool_]]:
    """Return the stored vectors of these hashes, and a mask of the hashes that are stored."""
    order = np.argsort(stored[0])
    positions = np.minimum(np.searchsorted(stored[0][order], hashes), len(order) - 1)
    is_stored = stored[0][order][positions] == hashes
    return stored[1].take_rows(np.where(is_stored, order[positions], -1)), is_stored


def _load_stored_vectors(store: ArtefactStore, encoder: Encoder) -> _StoredVectors | None:
    manifest = store.load_manifest(FOLDER)
    if manifest is None or manifest.get("encoder") != encoder.version:
        return None
    hashes, vectors = store.load_array(FOLDER, TEXT_HASHES_FILE), store.load_vectors(FOLDER)
    return (hashes, vectors) if hashes is not None and len(hashes) and vectors is not None else None
