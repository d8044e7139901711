"""Tests of parties of ties: bodies with a proper name, and no States or texts."""

from types import ModuleType

import pytest

from palermo.analysis.partnerships.parties import ExclusionReason, PartyResolver, find_exclusion_reason
from palermo.registry import Registry


def test_an_entity_of_the_registry_is_one(facts: ModuleType) -> None:
    assert PartyResolver(facts.registry_of()).resolve_name("a", "the Agency", "entity") == ("a",)


@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("Agency A and Agency B", ("a", "b")),
        ("the Agency A, Agency B and Agency C", ("a", "b", "c")),
        ("Agency A in Northtown", ("a",)),
        ("Agency A on", ("a",)),
    ],
)
def test_a_list_of_names_is_several(facts: ModuleType, name: str, result: tuple[str, ...]) -> None:
    assert PartyResolver(facts.registry_of()).resolve_name("new:1", name, "entity") == result


def test_what_a_list_has_cut_apart_is_one_again(facts: ModuleType) -> None:
    known = facts.registry_of(facts.entity("w", names={"en": "Entity for Work and the Welfare of Many"}))
    refs = [{"id": "new:1", "name": "Entity for Work", "type": "entity"}]
    refs.append({"id": "new:2", "name": "Welfare of Many", "type": "entity"})
    assert PartyResolver(known).resolve_refs(refs) == ("w",)


def test_a_body_of_a_state_is_one_in_the_registry_alone(facts: ModuleType) -> None:
    parties = PartyResolver(facts.registry_of())
    body = {"id": "new:1", "name": "Homeland Security Office", "type": "entity"}
    assert parties.resolve_refs([body]) == ("new:1",)
    assert parties.resolve_refs([{**body, "state": "state:AAA"}]) == ()
    assert parties.left_out == {ExclusionReason.STATE: 1}
    assert parties.resolve_refs([{"id": "a", "name": "Agency A", "type": "entity", "state": "state:AAA"}]) == ("a",)


@pytest.mark.parametrize(
    ("id", "name", "type", "why"),
    [
        ("state:AAA", "State A", "state", ExclusionReason.STATE),
        ("new:1", "Ministry of Justice", "entity", ExclusionReason.STATE),
        ("new:1", "National Council of Women", "entity", ExclusionReason.STATE),
        ("new:1", "Department of Homeland Security (DHS)", "entity", ExclusionReason.STATE),
        ("civil-society", "civil society", "group-of-actors", ExclusionReason.GROUP),
        ("new:1", "United Nations", "entity", ExclusionReason.UNITED_NATIONS),
        ("new:1", "the General Assembly", "entity", ExclusionReason.UNITED_NATIONS),
        ("new:1", "Asamblea General", "entity", ExclusionReason.UNITED_NATIONS),
        ("new:1", "Member States", "entity", ExclusionReason.UNITED_NATIONS),
        (None, "Office", "entity", ExclusionReason.NO_NAME),
        ("new:1", "United Nations Office", "entity", ExclusionReason.NO_NAME),
        ("new:1", "Convention on the Rights of Persons", "entity", ExclusionReason.NO_NAME),
        ("new:1", "build the capacity of the office", "entity", ExclusionReason.NO_NAME),
        ("new:1", "An Advisory Committee", "entity", ExclusionReason.NO_NAME),
        ("new:1", "HIV/AIDS", "entity", ExclusionReason.NO_NAME),
        ("new:1", "Office of the Special Representative", "entity", ExclusionReason.NO_NAME),
        ("new:1", "准则供统计机构", "entity", ExclusionReason.NO_NAME),
        ("new:1", "المفوضية", "entity", ExclusionReason.NO_NAME),
    ],
)
def test_what_is_none_says_why(shipped: Registry, id: str | None, name: str, type: str, why: ExclusionReason) -> None:
    assert PartyResolver(shipped).resolve_name(id, name, type) is why


@pytest.mark.parametrize(
    "name",
    [
        "League of Sample States",
        "Fundación Muestra para la Infancia",
        "Фонд помощи детям",
        "世界样本组织",
        "صندوق العينة للأطفال",
    ],
)
def test_the_name_of_an_unknown_body_is_read_in_any_language(name: str) -> None:
    assert find_exclusion_reason(name) is None


def test_a_name_that_a_text_has_too_is_none(shipped: Registry) -> None:
    assert PartyResolver(shipped).resolve_name("crc-committee", "CRC", "entity") is ExclusionReason.NO_NAME
    assert PartyResolver(shipped).resolve_name("crc-committee", "Committee on the Rights of the Child", "entity") == (
        "crc-committee",
    )


def test_the_partner_is_no_part_of_a_name(facts: ModuleType) -> None:
    parties = PartyResolver(facts.registry_of())
    result = parties.resolve_name("new:1", "Sample Relief Fund, in cooperation with the Helping Society", "entity")
    assert not isinstance(result, ExclusionReason)
    assert parties.get_printed_name(result[0]) == "Sample Relief Fund"
