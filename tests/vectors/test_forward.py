"""Our way through the encoder's model gives what its package gives, whatever came before."""

from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.embeddings.encoder import load_packaged_backend
from palermo.embeddings.forward_pass import WINDOW_TOKENS_PER_BATCH, ForwardPass
from palermo.embeddings.tokenizer import MAX_CACHED_WORD_CHARS, MAX_CACHED_WORDS, CachingTokenizer

TEXTS = (
    "Protect the victims of trafficking, and the children among them; protect the victims of trafficking.",
    "Renforcer la coopération internationale contre la traite des êtres humains (2021\u202f: 12,5 %)",
    "Protéger les victimes de la trata de personas\u00a0: fortalecer la cooperación",
    "حماية الأطفال من الاتجار بالأشخاص",
    "Усилить защиту детей\nи их семей\tот торговли людьми",
    "打击人口贩运需要国际合作，　保护受害者。",
    "x",
    "",
    "   ",
    "\u2581 of a sign \u2581that stands for a space",
    "ﬁne ½ a\u0308 \u00a8 \ufdfa 𝔄𝔟𝔠 \U0001f600",
)


@lru_cache(maxsize=1)
def _package() -> Any:
    return load_packaged_backend()


@lru_cache(maxsize=1)
def _ours() -> ForwardPass:
    return ForwardPass(_package())


def test_vectors_are_those_of_the_package() -> None:
    assert np.abs(_ours().encode(TEXTS) - _package().encode(list(TEXTS))).max() < 2e-6


def test_a_text_has_one_vector_whatever_stands_next_to_it() -> None:
    alone = np.concatenate([ForwardPass(_package()).encode([text]) for text in TEXTS])
    assert np.abs(_ours().encode(TEXTS * 40)[-len(TEXTS) :] - alone).max() < 2e-6


def test_the_same_texts_together_have_the_same_vectors_to_the_bit_whatever_came_before() -> None:
    words = [piece[1:] for piece in _package().sp._pieces if piece[1:].isalpha()][:20_000]
    texts = [" ".join(words[start : start + 100]) for start in range(0, len(words), 100)]
    once = ForwardPass(_package()).encode(texts)
    _ours().encode(TEXTS)
    assert np.array_equal(_ours().encode(texts), once)
    assert np.abs(once - _package().encode(texts)).max() < 2e-6


def test_a_text_of_more_pieces_than_are_worked_on_loses_the_rest() -> None:
    word = next(piece[1:] for piece in _package().sp._pieces if piece[1:].isalpha())
    first = " ".join([word] * (WINDOW_TOKENS_PER_BATCH - 1))
    assert np.array_equal(_ours().encode([f"{first} {word} {word}"]), _ours().encode([f"{first} {word}"]))


def test_without_texts_there_are_no_vectors() -> None:
    assert _ours().encode([]).shape == (0, 512)


@given(
    st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from(" \u00a0\u3000\u0301éñаб中")), max_size=60)
)
def test_pieces_are_those_of_the_package(text: str) -> None:
    assert _ours()._pieces.tokenize(text) == _package().sp.encode(text)


def test_pieces_of_short_words_are_kept_and_no_more_words_than_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("palermo.embeddings.tokenizer.MAX_CACHED_WORDS", 3)
    pieces = CachingTokenizer(_package().sp)
    for text in ("one two three", "four", f"four {'x' * (MAX_CACHED_WORD_CHARS + 1)}"):
        assert pieces.tokenize(text) == _package().sp.encode(text)
    assert set(pieces._known) == {"four"}
    assert MAX_CACHED_WORDS > 3
