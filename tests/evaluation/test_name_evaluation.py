"""Tests of the evaluation of organisation names, independent of ids."""

import pytest

from palermo.evaluation import GoldLabels, evaluate, evaluate_names
from palermo.registry import Registry

GOLD = [{"name": name, "canonical_id": name[0]} for name in ("a1", "a2", "a3", "b1", "b2")]


def test_ids_of_ones_own_score_one() -> None:
    built = evaluate_names({row["name"]: f"new:{row['name'][0]}" for row in GOLD}, GOLD)
    assert built.get_row("pairs of names").f1 == 1
    assert built.notes[1].endswith("F1 1.0000")
    assert built.mistakes == ()


def test_what_is_split_and_what_is_thrown_together_is_reported() -> None:
    built = evaluate_names({"a1": "x", "a2": "x", "a3": "y", "b1": "y"}, GOLD)
    line = built.get_row("pairs of names")
    assert (line.gold, line.predicted, line.matched) == (4, 2, 1)
    assert [m.cause for m in built.mistakes].count("one organisation, read as two") == 3
    assert [m.cause for m in built.mistakes].count("two organisations, read as one") == 1


def test_names_are_no_labels_of_statements(shipped: Registry) -> None:
    with pytest.raises(ValueError, match="no statements"):
        evaluate([], GoldLabels(label_type="names", rows=tuple(GOLD)), shipped)
