"""Tests of ids: stable, without collisions, independent of irrelevant values."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.statements import (
    compute_document_id,
    compute_passage_id,
    compute_statement_id,
    compute_work_id,
    hash_json,
    normalise_text,
)
from palermo.statements.ids import ID_LENGTH

parts = st.lists(st.text(max_size=8) | st.integers() | st.none() | st.booleans(), max_size=4)


@given(parts)
def test_a_digest_is_short_hex_and_the_same_each_time(values: list[object]) -> None:
    assert re.fullmatch(rf"[0-9a-f]{{{ID_LENGTH}}}", hash_json(*values))
    assert hash_json(*values) == hash_json(*values)


@given(parts, parts)
def test_different_parts_have_different_digests(left: list[object], right: list[object]) -> None:
    same = [(type(v), v) for v in left] == [(type(v), v) for v in right]
    assert (hash_json(*left) == hash_json(*right)) == same


@given(st.text(max_size=8), st.text(max_size=8))
def test_parts_are_not_joined(left: str, right: str) -> None:
    assert hash_json(left, right) != hash_json(left + right)
    assert hash_json(left, right) != hash_json(f"{left},{right}")


def test_digests_stay_what_they_are() -> None:
    assert hash_json("passage", "d1", 0) == "124be90d240afd0d91c7"
    assert compute_document_id(b"") == "e3b0c44298fc1c149afb"
    assert compute_statement_id("d1", "activity", "It trains judges.", 0) == compute_statement_id(
        "d1", "activity", "it trains Judges.", 0
    )


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise_text(text)
    assert normalise_text(once) == once
    assert once == " ".join(once.split())


@pytest.mark.parametrize(
    ("rendered", "other"),
    [
        ("Côte d’Ivoire", "cote d'ivoire"),
        ("co-operation", "cooperation"),
        ("traffick\u2010\ning", "trafficking"),
        ("traffick\ufffe\ning", "trafficking"),
        ("victims  of\ttrafficking", "victims of trafficking"),
        ("ﬁnancial", "financial"),
    ],
)
def test_what_does_not_count_for_matching(rendered: str, other: str) -> None:
    assert normalise_text(rendered) == normalise_text(other)
    assert compute_passage_id("d1", rendered, 0) == compute_passage_id("d1", other, 0)


def test_a_work_goes_by_its_symbol_however_it_is_spaced() -> None:
    assert compute_work_id("A/RES/64/293", "d1") == compute_work_id("a/res/64 /293", "d2")
    assert compute_work_id(None, "d1") != compute_work_id(None, "d2")
    assert compute_work_id("A/RES/64/293", "d1") != compute_work_id("A/RES/64/294", "d1")


@given(st.integers(0, 9), st.integers(0, 9))
def test_occurrences_of_the_same_words_have_their_own_ids(left: int, right: int) -> None:
    same = left == right
    assert (
        compute_statement_id("d1", "mandate", "Ratify.", left)
        == compute_statement_id("d1", "mandate", "Ratify.", right)
    ) == same
    assert (compute_passage_id("d1", "Ratify.", left) == compute_passage_id("d1", "Ratify.", right)) == same


def test_a_text_with_half_a_character_has_an_id() -> None:
    assert len(compute_passage_id("d1", "broken \ud800 text", 0)) == ID_LENGTH
