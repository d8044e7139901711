"""Vectors: texts as points in one space, where texts of like meaning lie close in whatever language they are."""

from palermo.vectors.encoder import DIMENSIONS, Encoder, Floats, shipped_encoder
from palermo.vectors.many import MANY, encode_ahead, encode_many, encoders_kept
from palermo.vectors.nearest import VECTOR_FILES, Near, Region, Space
from palermo.vectors.packed import Packed, empty, load_vectors, pack, vectors_in

__all__ = [
    "DIMENSIONS",
    "MANY",
    "VECTOR_FILES",
    "Encoder",
    "Floats",
    "Near",
    "Packed",
    "Region",
    "Space",
    "empty",
    "encode_ahead",
    "encode_many",
    "encoders_kept",
    "load_vectors",
    "pack",
    "shipped_encoder",
    "vectors_in",
]
