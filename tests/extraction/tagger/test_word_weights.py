"""Which words of a quote weighed most: the verb that asks weighs more than the words around it."""

from dataclasses import replace

import pytest

from palermo import extraction
from palermo.errors import NotFound
from palermo.extraction.tagger.model import load_shipped_model
from palermo.extraction.tagger.word_weights import MAX_RUNS, compute_word_weights
from palermo.statements import Masthead
from passage_factory import make_passages

ASKING = "The Board of Examples urges all States to fund shelters for survivors of trafficking."
AID = ("shelters", "legal aid", "medical care", "counselling", "training", "housing", "schooling", "safe return")


def test_the_verb_that_asks_weighs_most() -> None:
    passages = make_passages("# Outcome", ASKING)
    (one,) = extraction.extract(passages, Masthead()).statements
    found = compute_word_weights(one, passages, "", load_shipped_model())
    assert found[0].words == "urges"
    assert [row.weight for row in found] == sorted((row.weight for row in found), reverse=True)
    assert {row.words for row in found} <= set(ASKING.replace(".", "").split())


@pytest.mark.slow
def test_words_of_a_long_quote_are_left_out_several_at_once() -> None:
    aid = ", ".join(f"{what} for {whom}" for what in AID for whom in ("women", "men", "children"))
    passages = make_passages(f"The Board of Examples urges all States to fund {aid} who survived trafficking.")
    (one,) = extraction.extract(passages, Masthead()).statements
    weights = compute_word_weights(one, passages, "", load_shipped_model())
    assert len(weights) <= MAX_RUNS
    assert any(" " in row.words for row in weights)


def test_statement_of_list_rules_has_no_weights() -> None:
    passages = make_passages(ASKING)
    (one,) = extraction.extract(passages, Masthead()).statements
    with pytest.raises(NotFound, match="rules"):
        compute_word_weights(replace(one, method="lists.recommendations"), passages, "", load_shipped_model())


def test_passage_that_is_gone_is_reported() -> None:
    passages = make_passages(ASKING)
    (one,) = extraction.extract(passages, Masthead()).statements
    with pytest.raises(NotFound, match="passage"):
        compute_word_weights(one, make_passages("Another text of another document."), "", load_shipped_model())
