"""What a second reading takes, refuses and leaves alone."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from palermo.extraction import VERSION, extract, version, with_meaning
from palermo.extraction.role_reading import role_reading_version
from palermo.extraction.running_text import read_by_recipes
from palermo.extraction.second_reading import AGREES, DOUBTS, KINDS, Reading, read_again, second_reading_version
from palermo.extraction.second_reading.deciding import decided
from palermo.extraction.second_reading.model import (
    ALL_LEAVES,
    LEAVES,
    Model,
    Trees,
    beside,
    elsewhere,
    inputs,
    shipped_model,
    softmax,
)
from palermo.extraction.second_reading.signs import told
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


def readings(text: str, language: str = "en", ordinal: int = 0) -> list[Reading]:
    """What recipes make of a passage."""
    read = read_by_recipes([passage(text, language, ordinal)], Masthead(), lambda *_: False)
    return [one for _, (_, made) in read for one in made]


def reading(text: str) -> Reading:
    """What recipes make of a text of one sentence."""
    [one] = readings(text)
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


def stump(inputs_at: int, bound: float, below: float, above: float, kind: int, start: Floats) -> Trees:
    """One tree of one question."""
    values = np.zeros((1, LEAVES), dtype=np.float32)
    values[0, :2] = below, above
    return Trees(
        starts=np.array([0]),
        kinds=np.array([kind]),
        inputs=np.array([inputs_at]),
        bounds=np.array([bound], dtype=np.float32),
        left=np.array([ALL_LEAVES - 1], dtype=np.uint16),
        values=values,
        start=start,
    )


def model(kind: Kind | None, encoder: str = "still", logit: float = 9.0) -> Model:
    """A model for which everything is of one kind, or nothing."""
    start = np.zeros(NOTHING + 1, dtype=np.float32)
    start[NOTHING if kind is None else KINDS.index(kind)] = logit
    return Model(
        encoder=encoder,
        source="made up",
        weights=np.zeros((NOTHING + 1, DIMENSIONS), dtype=np.float32),
        offsets=np.zeros(NOTHING + 1, dtype=np.float32),
        centre=np.zeros(DIMENSIONS, dtype=np.float32),
        directions=np.zeros((2, DIMENSIONS), dtype=np.float32),
        trees=stump(0, 0.0, 0.0, 0.0, 0, start),
        take=0.5,
        keep=0.1,
        unsure=0.0,
        more=0.2,
    )


def test_what_recipes_found_is_kept_and_said_to_be_agreed_with() -> None:
    found = decided(reading(TRAINED), shares(activity=0.9), model(None))
    assert found is not None
    assert found.kind is Kind.ACTIVITY
    assert found.method.startswith("activities.sentences.")
    assert found.reasons[-1].feature == f"{AGREES} (0.90)"


def test_a_doubt_makes_it_less_sure() -> None:
    one = reading(TRAINED)
    found = decided(one, shares(activity=0.45, factor=0.3), model(None))
    assert found is not None
    assert one.found is not None
    assert found.reasons[-1].feature == f"{DOUBTS} (0.45)"
    assert found.confidence < one.found.confidence


def test_an_unlikely_kind_is_refused_for_nothing_or_for_another() -> None:
    assert decided(reading(TRAINED), shares(activity=0.05, factor=0.2), model(None)) is None
    found = decided(reading(TRAINED), shares(activity=0.05, partnership=0.8), model(None))
    assert found is not None
    assert (found.kind, found.method) == (Kind.PARTNERSHIP, "partnerships.second-reading.3")
    assert "no activity as its wording has it" in found.reasons[0].feature


def test_a_kind_is_added_where_it_is_likely_enough() -> None:
    assert reading(UNHEARD).found is None
    assert decided(reading(UNHEARD), shares(factor=0.45), model(None)) is None
    found = decided(reading(UNHEARD), shares(factor=0.55), model(None))
    assert found is not None
    assert (found.kind, found.confidence, found.method) == (Kind.FACTOR, 0.55, "factors.second-reading.3")


def test_any_kind_is_added() -> None:
    told_of = {kind: [(made.kind, made.quote) for made in stated(UNHEARD, model(kind))] for kind in KINDS}
    assert told_of == {kind: [(kind, UNHEARD.rstrip("."))] for kind in KINDS}


def test_any_kind_may_take_the_place_of_an_unlikely_one() -> None:
    for kind in KINDS:
        [made] = stated(TRAINED, model(kind))
        assert (made.kind, made.quote) == (kind, TRAINED.rstrip("."))
        assert made.actors == () or kind is not Kind.FACTOR
        assert bool(made.interventions) == (kind is Kind.PARTNERSHIP)


def test_trees_answer_yes_up_to_their_bound() -> None:
    trees = stump(1, 0.5, 2.0, -1.0, 0, np.array([0.25, 0.0], dtype=np.float32))
    given = np.array([[9, 0.4], [9, 0.5], [9, 0.6]], dtype=np.float32)
    assert trees.logits(given).tolist() == [[2.25, 0.0], [2.25, 0.0], [-0.75, 0.0]]


def test_what_stands_beside_a_clause_is_of_its_passage_alone() -> None:
    likely = np.array([[1.0], [2.0], [6.0], [5.0]], dtype=np.float32)
    found = beside(likely, np.array([3, 3, 3, 1]))
    others, before, behind = found.T.tolist()
    assert others == [4.0, 3.5, 1.5, 0.0]
    assert before == [0.0, 1.0, 2.0, 0.0]
    assert behind == [2.0, 6.0, 0.0, 0.0]


def test_how_sure_the_surest_other_clause_of_a_passage_is() -> None:
    nothing = np.array([0.9, 0.2, 0.6, 0.7, 0.5, 0.5], dtype=np.float32)
    likely = np.column_stack([1 - nothing, nothing])
    found = elsewhere(likely, np.array([0, 0, 0, 1, 2, 2]))
    assert np.allclose(found, [0.8, 0.4, 0.8, 1.0, 0.5, 0.5])
    assert elsewhere(likely[:0], np.array([], dtype=np.int64)).shape == (0,)


def test_a_passage_in_which_no_clause_is_sure_has_to_be_told_more_surely() -> None:
    doubtful = replace(model(Kind.ACTIVITY, logit=2.2), unsure=0.95)
    [share] = softmax(doubtful.trees.start[None, :])[:, KINDS.index(Kind.ACTIVITY)]
    assert doubtful.take < share < doubtful.take + doubtful.more
    two, alone = readings(f"{UNHEARD} {UNHEARD}"), readings(UNHEARD, ordinal=1)
    assert [found is not None for found in read_again([*two, *alone], Still(), doubtful)] == [False, False, True]
    assert all(read_again(two, Still(), replace(doubtful, unsure=0.9)))


def test_what_a_recipe_found_is_not_doubted_for_one_sentence_beside_it() -> None:
    doubtful = replace(model(Kind.ACTIVITY, logit=2.2), unsure=0.95)
    assert [found is not None for found in read_again(readings(f"{TRAINED} {UNHEARD}"), Still(), doubtful)] == [
        True,
        False,
    ]
    several = read_again(readings(f"{TRAINED} {UNHEARD} {UNHEARD}"), Still(), replace(doubtful, more=0.9))
    assert several == [None, None, None]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Ministry of Labour trained 30 labour inspectors in 2024. It rained all day.", "en"),
        ("States should adopt a law against trafficking in persons. The room has forty chairs.", "en"),
        ("L'OIM a ouvert un refuge au Kenya. Il pleuvait.", "fr"),
        ("La OIM abrió un albergue en Kenia. Llovía.", "es"),
        ("МОМ открыла приют в Кении. Шел дождь.", "ru"),
    ],
)
def test_a_plain_statement_beside_another_sentence_is_told(text: str, language: str) -> None:
    assert len(list(with_meaning.extract([passage(text, language)], Masthead()).statements)) == 1


def test_a_passage_that_a_list_states_is_not_doubted() -> None:
    doubtful = replace(model(Kind.ACTIVITY, logit=2.2), unsure=0.95)
    first, *others = readings(f"{TRAINED} {UNHEARD} {UNHEARD}")
    assert first.found is not None
    listed = replace(first, found=replace(first.found, listed=True))
    assert all(read_again([listed, *others], Still(), doubtful))
    assert read_again(others, Still(), doubtful) == [None, None]


def test_signs_are_as_many_for_each_clause_of_any_language() -> None:
    texts = (
        (f"{TRAINED} {UNHEARD}", "en"),
        ("الوزارة درّبت القضاة.", "ar"),
        ("该部培训了法官。警察没有行动。", "zh"),
        ("", "fr"),
    )
    rows = [row for text, language in texts for row in told(readings(text, language))]
    assert len(rows) == 5
    assert len({len(row) for row in rows}) == 1
    assert np.isfinite(np.array(rows)).all()


def test_a_passage_of_the_field_is_told_by_its_terms() -> None:
    [field], [other] = (
        told(readings(text)) for text in ("It shelters victims of trafficking.", "It feeds a grey horse.")
    )
    assert field[-1] > other[-1] == 0


def test_clauses_of_one_passage_are_looked_at_together() -> None:
    made = readings(f"{TRAINED} {UNHEARD}") + readings(UNHEARD, ordinal=1)
    known = replace(model(None), trees=counting_neighbours())
    found = read_again(made, Still(), known)
    assert [one is not None and one.kind for one in found] == [Kind.ACTIVITY, Kind.ACTIVITY, False]


def counting_neighbours() -> Trees:
    """A tree for which a clause that has another beside it is an activity."""
    start = np.zeros(NOTHING + 1, dtype=np.float32)
    start[NOTHING] = 5.0
    return stump(NOTHING + 1, 0.01, 0.0, 9.0, KINDS.index(Kind.ACTIVITY), start)


def stated(text: str, known: Model) -> list[Statement]:
    """Extract with a second reading by a made-up model."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("palermo.extraction.second_reading.deciding.shipped_model", lambda: known)
        return list(extract([passage(text)], Masthead(), Still()).statements)


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
    assert [made.kind for made in extract([passage(f"{TRAINED} {UNHEARD}")], Masthead()).statements] == [Kind.ACTIVITY]


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
    made = list(with_meaning.extract([passage(text, language)], Masthead()).statements)
    assert [one.kind for one in made] == [kind]


def test_the_shipped_model_is_of_the_shipped_encoder() -> None:
    encoder = shipped_encoder()
    assert encoder is not None
    known = shipped_model()
    assert known.encoder == encoder.version
    assert known.weights.shape == (NOTHING + 1, DIMENSIONS)
    alone, apart = softmax(np.zeros((1, NOTHING + 1), np.float32)), np.zeros((1, len(known.directions)), np.float32)
    given = inputs(alone, apart, np.array(told([reading(TRAINED)]), np.float32), np.array([0]))
    assert known.trees.inputs.max() < given.shape[1]
    assert version(encoder) == f"{VERSION}+{second_reading_version(encoder)}+{role_reading_version(encoder)}"


def test_an_empty_document_is_read_twice_in_vain() -> None:
    assert list(with_meaning.extract([], Masthead()).statements) == []


def test_what_only_points_back_is_nobody_who_acts() -> None:
    [made] = stated("This includes support to its members in policies on housing.", model(Kind.ACTIVITY))
    assert (made.kind, made.actors) == (Kind.ACTIVITY, ())
