"""Tests of vectors: packing, nearest neighbours, and batch encoding."""

import numpy as np
import numpy.typing as npt
import pytest

from fake_encoders import LetterEncoder
from palermo.embeddings import (
    DIMENSIONS,
    MIN_PARALLEL_TEXTS,
    VectorArray,
    VectorIndex,
    VectorSegment,
    encode_many,
    load_shipped_encoder,
    pack_vectors,
)
from palermo.embeddings.encoder import is_meaningful


def _vectors(count: int) -> VectorArray:
    result = np.random.default_rng(7).normal(size=(count, DIMENSIONS)).astype(np.float32)
    return result / np.linalg.norm(result, axis=1, keepdims=True)


def test_packed_cosines_are_those_of_the_vectors() -> None:
    vectors = _vectors(50)
    packed = pack_vectors(vectors)
    assert np.allclose(packed.compute_cosines(vectors[3], np.arange(50)), vectors @ vectors[3], atol=0.01)


def test_the_nearest_row_is_found_among_many() -> None:
    vectors = _vectors(3000)
    space = VectorIndex([VectorSegment.from_packed(pack_vectors(vectors))])
    near = space.find_nearest(vectors[1234], 5)
    assert near[0].row == 1234
    among = np.ones(3000, dtype=np.bool_)
    among[1234] = False
    assert space.find_nearest(vectors[1234], 5, among)[0].row != 1234


def test_texts_that_say_nothing_have_no_vector() -> None:
    encoder = LetterEncoder()
    packed = encode_many(["12.5", "help all victims", "help all victims"], encoder)
    assert encoder.encoded == ["help all victims"]
    assert packed.scales[0] == 0
    assert packed.scales[1] == packed.scales[2] > 0
    assert not is_meaningful("p. 3")


def test_the_shipped_encoder_knows_translations() -> None:
    encoder = load_shipped_encoder()
    english, french, other = encoder.encode(["protect the victims", "protéger les victimes", "the price of steel rose"])
    assert english @ french > 0.7 > 0.4 > english @ other


@pytest.mark.slow
def test_several_processes_give_the_vectors_of_one() -> None:
    texts = [f"help the victims of case {number}" for number in range(MIN_PARALLEL_TEXTS)]
    encoder, steps = load_shipped_encoder(), list[int]()
    packed = encode_many(["12.5", *texts], encoder, workers=2, on_progress=steps.append)
    alone = encode_many(texts[:9], encoder)
    assert sum(steps) == len(texts)
    assert packed.scales[0] == 0
    assert _measure_distance(packed.values[1:10], alone.values) <= 1


def _measure_distance(one: npt.NDArray[np.int8], other: npt.NDArray[np.int8]) -> int:
    """How far the numbers of packed vectors are apart: texts that were encoded beside others may round otherwise."""
    return int(np.abs(one.astype(np.int16) - other).max())
