"""Tests of entity resolution: variants share an id, other bodies do not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo.linking import make_provisional_id, resolve_names
from palermo.linking.context_builder import extract_acronym_definitions
from palermo.linking.organisation_names import parse_organisation_name, score_acronym
from palermo.registry import load_registry

REGISTRY = load_registry()


def is_one_organisation(*names: str) -> bool:
    """Whether all of some names are one organisation."""
    return len({result.id for result in resolve_names(names, REGISTRY)}) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("Ruritanian Aid Foundation", "Ruritanian Aid Foundation, Inc."),
        ("Ruritanian Aid Foundation", "The Foundation for Ruritanian Aid"),
        ("Ruritanian Aid Foundation", "Ruritanian Aid Foundaton"),
        ("Ruritanian Aid Foundation", "RAF"),
        ("Ruritanian Aid Foundation (RAF)", "RAF"),
        ("Ruritanian Aid Foundation | RAF", "raf"),
        ("Association pour le Développement du Lac Vert", "ADELAV"),
        ("Médecins du Lac Hollande", "Doctors of Lac Holland"),
        ("Union of Lake Farmers", "Union des Lake Farmers"),
    ],
)
def test_variants_are_one_organisation(names: tuple[str, ...]) -> None:
    result = resolve_names(names, REGISTRY)
    assert is_one_organisation(*names)
    assert all(answer.id.startswith("new:") for answer in result)
    assert all(0 < answer.score <= 1 and answer.why for answer in result)


@pytest.mark.parametrize(
    "names",
    [
        ("Lake Doctors Holland", "Lake Doctors Spain"),
        ("Women of the Lake", "Children of the Lake"),
        ("Ruritanian Aid Foundation", "Ruritanian Aid Federation of Workers"),
        ("Ruritanian Aid Foundation", "ILO"),
        ("Ruritanian Aid Foundation", "XYZ"),
        ("Ruritanian Aid Foundation", "Ruritanian Arts Foundation", "RAF"),
    ],
)
def test_others_stay_apart(names: tuple[str, ...]) -> None:
    assert len({result.id for result in resolve_names(names, REGISTRY)}) == len(names)


@pytest.mark.parametrize("order", [1, -1])
def test_an_acronym_that_begins_several_names_is_joined_to_none(order: int) -> None:
    names = ["Ruritapol Training Foundation", "Ruritapol Lake Fishers", "RURITAPOL"][::order]
    assert len({result.id for result in resolve_names(names, REGISTRY)}) == 3


def test_an_acronym_that_begins_one_name_is_joined_to_it() -> None:
    assert is_one_organisation("Ruritapol Training Foundation", "RURITAPOL")


def test_a_name_of_the_registry_gives_its_id_to_its_variants() -> None:
    result = resolve_names(["Internationl Labour Organization", "ILO", "International Labour Organization"], REGISTRY)
    assert [answer.id for answer in result] == ["ilo", "ilo", "ilo"]
    assert [answer.score == 1.0 for answer in result] == [False, True, True]


def test_answers_come_in_order_for_every_name() -> None:
    names = ["B Group of Farmers", "A Group of Nurses", "B Group of Farmers"]
    assert [answer.name for answer in resolve_names(names, REGISTRY)] == names


def test_a_provisional_id_comes_from_the_words_alone() -> None:
    assert make_provisional_id("The Aid Foundation, Inc.") == make_provisional_id("Foundation for Aid")
    assert make_provisional_id("Aid Foundation") != make_provisional_id("Aid Federation")


@pytest.mark.parametrize(
    ("acronym", "name", "least", "most"),
    [
        ("iom", "international organization for migration", 1.0, 1.0),
        ("adesol", "association pour le developpement economique et social du lac", 0.6, 0.99),
        ("xyz", "international organization for migration", 0.0, 0.2),
        ("", "international organization", 0.0, 0.0),
    ],
)
def test_an_acronym_fits_a_name_more_or_less(acronym: str, name: str, least: float, most: float) -> None:
    assert least <= score_acronym(acronym, tuple(name.split())) <= most


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("States of the Budapest Process Group (BPG) met", [("BPG", "Budapest Process Group")]),
        (
            "l’Organisation internationale pour les migrations (OIM)",
            [("OIM", "Organisation internationale pour les migrations")],
        ),
        ("Международная организация труда (МОТ)", [("МОТ", "Международная организация труда")]),
        ("the plan (see annex)", []),
        ("ten organizations (NGO) met", []),
    ],
)
def test_acronyms_are_introduced_in_brackets(text: str, expected: list[tuple[str, str]]) -> None:
    assert list(extract_acronym_definitions(text)) == expected


@given(st.lists(st.text(max_size=40), max_size=8))
@settings(max_examples=60, deadline=None)
def test_any_names_are_answered(names: list[str]) -> None:
    assert [answer.name for answer in resolve_names(names, REGISTRY)] == names


@given(st.text(max_size=60))
def test_a_name_can_always_be_taken_apart(name: str) -> None:
    assert parse_organisation_name(name).name == name
