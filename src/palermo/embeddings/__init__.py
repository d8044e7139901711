"""Embeddings: texts as unit vectors in one space for all languages, and nearest-neighbour search."""

from palermo.embeddings.encoder import (
    DIMENSIONS,
    MIN_PARALLEL_TEXTS,
    Encoder,
    PackedVectors,
    VectorArray,
    create_empty_vectors,
    encode_many,
    has_vectors,
    load_shipped_encoder,
    load_vectors,
    pack_vectors,
)
from palermo.embeddings.vector_index import VECTOR_FILES, VectorIndex, VectorSegment

__all__ = [
    "DIMENSIONS",
    "MIN_PARALLEL_TEXTS",
    "VECTOR_FILES",
    "Encoder",
    "PackedVectors",
    "VectorArray",
    "VectorIndex",
    "VectorSegment",
    "create_empty_vectors",
    "encode_many",
    "has_vectors",
    "load_shipped_encoder",
    "load_vectors",
    "pack_vectors",
]
