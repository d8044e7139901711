"""Tags by meaning: what is meant without being named, by a small model upon vectors."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from palermo.linking.meaning import Meanings, by_meaning, meanings, meanings_version, meant, source
from palermo.linking.tagging import leaves_out
from palermo.statements import Kind, Passage, PassageKind, Statement, locate, passage_id, statement_id
from palermo.vectors import Floats, shipped_encoder
from palermo.vocabulary import load

KITCHEN = "The cook may never leave the kitchen of the family"
SCHOOL = "The school opened a new library for its pupils"


def statement(quote: str, kind: Kind = Kind.FACTOR, exploitation: tuple[str, ...] = ()) -> Statement:
    passage = Passage(
        id=passage_id("d", quote, 0),
        document="d",
        ordinal=0,
        page=1,
        paragraph=None,
        kind=PassageKind.PARAGRAPH,
        headings=(),
        language="en",
        text=quote,
    )
    return Statement(
        id=statement_id("d", str(kind), quote, 0),
        kind=kind,
        quote=quote,
        language="en",
        document="d",
        locator=locate(passage, 0, len(quote)),
        exploitation=exploitation,
    )


class Planes:
    """An encoder of two dimensions: kitchens lie on one axis, everything else on the other."""

    version = "planes"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Floats:
        self.asked += texts
        return np.array([[1.0, 0.0] if "kitchen" in text else [0.0, 1.0] for text in texts], dtype=np.float32)


def model(close: float = 0.5, encoder: str = "planes") -> Meanings:
    return Meanings(
        encoder=encoder,
        source="",
        labels=("domestic-servitude",),
        directions=np.array([[2.0, -2.0]], dtype=np.float32),
        offsets=np.array([0.0], dtype=np.float32),
        likely=np.array([1.0], dtype=np.float32),
        close=np.array([close], dtype=np.float32),
        examples=np.array([[0.8, 0.6], [0.0, 1.0]], dtype=np.float32),
        texts=("She was locked into the kitchen", "A library was opened"),
        shows=np.array([[True], [False]]),
    )


def test_a_label_is_given_where_it_is_likely_and_an_example_is_close() -> None:
    found = meant([KITCHEN, SCHOOL], Planes(), model())
    assert [set(labels) for labels in found] == [{"domestic-servitude"}, set()]
    likeness = found[0]["domestic-servitude"]
    assert likeness.example == "She was locked into the kitchen"
    assert likeness.close == pytest.approx(0.8)


def test_without_a_close_example_it_abstains() -> None:
    assert meant([KITCHEN], Planes(), model(close=0.9)) == [{}]


def test_vectors_of_another_encoder_tell_nothing() -> None:
    encoder = Planes()
    assert meant([KITCHEN], encoder, model(encoder="another")) == [{}]
    assert encoder.asked == []
    assert meanings_version(encoder) == ""
    assert meanings_version(None) == ""


def test_texts_of_two_words_are_not_asked() -> None:
    encoder = Planes()
    assert meant(["The kitchen"], encoder, model()) == [{}]
    assert encoder.asked == []


def tagged(made: Statement, monkeypatch: pytest.MonkeyPatch) -> Statement:
    monkeypatch.setattr("palermo.linking.meaning.meanings", model)
    return by_meaning([made], Planes(), load())[0]


def test_a_statement_gets_its_form_and_says_what_it_is_like(monkeypatch: pytest.MonkeyPatch) -> None:
    made = tagged(statement(KITCHEN, kind=Kind.FACTOR), monkeypatch)
    assert made.exploitation == ("domestic-servitude",)
    assert made.why[-1].feature == (
        "it speaks of, by meaning: domestic servitude (like “She was locked into the kitchen”, 0.80)"
    )


@pytest.mark.parametrize(
    "made",
    [
        statement(KITCHEN, kind=Kind.FACTOR, exploitation=("forced-labour",)),
        statement(KITCHEN, kind=Kind.MANDATE),
        statement(f"{KITCHEN}, except on Sundays", kind=Kind.FACTOR),
        statement(SCHOOL, kind=Kind.FACTOR),
    ],
    ids=["terms have named a form", "a mandate", "something is left out", "nothing is meant"],
)
def test_a_statement_stays_as_it_is(made: Statement, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tagged(made, monkeypatch) == made


@pytest.mark.parametrize(("others", "asked"), [(19, True), (20, False), (18, True)])
def test_of_many_statements_of_other_subjects_none_is_asked(
    others: int, asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("palermo.linking.meaning.meanings", model)
    about = statement(SCHOOL, kind=Kind.FACTOR)
    _, found = by_meaning([about] * others + [statement(KITCHEN, kind=Kind.FACTOR)], Planes(), load())[-2:]
    assert bool(found.exploitation) is asked


def test_of_many_statements_all_are_asked_where_a_tenth_are_of_the_field(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("palermo.linking.meaning.meanings", model)
    about = statement(SCHOOL, kind=Kind.FACTOR)
    named = replace(about, themes=("trafficking-in-persons",))
    kitchen = statement(KITCHEN, kind=Kind.FACTOR)
    assert by_meaning([about] * 26 + [named] * 3 + [kitchen], Planes(), load())[-1].exploitation
    assert not by_meaning([about] * 27 + [named] * 2 + [kitchen], Planes(), load())[-1].exploitation


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Offences other than theft are tried here"),
        ("fr", "tous les cas, hormis le vol"),
        ("es", "los delitos, salvo el robo"),
        ("ar", "جميع الحالات باستثناء السرقة"),
        ("ru", "все случаи, кроме кражи"),
        ("zh", "除盗窃外的案件"),
    ],
)
def test_words_that_leave_something_out_are_seen(language: str, text: str) -> None:
    assert leaves_out(text, language)


def test_other_texts_leave_nothing_out() -> None:
    assert not leaves_out(KITCHEN, "en")
    assert not leaves_out("Niemand außer ihr", "de")


def test_the_model_is_learnt_from_the_examples_as_they_are() -> None:
    assert meanings().source == source(), "run: make meanings"


def test_its_labels_are_forms_of_exploitation() -> None:
    assert set(meanings().labels) <= {one.id for one in load().concepts("exploitation")}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "Their papers stay with the foreman until the money lent for the journey has been worked back",
            "debt-bondage",
        ),
        (
            "Elle nettoyait la maison de sa patronne jour et nuit et n'avait pas le droit de sortir",
            "domestic-servitude",
        ),
        ("村里的穷人被带到外地医院，醒来后发现少了一个肾，只拿到一点钱", "organ-removal"),
    ],
)
def test_what_is_meant_is_found_with_the_shipped_encoder(text: str, label: str) -> None:
    encoder = shipped_encoder()
    assert encoder is not None
    assert meanings_version(encoder)
    found = meant([text, "The Council took note of the report of its working group"], encoder)
    assert label in found[0]
    assert found[1] == {}
