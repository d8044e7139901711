"""Tests of confidence: calibrated by features, listed in `why`, idempotent."""

from dataclasses import replace

import pytest

from palermo.calibration.list_confidence import (
    CalibrationModel,
    calibrate_statement,
    extract_features,
    list_rule_reasons,
    load_shipped_model,
)
from palermo.statements import Locator, Reason, Statement, StatementKind

MODEL = CalibrationModel(
    judgement_counts={"recommendations.lists": (95, 100)},
    weights={"lists": 3.0, "lists: brackets": -2.0, "recommendations.lists: list-signatures": 0.5},
)


@pytest.fixture
def statement() -> Statement:
    quote = "Adopt a law against trafficking in persons and train judges"
    return Statement(
        id="s",
        kind=StatementKind.RECOMMENDATION,
        quote=quote,
        language="en",
        document="d",
        locator=Locator(page=None, paragraph=None, passage="p", start=0, end=len(quote), headings=()),
        why=(
            Reason(feature="names in brackets sign it: Norway", weight=0.5, code="list-signatures"),
            Reason(feature="a name was read", weight=0.0),
        ),
        method="recommendations.lists.7",
        confidence=0.5,
    )


def test_weights_add_up_to_a_confidence_that_says_what_it_rests_on(statement: Statement) -> None:
    built = calibrate_statement(statement, MODEL)
    assert built.confidence == 0.97
    assert built.why[:2] == statement.why
    assert built.why[-1].feature == "compared with labelled statements: 95 of 100 by this rule are right"
    assert sum(reason.weight for reason in built.why) == pytest.approx(built.confidence)


def test_what_speaks_against_it_is_named(statement: Statement) -> None:
    quote = "Adopt a law (Chile) against trafficking"
    other = replace(statement, quote=quote, locator=replace(statement.locator, start=0, end=len(quote)))
    built = calibrate_statement(other, MODEL)
    assert built.confidence < calibrate_statement(statement, MODEL).confidence
    assert built.why[-1].feature.endswith("; less sure because brackets stand within its quote")


def test_the_second_time_changes_nothing(statement: Statement) -> None:
    once = calibrate_statement(statement, MODEL)
    assert calibrate_statement(once, MODEL) == once
    assert list_rule_reasons(once) == statement.why
    assert extract_features(once) == extract_features(statement)


def test_a_method_that_was_never_judged_keeps_its_own_confidence(statement: Statement) -> None:
    other = replace(statement, method="pictures.1")
    assert calibrate_statement(other, MODEL) == other


def test_the_shipped_model_knows_each_kind_and_no_document() -> None:
    model = load_shipped_model()
    kinds = {method.partition(".")[0] for method in model.judgement_counts}
    assert kinds == {"recommendations", "mandates"}
    assert all(0 < right <= of for right, of in model.judgement_counts.values())
    assert sum(of for _, of in model.judgement_counts.values()) >= 1000
