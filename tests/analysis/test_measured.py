"""Shares, words and intervals."""

import pytest

from palermo.analysis import Share
from palermo.analysis.comparing import assigned, words
from palermo.analysis.measured import Counts


def test_intervals_hold_the_share_and_narrow_with_more() -> None:
    few, many = Share(right=9, of=10), Share(right=900, of=1000)
    assert few.interval[0] < many.interval[0] < 0.9 < many.interval[1] < few.interval[1] <= 1
    assert Share(right=0, of=0).interval == (0.0, 1.0)


def test_words_are_compared_without_case_accents_and_marks() -> None:
    assert words("Ratify—as a Non\u2011Member—the State’s “Énergie” law") == [
        "ratify", "as", "a", "nonmember", "the", "states", "energie", "law",
    ]  # fmt: skip
    assert words("打击人口贩运") == list("打击人口贩运")


def test_the_best_pair_is_taken_first() -> None:
    assert assigned([((-0.8,), 0, 0), ((-0.9,), 1, 0), ((-0.7,), 0, 1)]) == [(1, 0), (0, 1)]


@pytest.mark.parametrize("documents", [3, 30])
def test_an_interval_by_documents_holds_the_share_and_is_the_same_twice(documents: int) -> None:
    counts = Counts()
    for number in range(documents):
        counts.add("by kind", "all", f"d{number}", gold=10, found=10, matched=8 + number % 3)
    (first,), (second,) = (counts.tables(("by kind",))[0].lines for _ in range(2))
    assert first == second
    assert first.low < first.f1 < first.high
