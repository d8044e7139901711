"""Scores of recommendations against labelled ones."""

from dataclasses import replace

import pytest

from palermo.analysis import evaluate
from palermo.analysis.evaluation import Row, Share, words
from palermo.statements import Document, Kind, Locator, Ref, RefType, Response, Statement

DOCUMENT = Document(
    id="d", work="w", source="reviews/kenya2010.pdf", media_type="", size=1, pages=9, language="en", title="Review"
)


def state(code: str) -> Ref:
    return Ref(id=f"state:{code}", name=code, type=RefType.STATE)


def statement(quote: str, number: str, page: int = 5) -> Statement:
    return Statement(
        id=number,
        kind=Kind.RECOMMENDATION,
        quote=quote,
        language="en",
        document="d",
        locator=Locator(page=page, paragraph=number, passage="p", start=0, end=len(quote), headings=()),
        actors=(state("NOR"),),
        addressees=(state("KEN"),),
        response=Response.ACCEPTED,
    )


def gold(text: str, number: str, page: int = 5) -> dict[str, object]:
    return {
        "document": "kenya2010.pdf",
        "number": number,
        "text": text,
        "addressee": "KEN",
        "recommenders": ["NOR"],
        "response": "accepted",
        "page": page,
    }


TEXTS = ["Adopt a law against trafficking in persons", "Train judges and prosecutors on the rights of victims"]
FOUND = [(statement(text, f"4.{i}"), DOCUMENT) for i, text in enumerate(TEXTS)]
GOLD: list[Row] = [gold(text, f"4.{i}") for i, text in enumerate(TEXTS)]


def test_the_same_scores_one_everywhere_in_any_order() -> None:
    scores = evaluate(reversed(FOUND), GOLD)
    assert {name: share.value for name, share in scores.shares().items()} == dict.fromkeys(scores.shares(), 1.0)
    assert scores.mistakes == []


def test_nothing_found_scores_nothing_and_names_what_was_missed() -> None:
    scores = evaluate([], GOLD)
    assert scores.shares()["f1"].value == 0
    assert [mistake.what for mistake in scores.mistakes] == ["missed", "missed"]


def test_each_wrong_field_is_told() -> None:
    wrong = replace(
        FOUND[0][0],
        quote=TEXTS[0] + " soon",
        locator=replace(FOUND[0][0].locator, end=len(TEXTS[0]) + 5),
        actors=(state("CHL"),),
        addressees=(),
        response=None,
    )
    scores = evaluate([(wrong, DOCUMENT), FOUND[1]], GOLD)
    assert {mistake.what for mistake in scores.mistakes} == {"wording", "addressee", "recommenders", "response"}
    assert scores.shares()["exact"].value == 0.5


def test_an_extra_one_costs_precision_unless_it_is_to_be_ignored() -> None:
    extra = (statement("Abolish the fee for work permits", "4.9"), DOCUMENT)
    assert evaluate([*FOUND, extra], GOLD).shares()["precision"].value == pytest.approx(2 / 3)
    ignored = [gold("Abolish the fee for work permits", "4.9")]
    assert evaluate([*FOUND, extra], GOLD, ignored).shares()["precision"].value == 1


def test_what_stands_before_the_first_labelled_page_is_left_out() -> None:
    early = (statement("Abolish the fee for work permits", "1.1", page=2), DOCUMENT)
    assert evaluate([*FOUND, early], GOLD).shares()["precision"].value == 1


def test_documents_without_gold_do_not_count() -> None:
    other = (statement("Abolish the fee", "1"), replace(DOCUMENT, source="chile.pdf"))
    assert evaluate([*FOUND, other], GOLD).found == 2


def test_an_interval_holds_its_value() -> None:
    low, high = Share(right=97, of=100).interval
    assert low < 0.97 < high
    assert (round(low, 3), round(high, 3)) == (0.915, 0.99)


def test_words_for_comparing() -> None:
    assert words("Côte d’Ivoire: non-member 贩运") == ["cote", "divoire", "nonmember", "贩", "运"]
