"""Rows that hold enough words, by bits: the same rows as one by one, and the same answers once words are kept."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.search import holders
from palermo.search.counting import Column, counted_rows
from palermo.search.fields import FACETS
from palermo.search.holders import Holders

ROWS = 200


@given(
    words=st.lists(st.sets(st.integers(0, ROWS - 1)), min_size=1, max_size=6),
    enough=st.integers(1, 4),
    among=st.sets(st.integers(0, ROWS - 1)),
)
def test_rows_with_enough_words(words: list[set[int]], enough: int, among: set[int]) -> None:
    held, names = Holders(ROWS), [f"w{number}" for number in range(len(words))]
    mask = np.isin(np.arange(ROWS), list(among))
    assert held.with_enough(names, enough, mask) is None
    looked_up = held.want(names, lambda place: _pieces(sorted(words[place])))
    assert looked_up is not None
    looked_up.result(10)
    found = held.with_enough(names, enough, mask)
    assert found is not None
    assert found.tolist() == [row for row in sorted(among) if sum(row in one for one in words) >= enough]


def _pieces(rows: Sequence[int]) -> list[npt.NDArray[np.int64]]:
    """Rows as they are looked up: some at a time."""
    return [np.array(rows[:3], dtype=np.int64), np.array(rows[3:], dtype=np.int64)]


def test_a_word_is_looked_up_once_and_after_a_failure_again() -> None:
    held = Holders(ROWS)
    failing = held.want(["a"], lambda place: _pieces([ROWS]))
    assert failing is not None
    with pytest.raises(IndexError):
        failing.result(10)
    looked_up = held.want(["a"], lambda place: _pieces([1]))
    assert looked_up is not None
    looked_up.result(10)
    assert held.want(["a"], lambda place: _pieces([1])) is None


def test_more_words_than_may_wait_are_left_for_another_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holders, "WAITING", 2)
    held = Holders(ROWS)
    looked_up = held.want(["a", "b", "c"], lambda place: _pieces([place]))
    assert looked_up is not None
    looked_up.result(10)
    assert held.with_enough(["a", "b"], 1, None) is not None
    assert held.with_enough(["c"], 1, None) is None
    again = held.want(["c"], lambda place: _pieces([place]))
    assert again is not None
    again.result(10)
    assert held.with_enough(["c"], 1, None) is not None


def test_words_asked_for_longest_ago_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holders, "KEPT", 2)
    held = Holders(ROWS)

    def keep(*names: str) -> None:
        looked_up = held.want(names, lambda place: _pieces([place]))
        assert looked_up is not None
        looked_up.result(10)

    keep("a", "b")
    assert held.with_enough(["a"], 1, None) is not None
    keep("c")
    assert held.with_enough(["b"], 1, None) is None
    assert held.with_enough(["a", "c"], 1, None) is not None


def _column(values: Sequence[Sequence[str]]) -> Column:
    names = sorted({one for many in values for one in many})
    return Column(
        len(values), {name: np.array([row for row, many in enumerate(values) if name in many]) for name in names}
    )


@given(
    several=st.lists(st.sets(st.sampled_from("abc")), min_size=8, max_size=8),
    single=st.lists(st.sampled_from(["", "x", "y"]), min_size=8, max_size=8),
    rows=st.sets(st.integers(0, 7)),
    narrowed=st.sets(st.sampled_from("abz"), max_size=2),
)
def test_counts_are_those_of_counting_by_hand(
    several: list[set[str]], single: list[str], rows: set[int], narrowed: set[str]
) -> None:
    columns = {name: _column([[one] if one else [] for one in single]) for name in FACETS}
    columns["theme"] = _column([sorted(one) for one in several])
    asked = {"theme": tuple(narrowed), "year": ("x",)} if narrowed else {}
    total, facets = counted_rows(columns, np.array(sorted(rows), dtype=np.int64), asked)
    right = {row: not narrowed or bool(several[row] & narrowed) for row in rows}
    dated = {row: not narrowed or single[row] == "x" for row in rows}
    assert total == sum(right[row] and dated[row] for row in rows)
    themes = {one.value: one.passages for one in facets["theme"]}
    assert themes == {v: n for v in "abc" if (n := sum(v in several[row] and dated[row] for row in rows))}
    years = {one.value: one.passages for one in facets["year"]}
    assert years == {v: n for v in "xy" if (n := sum(single[row] == v and right[row] for row in rows))}
