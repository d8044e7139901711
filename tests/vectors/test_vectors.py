"""Vectors: packing keeps cosines, the nearest are found, only what says something is encoded."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from palermo.vectors import (
    DIMENSIONS,
    MANY,
    Floats,
    Region,
    Space,
    encode_ahead,
    encode_many,
    encoders_kept,
    pack,
    shipped_encoder,
)
from palermo.vectors.many import says_something


def _vectors(count: int) -> Floats:
    found = np.random.default_rng(7).normal(size=(count, DIMENSIONS)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def test_packed_cosines_are_those_of_the_vectors() -> None:
    vectors = _vectors(50)
    packed = pack(vectors)
    assert np.allclose(packed.close_to(vectors[3], np.arange(50)), vectors @ vectors[3], atol=0.01)


def test_the_nearest_row_is_found_among_many() -> None:
    vectors = _vectors(3000)
    space = Space([Region.of(pack(vectors))])
    near = space.nearest(vectors[1234], 5)
    assert near[0].row == 1234
    among = np.ones(3000, dtype=np.bool_)
    among[1234] = False
    assert space.nearest(vectors[1234], 5, among)[0].row != 1234


def test_texts_that_say_nothing_have_no_vector() -> None:
    asked: list[str] = []

    class Counting:
        version = "counting"

        def encode(self, texts: Sequence[str]) -> Floats:
            asked.extend(texts)
            return _vectors(len(texts))

    packed = encode_many(["12.5", "help all victims", "help all victims"], Counting(), source=lambda: None)
    assert asked == ["help all victims"]
    assert packed.scales[0] == 0
    assert packed.scales[1] == packed.scales[2] > 0
    assert not says_something("p. 3")


def test_the_shipped_encoder_knows_translations() -> None:
    encoder = shipped_encoder()
    assert encoder is not None
    english, french, other = encoder.encode(["protect the victims", "protéger les victimes", "the price of steel rose"])
    assert english @ french > 0.7 > 0.4 > english @ other


def test_processes_are_kept_from_one_use_to_the_next() -> None:
    texts = [f"help the victims of case {number}" for number in range(MANY)]
    encoder = shipped_encoder()
    assert encoder is not None
    with encoders_kept(2) as kept:
        kept.start(shipped_encoder)
        before = set(kept.pool._processes)
        first = encode_many(texts, encoder, source=shipped_encoder, workers=2)
        again = encode_many(texts[:MANY], encoder, source=shipped_encoder, workers=2)
        assert set(kept.pool._processes) == before
        assert len(before) == 2
    assert (first.values == again.values).all()
    assert kept._pool is None


def test_where_a_kept_process_is_killed_the_rest_is_encoded_here() -> None:
    texts = [f"help the victims of case {number}" for number in range(MANY)]
    encoder = shipped_encoder()
    assert encoder is not None
    with encoders_kept(2) as kept:
        kept.start(shipped_encoder)
        for process in kept.pool._processes.values():
            process.kill()
        packed = encode_many(texts, encoder, source=shipped_encoder, workers=2)
    alone = encode_many(texts[:9], encoder, source=shipped_encoder)
    assert _apart(packed.values[:9], alone.values) <= 1


def test_what_was_begun_is_encoded_once_and_by_other_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"help the victims of case {number}" for number in range(MANY + 9)]
    encoder = shipped_encoder()
    assert encoder is not None
    done: list[int] = []
    here: list[int] = []
    encode = encoder.encode

    def heard(some: Sequence[str]) -> Floats:
        here.append(len(some))
        return encode(some)

    monkeypatch.setattr(encoder, "encode", heard)
    with encoders_kept(2) as kept:
        encode_ahead(texts[: MANY - 1], shipped_encoder)
        assert kept._pool is None, "so few start no process"
        encode_ahead([*texts, "12.5", *texts], shipped_encoder)
        packed = encode_many(["12.5", *reversed(texts)], encoder, source=shipped_encoder, workers=2, done=done.append)
        assert here == [9], "those that fill no batch"
        assert sum(done) == len(texts)
        assert not kept._begun
    alone = encode_many(texts, encoder, source=shipped_encoder)
    assert packed.scales[0] == 0
    assert _apart(packed.values[:0:-1], alone.values) <= 1


def test_what_was_begun_by_a_process_that_was_killed_is_encoded_here() -> None:
    texts = [f"help the victims of case {number}" for number in range(MANY)]
    encoder = shipped_encoder()
    assert encoder is not None
    with encoders_kept(2) as kept:
        kept.start(shipped_encoder)
        encode_ahead(texts, shipped_encoder)
        for process in kept.pool._processes.values():
            process.kill()
        packed = encode_many(texts, encoder, source=shipped_encoder, workers=2)
        encode_ahead([f"{text} again" for text in texts], shipped_encoder)
    assert (packed.scales > 0).all()


def test_one_process_alone_begins_nothing() -> None:
    texts = [f"help the victims of case {number}" for number in range(MANY)]
    encode_ahead(texts, shipped_encoder)
    with encoders_kept(1) as kept:
        encode_ahead(texts, shipped_encoder)
        assert kept._pool is None


def _apart(one: npt.NDArray[np.int8], other: npt.NDArray[np.int8]) -> int:
    """How far the numbers of packed vectors are apart: texts that were encoded beside others may round otherwise."""
    return int(np.abs(one.astype(np.int16) - other).max())
