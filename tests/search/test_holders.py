"""Rows as bits: which hold enough words, how they are counted, and the words of a part's rows."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.search import counting, holders
from palermo.search.bits import Rows, in_all, in_enough, of_rows, packed, rows_of, size
from palermo.search.counting import Column, counted
from palermo.search.fields import FACETS
from palermo.search.holders import Holders
from palermo.search.parts import Part
from palermo.search.postings import Gathered, Postings

ROWS = 200

type Sets = list[set[int]]


def _rows(rows: Iterable[int]) -> Rows:
    return np.array(sorted(rows), dtype=np.int64)


@given(
    words=st.lists(st.sets(st.integers(0, ROWS - 1)), max_size=6),
    enough=st.integers(0, 4),
    among=st.sets(st.integers(0, ROWS - 1)),
)
def test_rows_with_enough_words(words: Sets, enough: int, among: set[int]) -> None:
    held = [of_rows(ROWS, [_rows(list(one)[:3]), _rows(list(one)[3:])]) for one in words]
    mask = packed(np.isin(np.arange(ROWS), list(among)))
    found = in_all(mask, [in_enough(held, enough, mask.size)])
    right = [row for row in sorted(among) if sum(row in one for one in words) >= enough]
    assert rows_of(found).tolist() == right
    assert size(found) == len(right)


def test_a_word_is_read_once_and_after_a_failure_again() -> None:
    held = Holders(ROWS)
    with pytest.raises(IndexError):
        held.bits("a", lambda: [_rows([ROWS])])
    assert rows_of(held.bits("a", lambda: [_rows([1]), _rows([7])])).tolist() == [1, 7]
    assert rows_of(held.bits("a", lambda: pytest.fail("it is kept"))).tolist() == [1, 7]


def test_words_asked_for_longest_ago_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holders, "KEPT", 2)
    held = Holders(ROWS)
    read: list[str] = []

    def reading(name: str) -> list[Rows]:
        read.append(name)
        return [_rows([1])]

    for name in "abacab":
        held.bits(name, partial(reading, name))
    assert read == ["a", "b", "c", "b"]


@given(parts=st.lists(st.lists(st.sets(st.sampled_from(["safe", "house", "убежище", "庇护"])), max_size=9), max_size=3))
def test_the_words_of_rows_are_read_as_they_were_gathered(
    tmp_path_factory: pytest.TempPathFactory, parts: list[list[set[str]]]
) -> None:
    place = tmp_path_factory.mktemp("parts")
    made = []
    for number, part in enumerate(parts):
        gathered = Gathered()
        for words in part:
            gathered.add([*words, *words])
        _folder(place, number).mkdir()
        gathered.save(_folder(place, number))
        made.append(Part(number=number, key=str(number), rows=len(part), segments=()))
    read, rows = Postings(place, made), [words for part in parts for words in part]
    for word in ("safe", "house", "убежище", "庇护", "never"):
        assert read.rows(word).tolist() == [row for row, words in enumerate(rows) if word in words]


def _folder(place: Path, number: int) -> Path:
    return place / str(number)


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda held: held[:-1],
        lambda held: held + b"\0",
        lambda held: b"",
        lambda held: np.frombuffer(held, np.int32).byteswap().tobytes(),
        lambda held: b"\xff" * 8 + held[8:],
    ],
    ids=["cut off", "longer", "empty", "another byte order", "fewer than none"],
)
def test_words_that_are_damaged_are_told(spoilt: Callable[[bytes], bytes], tmp_path: Path) -> None:
    gathered = Gathered()
    gathered.add(["safe", "house"])
    _folder(tmp_path, 0).mkdir()
    gathered.save(_folder(tmp_path, 0))
    (file,) = _folder(tmp_path, 0).iterdir()
    file.write_bytes(spoilt(file.read_bytes()))
    with pytest.raises(ValueError, match=r"buffer|empty|damaged"):
        Postings(tmp_path, [Part(number=0, key="0", rows=1, segments=())])


def _column(values: Sequence[Sequence[str]]) -> Column:
    names = sorted({one for many in values for one in many})
    return Column(
        len(values), {name: np.array([row for row, many in enumerate(values) if name in many]) for name in names}
    )


@pytest.mark.parametrize("few", [0, 32])
@given(
    several=st.lists(st.sets(st.sampled_from("abc")), min_size=8, max_size=8),
    single=st.lists(st.sampled_from(["", "x", "y"]), min_size=8, max_size=8),
    rows=st.sets(st.integers(0, 7)),
    narrowed=st.sets(st.sampled_from("abz"), max_size=2),
)
def test_counts_are_those_of_counting_by_hand(
    few: int, several: list[set[str]], single: list[str], rows: set[int], narrowed: set[str]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "FEW", few)
        columns = {name: _column([[one] if one else [] for one in single]) for name in FACETS}
        columns["theme"], columns["kind"] = _column([sorted(one) for one in several]), _column(["k"] * 8)
    right = {row: not narrowed or bool(several[row] & narrowed) for row in range(8)}
    dated = {row: not narrowed or single[row] == "x" for row in range(8)}
    passing = {"theme": right, "year": dated} if narrowed else {}
    bits = {name: packed(np.array(list(one.values()))) for name, one in passing.items()}
    total, facets = counted(columns, of_rows(8, [_rows(rows)]), bits)
    assert total == sum(right[row] and dated[row] for row in rows)
    themes = {one.value: one.passages for one in facets["theme"]}
    assert themes == {v: n for v in "abc" if (n := sum(v in several[row] and dated[row] for row in rows))}
    years = {one.value: one.passages for one in facets["year"]}
    assert years == {v: n for v in "xy" if (n := sum(single[row] == v and right[row] for row in rows))}
    assert [one.passages for one in facets["kind"]] == ([total] if total else [])
