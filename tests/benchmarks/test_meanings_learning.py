"""How tags by terms and by meaning are learnt: terms counted apart from the passage that is asked, lines by scheme."""

from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from loading import loaded
from palermo.linking.likely import key
from palermo.statements import Kind
from palermo.vocabulary import TAGGED

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def learning() -> ModuleType:
    return loaded("meanings_learning", BENCHMARKS / "meanings_learning.py")


def quotes(learning: ModuleType, passages: list[str], labelled: list[bool]) -> Any:
    """Quotes that the term "clinic*" tagged with health, of which some are labelled so."""
    tags, wanted = learning.ids(TAGGED), learning.ids(learning.SCHEMES)
    labels = np.zeros((len(passages), len(wanted)), dtype=np.bool_)
    labels[:, wanted.index("health")] = labelled
    named = np.zeros((len(passages), len(tags)), dtype=np.bool_)
    named[:, tags.index("health")] = True
    return learning.Quotes(
        vectors=np.ones((len(passages), 4), dtype=np.float32),
        named=named,
        kinds=np.array([[kind is Kind.ACTIVITY for kind in Kind]] * len(passages)),
        labels=labels,
        passages=np.array(passages, dtype=object),
        languages=np.array(["en"] * len(passages), dtype=object),
        met=(frozenset({key("health", "en", "clinic*")}),) * len(passages),
    )


def test_a_term_is_trusted_by_other_passages_than_the_one_that_is_asked(learning: ModuleType) -> None:
    given = quotes(learning, ["a", "a", "b", "b"], [True, True, False, False])
    told = learning.trusted_apart(given, np.arange(4))[:, learning.ids(learning.SCHEMES).index("health")]
    assert told[:2] == pytest.approx([told[0]] * 2)
    assert told[0] < 0.5 < told[2]


def test_what_no_term_named_is_not_trusted_or_distrusted(learning: ModuleType) -> None:
    given = quotes(learning, ["a", "b"], [True, True])
    told = learning.trusted(given, np.arange(2), learning.Counted(given, np.arange(2)).trust())
    assert np.isnan(told).sum() == told.size - 2


def test_quotes_of_one_passage_stay_together_and_our_own_texts_teach_in_all_folds(learning: ModuleType) -> None:
    given = quotes(learning, ["a", "a", "b", "c", "d", "e", "f", ""], [True] * 8)
    checked = []
    for learn, check in learning.folds(given):
        assert 7 in learn
        assert not set(given.passages[learn]) & set(given.passages[check])
        checked += check.tolist()
    assert sorted(checked) == list(range(7))


def test_a_scheme_gives_labels_from_where_it_is_most_often_right(learning: ModuleType) -> None:
    given = quotes(learning, ["a", "b", "c", "d"], [True, True, False, False])
    health = learning.ids(learning.SCHEMES).index("health")
    likely = np.zeros(given.labels.shape, dtype=np.float32)
    likely[:, health] = [0.6, 0.45, 0.35, 0.3]
    line = learning.lines(given, likely, np.arange(4))[health]
    assert 0.35 < line <= 0.45
