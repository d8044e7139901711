"""Tests of the status of a statement, as derived from its decisions."""

from collections.abc import Callable

import pytest

from decision_factory import make_decision
from palermo.edition import CompiledDocument
from palermo.review import Decision, derive_review_state, parse_decision
from palermo.statements import ReviewStatus

type Decide = Callable[..., Decision]


@pytest.fixture
def decide(make_part: Callable[..., CompiledDocument]) -> Decide:
    part = make_part("report", "States should train judges.")

    def build(verdict: str = "accept", **fields: object) -> Decision:
        return make_decision(part.statements[0], part.passages[0], verdict, **fields)  # type: ignore[arg-type]

    return build


def test_last_decision_of_one_reviewer_holds(decide: Decide) -> None:
    state = derive_review_state([decide(), decide("reject")])
    assert (state.status, len(state.current)) == (ReviewStatus.REJECTED, 1)


def test_withdrawn_decision_has_no_effect(decide: Decide) -> None:
    first = decide("reject")
    undone = derive_review_state([first, decide("withdraw", target=first.id)])
    assert (undone.status, undone.effective, undone.is_settled) == (ReviewStatus.PROPOSED, None, False)


def test_unsure_decides_nothing(decide: Decide) -> None:
    state = derive_review_state([decide("unsure")])
    assert (state.status, state.missing_reviewers) == (ReviewStatus.PROPOSED, 1)


def test_one_of_two_required_reviewers_is_not_enough(decide: Decide) -> None:
    state = derive_review_state([decide(required=2)])
    assert (state.status, state.missing_reviewers) == (ReviewStatus.PROPOSED, 1)


def test_two_agreeing_reviewers_settle(decide: Decide) -> None:
    state = derive_review_state([decide("reject", required=2), decide("reject", reviewer="bo", required=2)])
    assert (state.status, state.is_settled, state.has_disagreement) == (ReviewStatus.REJECTED, True, False)


def test_disagreement_goes_to_a_third(decide: Decide) -> None:
    two = [decide(required=2), decide("reject", reviewer="bo", required=2)]
    assert derive_review_state(two).missing_reviewers == 1
    three = derive_review_state([*two, decide("reject", reviewer="cy", required=2)])
    assert (three.status, three.is_settled) == (ReviewStatus.REJECTED, True)


def test_same_verdict_with_other_corrections_is_disagreement(decide: Decide) -> None:
    fields = [{"themes": ["health"]}, {"themes": ["gender"]}]
    result = [
        decide("correct", reviewer=who, fields=item, required=2) for who, item in zip(("a", "b"), fields, strict=True)
    ]
    assert derive_review_state(result).has_disagreement


def test_third_opinion_of_its_own_decides(decide: Decide) -> None:
    result = [
        decide(required=2),
        decide("reject", reviewer="bo", required=2),
        decide("correct", reviewer="cy", fields={"tense": "done"}, required=2),
    ]
    assert derive_review_state(result).status is ReviewStatus.CORRECTED


def test_decision_survives_json(decide: Decide) -> None:
    built = decide("correct", fields={"themes": ["health"]}, reason="wrong theme", group="g", queue="audit:1")
    assert parse_decision(built.to_row()) == built


@pytest.mark.parametrize(
    "bad",
    [
        {"verdict": "approve"},
        {"verdict": "withdraw"},
        {"verdict": "correct"},
        {"reviewer": ""},
        {"reviewer": 5},
        {"anchor": {"exact": ""}},
        {"fields": "x"},
        {"required": 9},
        {"reason": "x" * 4001},
    ],
)
def test_invalid_decision_is_refused(decide: Decide, bad: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError)):
        parse_decision(decide().to_row() | bad)
