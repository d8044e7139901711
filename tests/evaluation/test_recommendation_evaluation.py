"""Tests of the evaluation of recommendations."""

from collections.abc import Callable

import pytest

from palermo.evaluation import Evaluation, GoldLabels, StatementPrediction, evaluate
from palermo.evaluation.gold_labels import GoldRow
from palermo.registry import Registry
from palermo.statements import Response, StatementKind

TEXTS = ["Adopt a law against trafficking in persons", "Train judges and prosecutors on the rights of victims"]
type Make = Callable[..., StatementPrediction]
type Score = Callable[..., Evaluation]


def gold(text: str, number: str, page: int = 5, **fields: object) -> GoldRow:
    return {
        "document": "kenya2010.pdf",
        "number": number,
        "text": text,
        "addressee": "KEN",
        "recommenders": ["NOR"],
        "response": "accepted",
        "themes": [],
        "page": page,
        **fields,
    }


GOLD = [gold(text, f"4.{i}") for i, text in enumerate(TEXTS)]


@pytest.fixture
def make(make_prediction: Make) -> Make:
    def made(quote: str, number: str, **fields: object) -> StatementPrediction:
        known = {"actors": ("state:NOR",), "addressees": ("state:KEN",), "response": Response.ACCEPTED}
        return make_prediction(StatementKind.RECOMMENDATION, quote, number=number, **(known | fields))

    return made


@pytest.fixture
def score(shipped: Registry) -> Score:
    def scored(
        found: list[StatementPrediction], rows: list[GoldRow] = GOLD, ignore: list[GoldRow] | None = None
    ) -> Evaluation:
        return evaluate(found, GoldLabels(label_type="recommendations", rows=tuple(rows)), shipped, ignore or [])

    return scored


@pytest.fixture
def predictions(make: Make) -> list[StatementPrediction]:
    return [make(text, f"4.{i}") for i, text in enumerate(TEXTS)]


def test_the_same_scores_one_everywhere_in_any_order(predictions: list[StatementPrediction], score: Score) -> None:
    built = score(predictions[::-1])
    lines = [line for table in built.tables for line in table.rows if line.gold]
    assert {line.name for line in lines} >= {"recommendation", "en", "exact", "addressee", "recommenders", "response"}
    assert {line.f1 for line in lines} == {1.0}
    assert built.mistakes == ()


def test_nothing_found_scores_nothing_and_names_what_was_missed(score: Score) -> None:
    built = score([])
    assert built.get_row("recommendation").f1 == 0
    assert [mistake.category for mistake in built.mistakes] == ["missed", "missed"]


def test_each_wrong_field_is_reported(make: Make, predictions: list[StatementPrediction], score: Score) -> None:
    wrong = make(TEXTS[0] + " soon", "4.0", actors=("state:CHL",), addressees=(), response=None)
    built = score([wrong, predictions[1]])
    causes = {"span too long", "addressee other", "actor missing", "response other"}
    assert {mistake.cause for mistake in built.mistakes} == causes
    assert built.get_row("exact").f1 == 0.5


def test_an_extra_one_costs_precision_unless_it_is_to_be_ignored(
    make: Make, predictions: list[StatementPrediction], score: Score
) -> None:
    extra = make("Abolish the fee for work permits", "4.9")
    built = score([*predictions, extra])
    assert built.get_row("recommendation").precision == pytest.approx(2 / 3)
    assert [mistake.cause for mistake in built.mistakes] == ["nothing labelled there"]
    ignored = score([*predictions, extra], GOLD, [gold("Abolish the fee for work permits", "4.9")])
    assert ignored.get_row("recommendation").precision == 1


def test_what_stands_before_the_first_labelled_page_is_left_out(
    make: Make, predictions: list[StatementPrediction], score: Score
) -> None:
    early = make("Abolish the fee for work permits", "1.1", page=2)
    assert score([*predictions, early]).get_row("recommendation").precision == 1


def test_documents_without_gold_do_not_count(make: Make, predictions: list[StatementPrediction], score: Score) -> None:
    other = make("Abolish the fee", "1", source="chile.pdf")
    assert score([*predictions, other]).get_row("recommendation").predicted == 2


def test_a_number_and_states_that_a_label_kept_are_no_part_of_its_text(
    predictions: list[StatementPrediction], score: Score
) -> None:
    rows = [gold(f"4.0 {TEXTS[0]} (Norway and Chile)", "4.0"), GOLD[1]]
    assert score(predictions, rows).get_row("exact").f1 == 1


def test_a_theme_that_was_missed_with_its_recommendation_counts_as_missed(
    predictions: list[StatementPrediction], score: Score
) -> None:
    rows = [*GOLD, gold("Fight the sale of persons across the border", "4.7", themes=["trafficking-in-persons"])]
    line = score(predictions, rows).get_row("trafficking")
    assert (line.gold, line.predicted, line.matched) == (1, 0, 0)
