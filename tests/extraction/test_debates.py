"""The summary of a review: who speaks, what a State reports of itself, what others recommend, what is no statement."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from palermo.extraction import extract
from palermo.statements import Kind, Masthead, Passage, Statement

type PassageWriter = Callable[..., list[Passage]]

HEADINGS = {
    "en": "B. Interactive dialogue and responses by the State under review",
    "fr": "B. Dialogue interactif et réponses de l'État examiné",
    "es": "B. Diálogo interactivo y respuestas del Estado examinado",
}


@pytest.fixture
def told(passages: PassageWriter) -> Callable[..., list[Statement]]:
    """Read paragraphs of a debate on Chile."""

    def read(*paragraphs: str, language: str = "en", heading: str | None = None) -> list[Statement]:
        written = passages([("paragraph", str(20 + at), words) for at, words in enumerate(paragraphs)], language)
        placed = [replace(one, headings=(heading or HEADINGS[language],)) for one in written]
        return list(extract(placed, Masthead(under_review="Chile")).statements)

    return read


type Told = Callable[..., list[Statement]]


def who(one: Statement) -> tuple[list[str], list[str]]:
    return [ref.name for ref in one.actors], [ref.name for ref in one.addressees]


def test_what_others_note_praise_fear_or_ask_states_nothing(told: Told) -> None:
    assert told("Norway noted that Chile had adopted a law. It commended efforts to protect women and children.") == []
    assert told("Kenya was concerned about violence against girls. It asked how Chile would stop it.") == []
    assert told("Peru requested information on shelters. It made two recommendations.") == []
    assert told("Several delegations thanked Chile for its report. The Working Group held its tenth session.") == []


def test_what_others_recommend_is_asked_of_the_state_under_review(told: Told) -> None:
    made = told("Norway noted the progress made. It recommended that Chile open two shelters for men.")
    assert [one.kind for one in made] == [Kind.RECOMMENDATION]
    assert who(made[0]) == (["Norway"], ["Chile"])
    assert [(s.role, s.quote) for s in made[0].support] == [("speaker", "Norway")]


def test_the_next_speaker_is_told_from_the_last(told: Told) -> None:
    made = told("Norway urged Chile to train judges. Kenya welcomed the law. It encouraged Chile to pay survivors.")
    assert [who(one)[0] for one in made] == [["Norway"], ["Kenya"]]


def test_items_counted_up_are_one_recommendation_each(told: Told) -> None:
    made = told(
        "Norway recommended that Chile (a) open a shelter for men; (b) train all border guards; and (c) pay judges."
    )
    assert [one.quote for one in made] == ["open a shelter for men", "train all border guards", "pay judges"]
    assert {who(one)[0][0] for one in made} == {"Norway"}


def test_what_the_state_reports_of_itself_is_done_by_it(told: Told) -> None:
    text = (
        "The delegation stated that it had adopted a law on shelters. A national office had been established in 2009."
    )
    first, second = told(text)
    assert (first.kind, first.tense, who(first)[0]) == (Kind.ACTIVITY, "done", ["Chile"])
    assert (second.kind, second.tense, who(second)[0], second.years) == (Kind.ACTIVITY, "done", ["Chile"], (2009,))
    assert first.quote == "it had adopted a law on shelters"


def test_what_it_says_that_it_will_do_is_a_commitment(told: Told) -> None:
    (made,) = told("Chile indicated that the Government would ratify the Protocol in 2011.")
    assert (made.kind, made.years) == (Kind.COMMITMENT, (2011,))
    assert who(made)[0] == ["Chile"]


def test_a_ministry_acts_in_its_own_name(told: Told) -> None:
    (made,) = told("The Ministry of Labour had trained 300 inspectors.")
    assert who(made) == (["Ministry of Labour"], ["inspectors"])


def test_laws_penalties_and_persons_do_nothing(told: Told) -> None:
    assert told("The Criminal Code provides for a penalty of ten years. This penalty is limited to grave cases.") == []
    assert told("Under the Constitution, a person should not be held for more than 72 hours.") == []
    assert not any(ref.name.startswith("Mr") for one in told("Mr. A. Example trained judges.") for ref in one.actors)


def test_outside_of_a_debate_the_same_words_are_read_as_any_text(passages: PassageWriter) -> None:
    written = passages([("paragraph", None, "Norway recommended that Chile increase the number of inspectors.")])
    (made,) = extract(written, Masthead()).statements
    assert who(made) == (["Norway"], ["Chile"])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "La Norvège a salué la loi. Elle a recommandé au Chili d'ouvrir un foyer."),
        ("es", "Noruega acogió con satisfacción la ley. Noruega recomendó a Chile que abriera un albergue."),
    ],
)
def test_other_languages_are_followed_too(told: Told, language: str, words: str) -> None:
    made = told(words, language=language)
    assert [one.kind for one in made] == [Kind.RECOMMENDATION]
    assert who(made[0])[0] in (["Norvège"], ["Noruega"], ["La Norvège"])
