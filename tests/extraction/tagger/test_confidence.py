"""Confidence of recommendations: steps of a training session are never confirmed."""

import pytest

from palermo.extraction.tagger.confidence import MAX_UNCONFIRMED_CONFIDENCE, is_session_instruction
from palermo.statements import StatementKind
from palermo.statements.confirmation_thresholds import TAGGER_THRESHOLD


@pytest.mark.parametrize(
    "quote",
    [
        "Ask the participants to close their eyes",
        "2. Next, divide participants into pairs",
        "After ten minutes, invite each group to show its drawing",
        "Pídeles que cuelguen sus dibujos",
        "Demandez aux participants de dessiner un puits",
    ],
)
def test_a_step_of_a_training_session_is_an_instruction(quote: str) -> None:
    assert is_session_instruction(StatementKind.RECOMMENDATION, quote)
    assert not is_session_instruction(StatementKind.ACTIVITY, quote)
    assert MAX_UNCONFIRMED_CONFIDENCE < TAGGER_THRESHOLD


@pytest.mark.parametrize(
    "quote",
    [
        "We encourage the Example Group to publish its figures",
        "States should give women access to courts",
        "Encourage States to publish figures",
        "Listen carefully",
    ],
)
def test_advice_is_no_instruction_for_a_session(quote: str) -> None:
    assert not is_session_instruction(StatementKind.RECOMMENDATION, quote)
