"""Tags by terms and by meaning, weighed: what is meant without being named, and what is named without being meant."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from palermo.linking.likely import Directions, Likeness, Model, Trust, key, squared
from palermo.linking.meaning import by_meaning, meanings, meanings_version, source, terms_met, weighed
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


def model(line: float = 0.5, encoder: str = "planes", trust: float = 0.5) -> Model:
    """One labelled quote of a kitchen speaks for both labels, one of everything else against them."""
    quotes = np.array([[1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0]], dtype=np.float32)
    return Model(
        encoder=encoder,
        source="",
        labels=("domestic-servitude", "protection-and-assistance"),
        schemes=np.array([0, 1]),
        tags=("children", "domestic-servitude", "protection-and-assistance"),
        kinds=("factor", "mandate"),
        directions=Directions(middle=np.zeros(2, dtype=np.float32), axes=np.eye(2, dtype=np.float32)),
        likeness=Likeness(
            quotes=quotes,
            lengths=squared(quotes),
            speaks=np.array([[0.9, 0.8], [-0.2, -0.2]], dtype=np.float32),
            usual=np.array([0.1, 0.1], dtype=np.float32),
        ),
        trust=Trust(terms={key("domestic-servitude", "en", "cook"): trust}, labels={"domestic-servitude": trust}),
        weights=np.array([[1.0, 0.0, 0.0, 2.0, 0.0], [1.0, 0.0, 0.0, 2.0, 0.0]], dtype=np.float32),
        offsets=np.zeros(2, dtype=np.float32),
        lines=np.array([line, line], dtype=np.float32),
    )


def given(made: Statement, known: Model) -> set[str]:
    return set(weighed([made], Planes(), load(), known)[0].given)


def test_a_label_is_given_where_it_is_likely() -> None:
    found = weighed([statement(KITCHEN), statement(SCHOOL)], Planes(), load(), model())
    assert [set(one.given) for one in found] == [{"domestic-servitude"}, set()]
    assert 0.7 < found[0].given["domestic-servitude"] < 0.9
    assert given(statement(KITCHEN, kind=Kind.ACTIVITY), model()) == {"domestic-servitude", "protection-and-assistance"}


def test_where_it_is_less_likely_it_abstains() -> None:
    assert given(statement(KITCHEN), model(line=0.95)) == set()


def test_what_a_term_names_is_given_or_refused_by_how_often_it_was_right() -> None:
    named = statement("The library trains each domestic worker held in servitude", exploitation=("domestic-servitude",))
    assert terms_met(named, load())["domestic-servitude"]
    right = weighed([named], Planes(), load(), model(trust=0.95))[0]
    assert "domestic-servitude" in right.given
    assert not right.refused
    wrong = weighed([named], Planes(), load(), model(trust=0.05))[0]
    assert "domestic-servitude" not in wrong.given
    assert wrong.refused["domestic-servitude"] < 0.1


def test_what_a_rule_gave_is_never_refused() -> None:
    ruled = statement(SCHOOL, exploitation=("domestic-servitude",))
    assert weighed([ruled], Planes(), load(), model(trust=0.05))[0].refused == {}
    tie = replace(
        statement("The Office cooperates with the Network", kind=Kind.PARTNERSHIP),
        interventions=("coordination-and-partnership",),
    )
    assert terms_met(tie, load()) == {}


def test_vectors_of_another_encoder_tell_nothing() -> None:
    encoder = Planes()
    found = weighed([statement(KITCHEN)], encoder, load(), model(encoder="another"))
    assert [one.given for one in found] == [{}]
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
        "by meaning, as people label such quotes: domestic servitude (0.96), protection and assistance (0.86)"
    )


def test_what_terms_have_named_stays_first_and_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    named = statement(KITCHEN, exploitation=("forced-labour",))
    assert tagged(named, monkeypatch).exploitation == ("forced-labour", "domestic-servitude")
    named = statement(KITCHEN, exploitation=("domestic-servitude",))
    assert tagged(named, monkeypatch) == named


def test_what_is_refused_goes_and_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("palermo.linking.meaning.meanings", lambda: model(trust=0.05))
    named = statement("The library trains each domestic worker held in servitude", exploitation=("domestic-servitude",))
    made = by_meaning([named], Planes(), load())[0]
    assert made.exploitation == ()
    assert [reason.feature.partition(":")[0] for reason in made.why] == [
        "named, but hardly meant, as people label such quotes"
    ]
    again = replace(made, exploitation=("domestic-servitude",))
    assert by_meaning([again], Planes(), load())[0] == made


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


def test_its_labels_and_tags_are_words_of_the_vocabulary() -> None:
    shipped = meanings()
    assert all(load().concept(id) for id in (*shipped.labels, *shipped.tags))
    assert set(shipped.labels) <= set(shipped.tags)
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
    language = "zh" if text[0] > "\u4e00" else "fr" if "tantes" in text else "en"
    other = statement("The Council took note of the report of its working group")
    found = weighed([replace(statement(text), language=language), other], encoder, load())
    assert label in found[0].given
    assert found[1].given == {}


def test_what_is_only_named_is_refused_with_the_shipped_encoder() -> None:
    encoder = shipped_encoder()
    assert encoder is not None
    named = replace(
        statement("The union will train labour inspectors to recognise forced labour in fishing", kind=Kind.ACTIVITY),
        themes=("labour-rights",),
        exploitation=("forced-labour",),
        interventions=("capacity-building", "monitoring-and-evaluation"),
    )
    said = weighed([named], encoder, load())[0]
    assert {"capacity-building", "forced-labour"} <= set(said.given)
    assert set(said.refused) == {"monitoring-and-evaluation"}
