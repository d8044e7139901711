"""Vectors: texts as points in one space, where texts of like meaning lie close in whatever language they are."""

from palermo.vectors.encoder import DIMENSIONS, Encoder, Floats, shipped_encoder
from palermo.vectors.many import encode_many
from palermo.vectors.nearest import Near, Space
from palermo.vectors.packed import Packed, empty, pack

__all__ = [
    "DIMENSIONS",
    "Encoder",
    "Floats",
    "Near",
    "Packed",
    "Space",
    "empty",
    "encode_many",
    "pack",
    "shipped_encoder",
]
