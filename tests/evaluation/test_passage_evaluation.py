"""Tests of the evaluation of labelled passages: matches, and causes of mistakes."""

from collections.abc import Callable

import pytest

from palermo.evaluation import Evaluation, GoldLabels, StatementPrediction, evaluate
from palermo.evaluation.gold_labels import GoldRow
from palermo.registry import Registry
from palermo.statements import StatementKind

type Make = Callable[..., StatementPrediction]
LAW, TRAINED = "States should adopt a law on the matter", "The Example Agency trained 40 judges in Kenya"
TEXT = f"{LAW}. {TRAINED}. No judge was trained in Chile in that year."


def label(quote: str, kind: str = "recommendation", **fields: object) -> GoldRow:
    return {"kind": kind, "quote": quote, **fields}


def row(*statements: GoldRow, text: str = TEXT, document: str = "plan.docx") -> GoldRow:
    return {"document": document, "language": "en", "passage_text": text, "statements": list(statements)}


@pytest.fixture
def score(shipped: Registry) -> Callable[..., Evaluation]:
    def scored(found: list[StatementPrediction], *rows: GoldRow) -> Evaluation:
        return evaluate(found, GoldLabels(label_type="statements", rows=rows), shipped)

    return scored


def causes(made: Evaluation) -> list[tuple[str, str]]:
    return [(mistake.category, mistake.cause) for mistake in made.mistakes]


def test_what_agrees_scores_one(make_prediction: Make, score: Callable[..., Evaluation]) -> None:
    text = [
        make_prediction(StatementKind.RECOMMENDATION, LAW, "in/plan.docx", TEXT),
        make_prediction(
            StatementKind.ACTIVITY, TRAINED, "in/plan.docx", TEXT, actors=("Example Agency",), places=("KEN",)
        ),
    ]
    gold = row(label(LAW), label(TRAINED, "activity", actors=["The Example Agency"], places=["KEN"]))
    built = score(text, gold)
    lines = [line for table in built.tables for line in table.rows if line.gold + line.predicted]
    assert {line.name for line in lines} == {"all", "recommendation", "activity", "en", "actors", "places"}
    assert {line.f1 for line in lines} == {1.0}
    assert causes(built) == []


@pytest.mark.parametrize(
    ("kind", "quote", "labelled", "missed", "alarm"),
    [
        (StatementKind.ACTIVITY, LAW, label(LAW), "wrong kind: recommendation read as activity", None),
        (StatementKind.RECOMMENDATION, TEXT[:-1], label(LAW), "span too long", None),
        (StatementKind.RECOMMENDATION, "adopt a law", label(TEXT[:-1]), "span too short", None),
        (StatementKind.ACTIVITY, "No judge was trained in Chile", label(LAW), None, "negation, or what did not happen"),
        (
            StatementKind.ACTIVITY,
            TRAINED,
            label(LAW),
            "nothing found in this sentence",
            "nothing labelled in this sentence",
        ),
    ],
)
def test_each_mistake_has_its_cause(
    make_prediction: Make,
    score: Callable[..., Evaluation],
    kind: StatementKind,
    quote: str,
    labelled: GoldRow,
    missed: str | None,
    alarm: str | None,
) -> None:
    output = dict(causes(score([make_prediction(kind, quote, "plan.docx", TEXT)], row(labelled)))[::-1])
    assert output["missed"] == (missed or "nothing found in this sentence")
    assert output["false alarm"] == (alarm or missed)


def test_items_of_a_list_and_empty_passages_are_reported(
    make_prediction: Make, score: Callable[..., Evaluation]
) -> None:
    listed = "States should: (a) adopt a law; (b) train judges."
    quiet = "The room has forty chairs and one door."
    text = [make_prediction(StatementKind.FACTOR, quiet[:-1], "plan.docx", quiet)]
    built = score(text, row(label("train judges"), text=listed), row(text=quiet))
    output = [("missed", "missed list item"), ("false alarm", "a passage without any statement")]
    assert sorted(causes(built)) == sorted(output)
    assert built.notes == ("passages without any statement: 1; with a false one: 1",)


def test_fields_that_differ_are_reported(make_prediction: Make, score: Callable[..., Evaluation]) -> None:
    text = [make_prediction(StatementKind.ACTIVITY, TRAINED, "plan.docx", TEXT, actors=("Agency",), themes=("gender",))]
    built = score(text, row(label(TRAINED, "activity", actors=["Example Agency"], groups=["women"])))
    assert sorted(cause for _, cause in causes(built)) == ["actor other", "group missing", "theme too many"]


def test_what_stands_outside_of_labelled_passages_and_in_another_format_does_not_count(
    make_prediction: Make, score: Callable[..., Evaluation]
) -> None:
    elsewhere = make_prediction(StatementKind.FACTOR, "Poverty makes people vulnerable to deceit", "plan.docx")
    twin = make_prediction(StatementKind.RECOMMENDATION, LAW, "plan.pdf", TEXT)
    own = make_prediction(StatementKind.RECOMMENDATION, LAW, "plan.docx", TEXT)
    assert score([elsewhere, twin, own], row(label(LAW))).get_row("all").predicted == 1
    assert score([twin], row(label(LAW))).get_row("all").matched == 1
