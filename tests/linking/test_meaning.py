"""Tags by meaning: what is meant without being named, by a small model upon tags, kinds and vectors."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from palermo.linking.meaning import Meanings, by_meaning, meanings, meanings_version, meant, source
from palermo.statements import Kind, Passage, PassageKind, Statement, locate, passage_id, statement_id
from palermo.vectors import Floats, shipped_encoder
from palermo.vocabulary import load
from palermo.vocabulary.tagging import leaves_out

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


def model(likely: float = 0.5, encoder: str = "planes") -> Meanings:
    return Meanings(
        encoder=encoder,
        source="",
        labels=("domestic-servitude", "protection-and-assistance"),
        terms=("children",),
        by_terms=np.array([[-3.0], [0.0]], dtype=np.float32),
        kinds=("factor", "mandate"),
        by_kind=np.array([[0.0, -3.0], [0.0, 0.0]], dtype=np.float32),
        directions=np.array([[2.0, -2.0], [1.0, -2.0]], dtype=np.float32),
        offsets=np.array([0.0, 0.0], dtype=np.float32),
        likely=np.array([likely, likely], dtype=np.float32),
    )


def test_a_label_is_given_where_it_is_likely() -> None:
    found = meant([statement(KITCHEN), statement(SCHOOL)], Planes(), model())
    assert [set(labels) for labels in found] == [{"domestic-servitude", "protection-and-assistance"}, set()]
    assert found[0]["domestic-servitude"] == pytest.approx(1 / (1 + np.exp(-2)))


def test_where_it_is_less_likely_it_abstains() -> None:
    assert meant([statement(KITCHEN)], Planes(), model(likely=0.9)) == [{}]


@pytest.mark.parametrize(
    "made",
    [statement(KITCHEN, kind=Kind.MANDATE), replace(statement(KITCHEN), groups=("children",))],
    ids=["its kind", "a tag by terms"],
)
def test_kind_and_tags_by_terms_speak_for_and_against_a_label(made: Statement) -> None:
    assert "domestic-servitude" not in meant([made], Planes(), model())[0]


def test_vectors_of_another_encoder_tell_nothing() -> None:
    encoder = Planes()
    assert meant([statement(KITCHEN)], encoder, model(encoder="another")) == [{}]
    assert encoder.asked == []
    assert meanings_version(encoder) == ""
    assert meanings_version(None) == ""


def tagged(made: Statement, monkeypatch: pytest.MonkeyPatch) -> Statement:
    monkeypatch.setattr("palermo.linking.meaning.meanings", model)
    return by_meaning([made], Planes(), load())[0]


def test_a_statement_gets_its_labels_and_says_how_likely_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    made = tagged(statement(KITCHEN, kind=Kind.ACTIVITY), monkeypatch)
    assert made.exploitation == ("domestic-servitude",)
    assert made.interventions == ("protection-and-assistance",)
    assert made.why[-1].feature == (
        "by meaning, as people label such quotes: domestic servitude (0.88), protection and assistance (0.73)"
    )


def test_what_terms_have_named_stays_first_and_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    named = statement(KITCHEN, exploitation=("forced-labour",))
    assert tagged(named, monkeypatch).exploitation == ("forced-labour", "domestic-servitude")
    named = statement(KITCHEN, exploitation=("domestic-servitude",))
    assert tagged(named, monkeypatch) == named


def test_a_factor_names_no_intervention(monkeypatch: pytest.MonkeyPatch) -> None:
    made = tagged(statement(KITCHEN, kind=Kind.FACTOR), monkeypatch)
    assert made.exploitation
    assert made.interventions == ()


@pytest.mark.parametrize(
    "made",
    [
        statement(f"{KITCHEN}, except on Sundays", kind=Kind.FACTOR),
        statement(SCHOOL, kind=Kind.FACTOR),
        statement("The kitchen", kind=Kind.FACTOR),
    ],
    ids=["something is left out", "nothing is meant", "two words"],
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


def test_its_labels_and_terms_are_words_of_the_vocabulary() -> None:
    shipped = meanings()
    assert all(load().concept(id) for id in (*shipped.labels, *shipped.terms))
    assert not {one.id for one in load().concepts("groups")} & set(shipped.labels)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The crew is not let off the boat and nobody has been paid for two years", "labour-rights"),
        ("Les tantes marient leurs nièces de treize ans à des hommes qu'elles n'ont jamais vus", "forced-marriage"),
        ("村里的女孩十四岁就被父母许配给外乡男人，不得拒绝", "forced-marriage"),
    ],
)
def test_what_is_meant_is_found_with_the_shipped_encoder(text: str, label: str) -> None:
    encoder = shipped_encoder()
    assert encoder is not None
    assert meanings_version(encoder)
    found = meant([statement(text), statement("The Council took note of the report of its working group")], encoder)
    assert label in found[0]
    assert found[1] == {}
