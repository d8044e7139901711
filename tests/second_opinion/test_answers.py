"""Tests of answers: accepted, dropped and refused parts."""

import json
from typing import Any

import pytest

from palermo.second_opinion.answers import (
    MAX_MISSING_STATEMENTS,
    AnswerMalformed,
    Opinion,
    OpinionAnswer,
    Verdict,
    parse_answer,
)
from palermo.second_opinion.prompts import OpinionQuestion, QuestionItem, StatementParties
from palermo.statements import StatementKind

TEXT = "The Committee urges States to train judges. UNODC trained 40 judges with IOM."
QUESTION = OpinionQuestion(
    text=TEXT,
    language="en",
    items=(
        QuestionItem(
            kind=StatementKind.ACTIVITY, quote="train judges", parties=StatementParties(actors=("the Forum",))
        ),
        QuestionItem(
            kind=StatementKind.ACTIVITY, quote="UNODC trained 40 judges", parties=StatementParties(actors=("UNODC",))
        ),
    ),
)


def parse(*statements: Any, missing: Any = ()) -> OpinionAnswer:
    return parse_answer(json.dumps({"statements": statements, "missing": list(missing)}), QUESTION)


def disagreement(**changed: Any) -> dict[str, Any]:
    return {"number": 1, "verdict": "disagree", "kind": "recommendation", "quotes": ["train judges"]} | changed


def test_agreement_and_disagreement_are_taken() -> None:
    answer = parse({"number": 2, "verdict": "agree"}, disagreement(actors=["The Committee"], addressees=["States"]))
    parties = StatementParties(actors=("The Committee",), addressees=("States",))
    assert answer == OpinionAnswer(
        opinions=(
            Opinion(verdict=Verdict.AGREE, number=2),
            Opinion(
                verdict=Verdict.DISAGREE, number=1, kind="recommendation", quotes=("train judges",), parties=parties
            ),
        )
    )


def test_a_missing_statement_is_taken() -> None:
    answer = parse(missing=[{"kind": "partnership", "quotes": ["with IOM"], "actors": ["UNODC"], "partners": ["IOM"]}])
    (opinion,) = answer.opinions
    assert (opinion.verdict, opinion.number, opinion.kind) == (Verdict.MISSING, None, "partnership")
    assert opinion.parties.partners == ("IOM",)


@pytest.mark.parametrize(
    "part",
    [
        disagreement(quotes=["train Judges"]),
        disagreement(quotes=["train judges", "train judges "]),
        disagreement(quotes=["train  judges"]),
        disagreement(quotes=[" "]),
        disagreement(quotes=[]),
        disagreement(quotes="train judges"),
        disagreement(quotes=["train judges"] * 11),
        disagreement(quotes=[1]),
        disagreement(actors=["UNICEF"]),
        disagreement(actors="UNODC"),
        disagreement(kind="opinion"),
        disagreement(kind=["recommendation"]),
        disagreement(kind="activity", actors=["the Forum"]),
        disagreement(verdict="perhaps"),
        disagreement(number=3),
        disagreement(number=True),
        disagreement(number="1"),
        {"number": 1, "verdict": "agree", "quotes": ["not there"]},
        "agree",
        None,
    ],
)
def test_an_invalid_part_is_dropped_and_counted(part: Any) -> None:
    answer = parse(part, {"number": 2, "verdict": "agree"})
    assert [opinion.number for opinion in answer.opinions] == [2]
    assert answer.dropped == 1


def test_a_name_of_the_question_may_be_proposed() -> None:
    assert parse(disagreement(actors=["the Forum"])).opinions[0].parties.actors == ("the Forum",)


def test_nothing_stated_needs_no_quote() -> None:
    (opinion,) = parse({"number": 1, "verdict": "disagree", "kind": "none", "quotes": None}).opinions
    assert (opinion.kind, opinion.quotes) == ("none", ())


def test_a_second_opinion_on_the_same_statement_is_dropped() -> None:
    answer = parse({"number": 1, "verdict": "agree"}, disagreement())
    assert ([opinion.verdict for opinion in answer.opinions], answer.dropped) == ([Verdict.AGREE], 1)


def test_missing_statements_have_a_limit() -> None:
    quotes = sorted({TEXT[start : start + 5] for start in range(len(TEXT) - 5)} - {" "})
    answer = parse(missing=[{"kind": "factor", "quotes": [quote]} for quote in quotes])
    assert len(answer.opinions) == MAX_MISSING_STATEMENTS
    assert answer.dropped == len(quotes) - MAX_MISSING_STATEMENTS


@pytest.mark.parametrize("context", ["{}", "```json\n{}\n```", "```\n{}\n```\n", "<think>\nhm {{\n</think>\n{}"])
def test_fences_and_reasoning_around_the_object_are_ignored(context: str) -> None:
    text = context.format('{"statements": [{"number": 1, "verdict": "agree"}]}')
    assert len(parse_answer(text, QUESTION).opinions) == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("I agree.", "not valid JSON at character 0"),
        ('{"statements": [', "not valid JSON"),
        ("[]", "not a JSON object"),
        ('{"statements": {}}', '"statements" is not a list'),
        ('{"missing": []}', '"statements" is not a list'),
        ('{"statements": [], "missing": "none"}', '"missing" is not a list'),
        ("[" * 200_000, "nested too deeply"),
        ("1" * 10_000, "not valid JSON"),
    ],
)
def test_what_is_not_the_object_is_malformed(text: str, reason: str) -> None:
    with pytest.raises(AnswerMalformed, match=reason):
        parse_answer(text, QUESTION)


def test_an_answer_is_the_same_after_json() -> None:
    answer = parse(
        {"number": 2, "verdict": "agree"},
        disagreement(addressees=["States"]),
        missing=[{"kind": "partnership", "quotes": ["with IOM"]}],
    )
    second = parse_answer(answer.to_json(), QUESTION)
    assert set(second.opinions) == set(answer.opinions)
