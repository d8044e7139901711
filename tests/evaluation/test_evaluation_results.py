"""Tests of shares, words and intervals."""

import pytest

from palermo.evaluation.evaluation_results import EvaluationCounts
from palermo.evaluation.text_comparison import assign_pairs, tokenise


def test_words_are_compared_without_case_accents_and_marks() -> None:
    assert tokenise("Ratify—as a Non\u2011Member—the State’s “Énergie” law") == [
        "ratify", "as", "a", "nonmember", "the", "states", "energie", "law",
    ]  # fmt: skip
    assert tokenise("打击人口贩运") == list("打击人口贩运")


def test_the_best_pair_is_taken_first() -> None:
    assert assign_pairs([((-0.8,), 0, 0), ((-0.9,), 1, 0), ((-0.7,), 0, 1)]) == [(1, 0), (0, 1)]


@pytest.mark.parametrize("documents", [3, 30])
def test_an_interval_by_documents_holds_the_share_and_is_the_same_twice(documents: int) -> None:
    counts = EvaluationCounts()
    for number in range(documents):
        counts.add("by kind", "all", f"d{number}", gold=10, found=10, matched=8 + number % 3)
    (first,), (second,) = (counts.build_tables(("by kind",))[0].rows for _ in range(2))
    assert first == second
    assert first.low < first.f1 < first.high
