"""Tests of bitmaps of rows: required words, counts, and the words of a partition."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.search import bitmaps, facet_counts
from palermo.search.bitmaps import (
    BitmapCache,
    RowNumbers,
    build_bitmap,
    count_bits,
    intersect,
    list_rows,
    pack_mask,
    select_at_least,
)
from palermo.search.facet_counts import FacetColumn, count_facets
from palermo.search.index_fields import FACET_FIELDS
from palermo.search.partitions import IndexPartition
from palermo.search.postings import Postings, PostingWriter

ROWS = 200

type Sets = list[set[int]]


def _rows(rows: Iterable[int]) -> RowNumbers:
    return np.array(sorted(rows), dtype=np.int64)


@given(
    words=st.lists(st.sets(st.integers(0, ROWS - 1)), max_size=6),
    enough=st.integers(0, 4),
    among=st.sets(st.integers(0, ROWS - 1)),
)
def test_rows_with_enough_words(words: Sets, enough: int, among: set[int]) -> None:
    contained = [build_bitmap(ROWS, [_rows(list(item)[:3]), _rows(list(item)[3:])]) for item in words]
    mask = pack_mask(np.isin(np.arange(ROWS), list(among)))
    result = intersect(mask, [select_at_least(contained, enough, mask.size)])
    right = [row for row in sorted(among) if sum(row in item for item in words) >= enough]
    assert list_rows(result).tolist() == right
    assert count_bits(result) == len(right)


def test_a_word_is_read_once_and_after_a_failure_again() -> None:
    contained = BitmapCache(ROWS)
    with pytest.raises(IndexError):
        contained.get_bitmap("a", lambda: [_rows([ROWS])])
    assert list_rows(contained.get_bitmap("a", lambda: [_rows([1]), _rows([7])])).tolist() == [1, 7]
    assert list_rows(contained.get_bitmap("a", lambda: pytest.fail("it is kept"))).tolist() == [1, 7]


def test_words_asked_for_longest_ago_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bitmaps, "MAX_CACHED_BITMAPS", 2)
    contained = BitmapCache(ROWS)
    read: list[str] = []

    def reading(name: str) -> list[RowNumbers]:
        read.append(name)
        return [_rows([1])]

    for name in "abacab":
        contained.get_bitmap(name, partial(reading, name))
    assert read == ["a", "b", "c", "b"]


@given(parts=st.lists(st.lists(st.sets(st.sampled_from(["safe", "house", "убежище", "庇护"])), max_size=9), max_size=3))
def test_the_words_of_rows_are_read_as_they_were_gathered(
    tmp_path_factory: pytest.TempPathFactory, parts: list[list[set[str]]]
) -> None:
    place = tmp_path_factory.mktemp("parts")
    built = []
    for number, part in enumerate(parts):
        gathered = PostingWriter()
        for words in part:
            gathered.add([*words, *words])
        _folder(place, number).mkdir()
        gathered.save(_folder(place, number))
        built.append(IndexPartition(number=number, key=str(number), rows=len(part), segments=()))
    read, rows = Postings(place, built), [words for part in parts for words in part]
    for word in ("safe", "house", "убежище", "庇护", "never"):
        assert read.find_rows(word).tolist() == [row for row, words in enumerate(rows) if word in words]


def _folder(place: Path, number: int) -> Path:
    return place / str(number)


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda contained: contained[:-1],
        lambda contained: contained + b"\0",
        lambda contained: b"",
        lambda contained: np.frombuffer(contained, np.int32).byteswap().tobytes(),
        lambda contained: b"\xff" * 8 + contained[8:],
    ],
    ids=["cut off", "longer", "empty", "another byte order", "fewer than none"],
)
def test_words_that_are_damaged_are_reported(spoilt: Callable[[bytes], bytes], tmp_path: Path) -> None:
    gathered = PostingWriter()
    gathered.add(["safe", "house"])
    _folder(tmp_path, 0).mkdir()
    gathered.save(_folder(tmp_path, 0))
    (file,) = _folder(tmp_path, 0).iterdir()
    file.write_bytes(spoilt(file.read_bytes()))
    with pytest.raises(ValueError, match=r"buffer|empty|damaged"):
        Postings(tmp_path, [IndexPartition(number=0, key="0", rows=1, segments=())])


def _column(values: Sequence[Sequence[str]]) -> FacetColumn:
    names = sorted({item for several in values for item in several})
    return FacetColumn(
        len(values), {name: np.array([row for row, several in enumerate(values) if name in several]) for name in names}
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
        patch.setattr(facet_counts, "MAX_BITMAP_VALUES", few)
        columns = {name: _column([[item] if item else [] for item in single]) for name in FACET_FIELDS}
        columns["theme"], columns["kind"] = _column([sorted(item) for item in several]), _column(["k"] * 8)
    right = {row: not narrowed or bool(several[row] & narrowed) for row in range(8)}
    dated = {row: not narrowed or single[row] == "x" for row in range(8)}
    passing = {"theme": right, "year": dated} if narrowed else {}
    bits = {name: pack_mask(np.array(list(item.values()))) for name, item in passing.items()}
    facets = count_facets(columns, build_bitmap(8, [_rows(rows)]), bits)
    themes = {item.value: item.passages for item in facets["theme"]}
    assert themes == {v: n for v in "abc" if (n := sum(v in several[row] and dated[row] for row in rows))}
    years = {item.value: item.passages for item in facets["year"]}
    assert years == {v: n for v in "xy" if (n := sum(single[row] == v and right[row] for row in rows))}
    total = sum(right[row] and dated[row] for row in rows)
    assert [item.passages for item in facets["kind"]] == ([total] if total else [])
