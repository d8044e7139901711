"""What a second reading takes, refuses and leaves alone."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from palermo.extraction import VERSION, extract, version, with_meaning
from palermo.extraction.running_text import read_by_recipes
from palermo.extraction.second_reading import (
    AGREES,
    DOUBTS,
    KINDS,
    UNWORDED,
    Model,
    Reading,
    decided,
    read_again,
    second_reading_version,
    shipped_model,
    signs,
)
from palermo.statements import Kind, Masthead, Passage, PassageKind, Statement
from palermo.vectors import DIMENSIONS, Floats, shipped_encoder

TRAINED = "IOM trained 40 labour inspectors in 2024."
UNHEARD = "Zithers hum over the estuary at dusk."
NOTHING = len(KINDS)


def passage(text: str, language: str = "en", ordinal: int = 0) -> Passage:
    return Passage(
        id=f"p{ordinal}",
        document="d",
        ordinal=ordinal,
        page=1,
        paragraph=None,
        kind=PassageKind.PARAGRAPH,
        headings=(),
        language=language,
        text=text,
    )


def reading(text: str) -> Reading:
    """What recipes make of a text of one sentence."""
    [(_, (_, made))] = read_by_recipes([passage(text)], Masthead(), lambda *_: False)
    [one] = made
    return one


def shares(**likely: float) -> list[float]:
    """Likelihoods by kind; what is left is of nothing."""
    told = [likely.get(kind.value, 0.0) for kind in KINDS]
    return [*told, 1 - sum(told)]


class Still:
    """An encoder for which all texts are the same."""

    version = "still"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Floats:
        self.asked += texts
        return np.zeros((len(texts), DIMENSIONS), dtype=np.float32)


def model(kind: Kind | None, encoder: str = "still", logit: float = 9.0) -> Model:
    """A model for which everything is of one kind, or nothing."""
    offsets = np.zeros(NOTHING + 1, dtype=np.float32)
    offsets[NOTHING if kind is None else KINDS.index(kind)] = logit
    width = DIMENSIONS + len(signs(reading(TRAINED)))
    weights = np.zeros((NOTHING + 1, width), dtype=np.float32)
    return Model(encoder=encoder, source="made up", weights=weights, offsets=offsets, add=0.5, keep=0.1)


def test_what_recipes_found_is_kept_and_said_to_be_agreed_with() -> None:
    found = decided(reading(TRAINED), shares(activity=0.9), model(None))
    assert found is not None
    assert found.kind is Kind.ACTIVITY
    assert found.method.startswith("activities.sentences.")
    assert found.reasons[-1].feature == f"{AGREES} (0.90)"


def test_a_doubt_makes_it_less_sure() -> None:
    one = reading(TRAINED)
    found = decided(one, shares(activity=0.3, factor=0.3), model(None))
    assert found is not None
    assert one.found is not None
    assert found.reasons[-1].feature == f"{DOUBTS} (0.30)"
    assert found.confidence < one.found.confidence


def test_an_unlikely_kind_is_refused_for_nothing_or_for_another() -> None:
    assert decided(reading(TRAINED), shares(activity=0.05, factor=0.2), model(None)) is None
    found = decided(reading(TRAINED), shares(activity=0.05, partnership=0.8), model(None))
    assert found is not None
    assert (found.kind, found.method) == (Kind.PARTNERSHIP, "partnerships.second-reading.1")
    assert "no activity as its wording has it" in found.reasons[0].feature


def test_a_kind_is_added_where_it_is_likely_enough() -> None:
    assert reading(UNHEARD).found is None
    assert decided(reading(UNHEARD), shares(factor=0.45), model(None)) is None
    found = decided(reading(UNHEARD), shares(factor=0.55), model(None))
    assert found is not None
    assert (found.kind, found.confidence, found.method) == (Kind.FACTOR, 0.55, "factors.second-reading.1")


def test_kinds_that_may_be_told_in_any_words_are_added() -> None:
    told = {kind: [(made.kind, made.quote) for made in stated(UNHEARD, model(kind))] for kind in KINDS}
    assert told == {kind: [(kind, UNHEARD.rstrip("."))] if kind in UNWORDED else [] for kind in KINDS}


def test_any_kind_may_take_the_place_of_an_unlikely_one() -> None:
    for kind in KINDS:
        [made] = stated(TRAINED, model(kind))
        assert (made.kind, made.quote) == (kind, TRAINED.rstrip("."))
        assert made.actors == () or kind is not Kind.FACTOR


def test_what_is_no_sentence_is_not_added() -> None:
    assert stated("Ms. Example, Second Secretary, Permanent Mission in Geneva", model(Kind.ACTIVITY)) == []


def test_what_no_look_may_change_is_not_encoded() -> None:
    encoder = Still()
    title = reading("Ms. Example, Second Secretary, Permanent Mission in Geneva")
    assert title.found is None
    assert read_again([title, reading(UNHEARD)], encoder, model(None)) == [None, None]
    assert encoder.asked == [UNHEARD.rstrip(".")]


def stated(text: str, known: Model) -> list[Statement]:
    """Extract with a second reading by a made-up model."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("palermo.extraction.second_reading.shipped_model", lambda: known)
        return list(extract([passage(text)], Masthead(), Still()))


