"""Tests of States that a document counts."""

import pytest

from palermo.linking import make_provisional_id
from palermo.linking.linker import link_document
from palermo.linking.state_groups import count_states, find_state_groups
from palermo.registry import load_registry
from palermo.statements import (
    Masthead,
    Ref,
    RefType,
    Statement,
    StatementKind,
    build_locator,
)
from passage_factory import make_document, make_passages

REGISTRY = load_registry()


def link_actor(
    name: str,
    *texts: str,
    title: str = "A statement",
    source: str = "quote",
    method: str = "tagger.1",
    publisher: str | None = None,
) -> Statement:
    """Link the last text as the quote of a statement with one actor."""
    passages = make_passages(*texts)
    document = make_document(Masthead(publisher=publisher), title=title)
    statement = Statement(
        id="s",
        kind=StatementKind.COMMITMENT,
        quote=texts[-1],
        language="en",
        document="d",
        locator=build_locator(passages[-1], 0, len(texts[-1])),
        actors=(Ref(id=None, name=name, type=RefType.ENTITY, source=source),),
        method=method,
    )
    [linked] = link_document([statement], document, passages, REGISTRY)
    return linked


def link_actors(name: str, *texts: str, title: str = "A statement") -> list[tuple[str | None, str]]:
    return [(actor.id, actor.source) for actor in link_actor(name, *texts, title=title).actors]


@pytest.mark.parametrize(
    ("text", "language", "codes"),
    [
        ("Chad, Mali and the Niger met", "en", {"TCD", "MLI", "NER"}),
        ("entre le Tchad et le Niger", "fr", {"TCD", "NER"}),
        ("entre el Perú y Ecuador", "es", {"PER", "ECU"}),
        ("Казахстан и Япония", "ru", {"KAZ", "JPN"}),
        ("中国和缅甸", "zh", {"CHN", "MMR"}),
    ],
)
def test_states_side_by_side_are_a_group(text: str, language: str, codes: set[str]) -> None:
    assert list(find_state_groups(text, language, REGISTRY)) == [{f"state:{code}" for code in codes}]


def test_states_apart_are_no_group() -> None:
    assert not list(find_state_groups("Chad trains judges for Mali", "en", REGISTRY))


@pytest.mark.parametrize("name", ["обеих стран", "البلدين", "两国政府", "les deux pays", "ambos países"])
def test_two_states_are_counted_in_each_language(name: str) -> None:
    assert count_states(name, name) == 2


def test_both_countries_are_those_of_the_title() -> None:
    linked = link_actors("Both countries", "Both countries will train judges.", title="Declaration of Chad and Mali")
    assert linked == [("state:MLI", "coreference"), ("state:TCD", "coreference")]


def test_both_countries_are_those_that_the_document_lists() -> None:
    linked = link_actors("countries", "Chad and Mali met.", "Both countries will train judges.")
    assert linked == [("state:MLI", "coreference"), ("state:TCD", "coreference")]


def test_both_countries_stay_as_printed_where_the_document_lists_several_pairs() -> None:
    linked = link_actors("Both countries", "Chad and Mali met.", "Peru and Ecuador met.", "Both countries agree.")
    assert linked == [(None, "quote")]


def test_any_two_countries_are_nobody() -> None:
    [(id, source)] = link_actors("Two countries", "Chad and Mali met.", "Two countries agree.")
    assert (id, source) == (None, "quote")


def test_the_reason_names_the_states() -> None:
    linked = link_actor("Both countries", "Chad and Mali met.", "Both countries agree to train judges.")
    reasons = {reason.feature for reason in linked.why}
    assert "“Both countries” is Mali, Chad, which the document speaks for or names" in reasons


def test_states_that_a_quote_begins_with_act_instead_of_an_inferred_name() -> None:
    texts = ("Chad and Mali met.", "Both countries will dig wells.")
    linked = link_actor("Ana Example", *texts, source="introduction", method="tagger.statements.1")
    assert [actor.id for actor in linked.actors] == ["state:MLI", "state:TCD"]


@pytest.mark.parametrize("quote", ["Each country will dig wells.", "The Parties will dig wells."])
def test_parties_of_a_joint_document_are_meant_by_names_for_all_of_them(quote: str) -> None:
    name = quote.removesuffix(" will dig wells.").removeprefix("Each ")
    linked = link_actor(name, "Boats are old.", quote, publisher="Chad; Harbour Agency; Mali")
    assert [(actor.id, actor.name) for actor in linked.actors] == [
        ("state:TCD", "Chad"), (make_provisional_id("Harbour Agency"), "Harbour Agency"), ("state:MLI", "Mali"),
    ]  # fmt: skip
    assert [actor.name for actor in link_actor(name, "Boats are old.", quote, publisher="Chad").actors] == [name]


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Memorandum of understanding on boats", ["Harbour Agency", "River Fund"]),
        ("Guide to boats", ["Participants"]),
    ],
)
def test_joint_authors_of_a_report_are_not_its_parties(title: str, names: list[str]) -> None:
    texts = ("Boats are old.", "Participants will dig wells.")
    linked = link_actor("Participants", *texts, title=title, publisher="Harbour Agency; River Fund")
    assert [actor.name for actor in linked.actors] == names
