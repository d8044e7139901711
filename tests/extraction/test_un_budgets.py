"""Tests of actors of a part of a United Nations budget."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from palermo.extraction.lists import MandateHolder, find_section_holders
from palermo.extraction.un_budgets import attribute_to_section
from palermo.statements import Passage, Ref, RefType, Statement, StatementKind, build_locator

PassageWriter = Callable[..., list[Passage]]
ENTITY = "Office of River Affairs"


@pytest.fixture
def holder(passages: PassageWriter) -> MandateHolder:
    [title] = passages([("heading", None, ENTITY)])
    return MandateHolder(name=ENTITY, passage=title)


def state(passage: Passage, quote: str, *, partners: tuple[str, ...] = (), actors: tuple[str, ...] = ()) -> Statement:
    start = passage.text.index(quote)
    return Statement(
        id="s",
        kind=StatementKind.ACTIVITY,
        quote=quote,
        language="en",
        document="d",
        locator=build_locator(passage, start, start + len(quote)),
        actors=tuple(Ref(id=None, name=name, type=RefType.ENTITY, source="coreference") for name in actors),
        partners=tuple(Ref(id=None, name=name, type=RefType.ENTITY, source="quote") for name in partners),
        confidence=0.9,
    )


def attribute(written: Passage, quote: str, holder: MandateHolder, **names: tuple[str, ...]) -> list[tuple[str, str]]:
    statement = attribute_to_section(state(written, quote, **names), written, holder, {"ORA": ENTITY})
    return [(actor.name, actor.source) for actor in statement.actors]


def test_parts_of_a_budget_are_those_of_the_entity_above_their_mandates(passages: PassageWriter) -> None:
    written = passages(
        [
            ("paragraph", None, "A foreword."),
            ("heading", None, "Mandates and background"),
            ("item", "3.1", "The Office of River Affairs (ORA) is responsible for rivers."),
            ("paragraph", None, "The subprogramme will train pilots."),
        ]
    )
    assert [find_section_holders(written)[passage.id].name for passage in written[2:]] == [ENTITY, ENTITY]
    assert written[0].id not in find_section_holders(written)


@pytest.mark.parametrize(
    "quote",
    [
        "The subprogramme supported six towns",
        "3C.4 With regard to liaison, the Office will continue to work with towns",
        "In line with its strategy, the Office also trains pilots",
        "The programme’s work contributed to six ferries",
    ],
)
def test_a_generic_subject_stands_for_the_entity(passages: PassageWriter, holder: MandateHolder, quote: str) -> None:
    [written] = passages([("paragraph", None, quote)])
    assert attribute(written, quote, holder, actors=("Harbour Board",)) == [(ENTITY, "coreference")]


@pytest.mark.parametrize("before", ["The subprogramme trains pilots. ", "ORA has trained pilots. "])
def test_a_pronoun_stands_for_it_after_a_sentence_about_it(
    passages: PassageWriter, holder: MandateHolder, before: str
) -> None:
    [written] = passages([("paragraph", None, before + "It will train more")])
    assert attribute(written, "It will train more", holder) == [(ENTITY, "coreference")]


def test_a_pronoun_after_another_subject_is_left_open(passages: PassageWriter, holder: MandateHolder) -> None:
    [written] = passages([("paragraph", None, "The Harbour Board has met. It will train more")])
    assert attribute(written, "It will train more", holder) == []


def test_a_body_of_another_kind_is_another(passages: PassageWriter, holder: MandateHolder) -> None:
    [written] = passages([("paragraph", None, "The Mechanism will train pilots")])
    assert attribute(written, written.text, holder) == []


def test_a_deliverable_is_the_entitys(passages: PassageWriter, holder: MandateHolder) -> None:
    [written] = passages([("cell", None, "Workshops on safe ferries")])
    assert attribute(written, written.text, holder) == [(ENTITY, "heading")]


@pytest.mark.parametrize(
    "quote",
    [
        "The national focal points will promote ferries",
        "In the delta, joint projects were developed",
        "Reports of the Committee on Ferries",
    ],
)
def test_an_item_with_its_own_subject_is_not(passages: PassageWriter, holder: MandateHolder, quote: str) -> None:
    [written] = passages([("item", None, quote)])
    assert attribute(written, quote, holder) == []


def test_what_is_printed_stays_the_actor(passages: PassageWriter, holder: MandateHolder) -> None:
    [written] = passages([("item", None, "Harbour Board to train pilots")])
    assert attribute(written, written.text, holder, actors=("Harbour Board",)) == [("Harbour Board", "coreference")]


def test_the_passage_that_names_the_entity_supports_it(passages: PassageWriter, holder: MandateHolder) -> None:
    [written] = passages([("cell", None, "Workshops on safe ferries")])
    statement = attribute_to_section(state(written, written.text), written, holder, {})
    assert [(item.quote, item.locator.passage) for item in statement.support] == [(ENTITY, holder.passage.id)]


def test_the_united_nations_are_no_partner_of_their_entity(passages: PassageWriter, holder: MandateHolder) -> None:
    [written] = passages([("paragraph", None, "The Office works with United Nations entities and the Harbour Board")])
    partners = ("United Nations entities", "Harbour Board")
    statement = attribute_to_section(state(written, written.text, partners=partners), written, holder, {})
    assert [partner.name for partner in statement.partners] == ["Harbour Board"]


@pytest.mark.parametrize(
    ("name", "partners"),
    [
        ("international financial institutions", []),
        ("Governments", []),
        ("ORA Pilot School", []),
        (ENTITY, []),
        ("Office", []),
        ("United Nations country teams", ["United Nations country teams"]),
        ("regional commissions", ["regional commissions"]),
        ("co-Vice Chair of the Harbour Platform", ["Harbour Platform"]),
        ("Chair of the Harbour Board", ["Harbour Board"]),
        ("Harbour Board", ["Harbour Board"]),
    ],
)
def test_open_classes_and_parts_of_the_entity_are_no_partners(
    passages: PassageWriter, holder: MandateHolder, name: str, partners: list[str]
) -> None:
    quote = "The Office trained pilots"
    [written] = passages([("paragraph", None, quote)])
    statement = state(written, quote, partners=(name,))
    result = attribute_to_section(statement, written, holder, {"ORA": ENTITY})
    assert [partner.name for partner in result.partners] == partners


def test_other_documents_and_languages_are_left_alone(passages: PassageWriter, holder: MandateHolder) -> None:
    [written] = passages([("cell", None, "Workshops on safe ferries")])
    statement = state(written, written.text)
    assert attribute_to_section(statement, written, None, {}) == statement
    french = replace(statement, language="fr")
    assert attribute_to_section(french, written, holder, {}) == french


def find_addressees(
    passages: PassageWriter, holder: MandateHolder, quote: str, kind: StatementKind, addressees: tuple[str, ...] = ()
) -> list[str]:
    [written] = passages([("item", None, quote)])
    given = tuple(Ref(id=None, name=name, type=RefType.ENTITY, source="quote") for name in addressees)
    statement = replace(state(written, quote), kind=kind, addressees=given)
    return [ref.name for ref in attribute_to_section(statement, written, holder, {}).addressees]


@pytest.mark.parametrize(
    ("quote", "addressees"),
    [
        ("The Office will work with the Harbour Board to support developing countries in it", ["developing countries"]),
        ("Provide support to missions in its areas", ["missions"]),
        ("The Office shares evidence on ferries with competent authorities", ["competent authorities"]),
        ("The Office ensures the support that it provides to member States", ["member States"]),
        ("The Office works with countries of the delta", []),
    ],
)
def test_classes_of_clients_after_words_of_service_are_addressees(
    passages: PassageWriter, holder: MandateHolder, quote: str, addressees: list[str]
) -> None:
    assert find_addressees(passages, holder, quote, StatementKind.ACTIVITY) == addressees
    assert find_addressees(passages, holder, quote, StatementKind.PARTNERSHIP, ("pilots",)) == ["pilots"]
    assert find_addressees(passages, holder, quote, StatementKind.RECOMMENDATION) == []


def test_the_entity_is_asked_by_a_generic_name(passages: PassageWriter, holder: MandateHolder) -> None:
    quote = "The General Assembly requested the subprogramme to support the debate"
    assert find_addressees(passages, holder, quote, StatementKind.RECOMMENDATION) == [ENTITY]
    quote = "The General Assembly requested the Commission to support the debate"
    assert find_addressees(passages, holder, quote, StatementKind.RECOMMENDATION) == []
