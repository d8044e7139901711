"""Statements of every kind against labelled passages: what agrees, and the cause of what does not."""

from collections.abc import Callable

import pytest

from palermo.analysis import Evaluation, Found, Labels, evaluate
from palermo.analysis.labelled import Row
from palermo.registry import Registry
from palermo.statements import Kind

type Make = Callable[..., Found]
LAW, TRAINED = "States should adopt a law on the matter", "The Example Agency trained 40 judges in Kenya"
TEXT = f"{LAW}. {TRAINED}. No judge was trained in Chile in that year."


def label(quote: str, kind: str = "recommendation", **fields: object) -> Row:
    return {"kind": kind, "quote": quote, **fields}


def row(*statements: Row, text: str = TEXT, document: str = "plan.docx") -> Row:
    return {"document": document, "language": "en", "passage_text": text, "statements": list(statements)}


@pytest.fixture
def score(shipped: Registry) -> Callable[..., Evaluation]:
    def scored(found: list[Found], *rows: Row) -> Evaluation:
        return evaluate(found, Labels(sort="statements", rows=rows), shipped)

    return scored


def causes(made: Evaluation) -> list[tuple[str, str]]:
    return [(mistake.sort, mistake.cause) for mistake in made.mistakes]


def test_what_agrees_scores_one(make_found: Make, score: Callable[..., Evaluation]) -> None:
    said = [
        make_found(Kind.RECOMMENDATION, LAW, "in/plan.docx", TEXT),
        make_found(Kind.ACTIVITY, TRAINED, "in/plan.docx", TEXT, actors=("Example Agency",), places=("KEN",)),
    ]
    gold = row(label(LAW), label(TRAINED, "activity", actors=["The Example Agency"], places=["KEN"]))
    made = score(said, gold)
    lines = [line for table in made.tables for line in table.lines if line.gold + line.found]
    assert {line.name for line in lines} == {"all", "recommendation", "activity", "en", "actors", "places"}
    assert {line.f1 for line in lines} == {1.0}
    assert causes(made) == []


@pytest.mark.parametrize(
    ("kind", "quote", "labelled", "missed", "alarm"),
    [
        (Kind.ACTIVITY, LAW, label(LAW), "wrong kind: recommendation read as activity", None),
        (Kind.RECOMMENDATION, TEXT[:-1], label(LAW), "span too long", None),
        (Kind.RECOMMENDATION, "adopt a law", label(TEXT[:-1]), "span too short", None),
        (Kind.ACTIVITY, "No judge was trained in Chile", label(LAW), None, "negation, or what did not happen"),
        (Kind.ACTIVITY, TRAINED, label(LAW), "nothing found in this sentence", "nothing labelled in this sentence"),
    ],
)
def test_each_mistake_has_its_cause(
    make_found: Make,
    score: Callable[..., Evaluation],
    kind: Kind,
    quote: str,
    labelled: Row,
    missed: str | None,
    alarm: str | None,
) -> None:
    told = dict(causes(score([make_found(kind, quote, "plan.docx", TEXT)], row(labelled)))[::-1])
    assert told["missed"] == (missed or "nothing found in this sentence")
    assert told["false alarm"] == (alarm or missed)


def test_items_of_a_list_and_empty_passages_are_told(make_found: Make, score: Callable[..., Evaluation]) -> None:
    listed = "States should: (a) adopt a law; (b) train judges."
    quiet = "The room has forty chairs and one door."
    said = [make_found(Kind.FACTOR, quiet[:-1], "plan.docx", quiet)]
    made = score(said, row(label("train judges"), text=listed), row(text=quiet))
    told = [("missed", "missed list item"), ("false alarm", "a passage without any statement")]
    assert sorted(causes(made)) == sorted(told)
    assert made.notes == ("passages without any statement: 1; with a false one: 1",)


def test_fields_that_differ_are_told(make_found: Make, score: Callable[..., Evaluation]) -> None:
    said = [make_found(Kind.ACTIVITY, TRAINED, "plan.docx", TEXT, actors=("Agency",), themes=("gender",))]
    made = score(said, row(label(TRAINED, "activity", actors=["Example Agency"], groups=["women"])))
    assert sorted(cause for _, cause in causes(made)) == ["actor other", "group missing", "theme too many"]


def test_what_stands_outside_of_labelled_passages_and_in_another_format_does_not_count(
    make_found: Make, score: Callable[..., Evaluation]
) -> None:
    elsewhere = make_found(Kind.FACTOR, "Poverty makes people vulnerable to deceit", "plan.docx")
    twin = make_found(Kind.RECOMMENDATION, LAW, "plan.pdf", TEXT)
    own = make_found(Kind.RECOMMENDATION, LAW, "plan.docx", TEXT)
    assert score([elsewhere, twin, own], row(label(LAW))).line("all").found == 1
    assert score([twin], row(label(LAW))).line("all").matched == 1
