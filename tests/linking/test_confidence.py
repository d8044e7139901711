"""Confidence: what labels show of statements like it, said in `why`, the same at the second time."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from palermo.linking.confidence import Model, calibrated, features, own_reasons, shipped_model
from palermo.statements import Reason, Statement

type Make = Callable[..., Statement]
MODEL = Model(
    judged={"recommendations.lists": (95, 100)},
    weights={"lists": 3.0, "lists: brackets": -2.0, "recommendations.lists: it is signed": 0.5},
)


@pytest.fixture
def said(make_statement: Make) -> Statement:
    quote = "Adopt a law against trafficking in persons and train judges"
    made = make_statement("d", quote)
    why = (Reason(feature="it is signed: Norway", weight=0.5), Reason(feature="a name was read", weight=0.0))
    return replace(made, method="recommendations.lists.7", why=why, confidence=0.5)


def test_weights_add_up_to_a_confidence_that_says_what_it_rests_on(said: Statement) -> None:
    made = calibrated(said, MODEL)
    assert made.confidence == 0.97
    assert made.why[:2] == said.why
    assert made.why[-1].feature == "compared with labelled statements: 95 of 100 of this recipe are right"
    assert sum(reason.weight for reason in made.why) == pytest.approx(made.confidence)


def test_what_speaks_against_it_is_named(said: Statement) -> None:
    quote = "Adopt a law (Chile) against trafficking"
    other = replace(said, quote=quote, locator=replace(said.locator, start=0, end=len(quote)))
    made = calibrated(other, MODEL)
    assert made.confidence < calibrated(said, MODEL).confidence
    assert made.why[-1].feature.endswith("; less sure because brackets stand within its quote")


def test_the_second_time_changes_nothing(said: Statement) -> None:
    once = calibrated(said, MODEL)
    assert calibrated(once, MODEL) == once
    assert own_reasons(once) == said.why
    assert features(once) == features(said)


def test_a_recipe_that_was_never_judged_keeps_its_own_confidence(said: Statement) -> None:
    other = replace(said, method="pictures.1")
    assert calibrated(other, MODEL) == other


def test_the_shipped_model_knows_each_kind_and_no_document() -> None:
    model = shipped_model()
    kinds = {recipe.partition(".")[0] for recipe in model.judged}
    assert kinds == {"recommendations", "mandates"}
    assert all(0 < right <= of for right, of in model.judged.values())
    assert sum(of for _, of in model.judged.values()) >= 1000
