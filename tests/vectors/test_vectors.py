"""Vectors: packing keeps cosines, the nearest are found, only what says something is encoded."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from palermo.embeddings import (
    DIMENSIONS,
    MIN_PARALLEL_TEXTS,
    VectorArray,
    VectorIndex,
    VectorSegment,
    encode_ahead,
    encode_many,
    load_shipped_encoder,
    pack_vectors,
    share_encoder_processes,
)
from palermo.embeddings.batch_encoding import is_meaningful


def _vectors(count: int) -> VectorArray:
    found = np.random.default_rng(7).normal(size=(count, DIMENSIONS)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


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
    asked: list[str] = []

    class Counting:
        version = "counting"

        def encode(self, texts: Sequence[str]) -> VectorArray:
            asked.extend(texts)
            return _vectors(len(texts))

    packed = encode_many(["12.5", "help all victims", "help all victims"], Counting(), encoder_factory=lambda: None)
    assert asked == ["help all victims"]
    assert packed.scales[0] == 0
    assert packed.scales[1] == packed.scales[2] > 0
    assert not is_meaningful("p. 3")


def test_the_shipped_encoder_knows_translations() -> None:
    encoder = load_shipped_encoder()
    english, french, other = encoder.encode(["protect the victims", "protéger les victimes", "the price of steel rose"])
    assert english @ french > 0.7 > 0.4 > english @ other


def test_processes_are_kept_from_one_use_to_the_next() -> None:
    texts = [f"help the victims of case {number}" for number in range(MIN_PARALLEL_TEXTS)]
    encoder = load_shipped_encoder()
    with share_encoder_processes(2) as kept:
        kept.start(load_shipped_encoder)
        before = set(kept.pool._processes)
        first = encode_many(texts, encoder, encoder_factory=load_shipped_encoder, workers=2)
        again = encode_many(texts[:MIN_PARALLEL_TEXTS], encoder, encoder_factory=load_shipped_encoder, workers=2)
        assert set(kept.pool._processes) == before
        assert len(before) == 2
    assert (first.values == again.values).all()
    assert kept._pool is None


def test_where_a_kept_process_is_killed_the_rest_is_encoded_here() -> None:
    texts = [f"help the victims of case {number}" for number in range(MIN_PARALLEL_TEXTS)]
    encoder = load_shipped_encoder()
    with share_encoder_processes(2) as kept:
        kept.start(load_shipped_encoder)
        for process in kept.pool._processes.values():
            process.kill()
        packed = encode_many(texts, encoder, encoder_factory=load_shipped_encoder, workers=2)
    alone = encode_many(texts[:9], encoder, encoder_factory=load_shipped_encoder)
    assert _apart(packed.values[:9], alone.values) <= 1


def test_what_was_begun_is_encoded_once_and_by_other_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"help the victims of case {number}" for number in range(MIN_PARALLEL_TEXTS + 9)]
    encoder = load_shipped_encoder()
    done: list[int] = []
    here: list[int] = []
    encode = encoder.encode

    def heard(some: Sequence[str]) -> VectorArray:
        here.append(len(some))
        return encode(some)

    monkeypatch.setattr(encoder, "encode", heard)
    with share_encoder_processes(2) as kept:
        encode_ahead(texts[: MIN_PARALLEL_TEXTS - 1], load_shipped_encoder)
        assert kept._pool is None, "so few start no process"
        encode_ahead([*texts, "12.5", *texts], load_shipped_encoder)
        packed = encode_many(
            ["12.5", *reversed(texts)],
            encoder,
            encoder_factory=load_shipped_encoder,
            workers=2,
            on_progress=done.append,
        )
        assert here == [9], "those that fill no batch"
        assert sum(done) == len(texts)
        assert not kept._begun
    alone = encode_many(texts, encoder, encoder_factory=load_shipped_encoder)
    assert packed.scales[0] == 0
    assert _apart(packed.values[:0:-1], alone.values) <= 1


def test_what_was_begun_by_a_process_that_was_killed_is_encoded_here() -> None:
    texts = [f"help the victims of case {number}" for number in range(MIN_PARALLEL_TEXTS)]
    encoder = load_shipped_encoder()
    with share_encoder_processes(2) as kept:
        kept.start(load_shipped_encoder)
        encode_ahead(texts, load_shipped_encoder)
        for process in kept.pool._processes.values():
            process.kill()
        packed = encode_many(texts, encoder, encoder_factory=load_shipped_encoder, workers=2)
        encode_ahead([f"{text} again" for text in texts], load_shipped_encoder)
    assert (packed.scales > 0).all()


def test_one_process_alone_begins_nothing() -> None:
    texts = [f"help the victims of case {number}" for number in range(MIN_PARALLEL_TEXTS)]
    encode_ahead(texts, load_shipped_encoder)
    with share_encoder_processes(1) as kept:
        encode_ahead(texts, load_shipped_encoder)
        assert kept._pool is None


def _apart(one: npt.NDArray[np.int8], other: npt.NDArray[np.int8]) -> int:
    """How far the numbers of packed vectors are apart: texts that were encoded beside others may round otherwise."""
    return int(np.abs(one.astype(np.int16) - other).max())