def test_a_model_of_another_encoder_changes_nothing() -> None:
    encoder = Still()
    one = reading(TRAINED)
    assert read_again([one], encoder, model(None, encoder="another")) == [one.found]
    assert encoder.asked == []
    assert second_reading_version(encoder) == ""
    assert version(encoder) == version() == VERSION


def test_what_a_table_or_a_debate_says_is_not_asked_again() -> None:
    encoder = Still()
    one = reading(TRAINED)
    assert one.found is not None
    listed = replace(one, found=replace(one.found, listed=True))
    assert read_again([listed, one], encoder, model(None)) == [listed.found, None]
    assert encoder.asked == [one.text]


def test_a_passage_of_many_clauses_is_read_once_only() -> None:
    encoder = Still()
    [(_, (_, made))] = read_by_recipes([passage(f"{TRAINED} " * 151)], Masthead(), lambda *_: False)
    assert len(made) == 151
    assert read_again(made, encoder, model(None)) == [one.found for one in made]
    assert encoder.asked == []
    assert read_again(made[:150], encoder, model(None)) == [None] * 150


def test_without_an_encoder_recipes_alone_are_heard() -> None:
    assert [made.kind for made in extract([passage(f"{TRAINED} {UNHEARD}")], Masthead())] == [Kind.ACTIVITY]


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("For girls who cross the desert alone, a debt to the driver often ends in a brothel.", "en", Kind.FACTOR),
        (
            "Quien llega sin papeles y con deudas acaba aceptando cualquier trabajo, por duro que sea.",
            "es",
            Kind.FACTOR,
        ),
        ("Plus la famille est endettée, plus l'enfant risque d'être confié à un inconnu.", "fr", Kind.FACTOR),
    ],
)
def test_what_no_wording_tells_is_told_by_meaning(text: str, language: str, kind: Kind) -> None:
    encoder = shipped_encoder()
    if encoder is None:
        pytest.fail("the encoder belongs to the core's dependencies")
    made = list(with_meaning.extract([passage(text, language)], Masthead()))
    assert [one.kind for one in made] == [kind]


def test_the_shipped_model_is_of_the_shipped_encoder() -> None:
    encoder = shipped_encoder()
    assert encoder is not None
    known = shipped_model()
    assert known.encoder == encoder.version
    assert known.weights.shape == (NOTHING + 1, DIMENSIONS + len(signs(reading(TRAINED))))
    assert version(encoder) == f"{VERSION}+{second_reading_version(encoder)}"


def test_an_empty_document_is_read_twice_in_vain() -> None:
    assert list(with_meaning.extract([], Masthead())) == []
