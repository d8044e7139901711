"""Tests of names in Russian cases, Arabic and Chinese, and of generic words for bodies."""

import pytest

from palermo import registry
from palermo.linking.name_masking import is_proper_name
from palermo.linking.organisation_names import make_provisional_id
from palermo.statements import RefType


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Международной организацией труда", "ilo"),
        ("Европейскому союзу", "european-union"),
        ("Детскому фонду Организации Объединенных Наций", "unicef"),
        ("ГРЕТА", "greta"),
        ("МЦРМП", "icmpd"),
        ("المركز الدولي لتطوير سياسات الهجرة", "icmpd"),
        ("المفوضية السامية لشؤون اللاجئين", "unhcr"),
        ("االتحاد األوروبي", "european-union"),
        ("欧安组织", "osce"),
        ("Rapporteuse spéciale sur la traite des êtres humains", "sr-trafficking"),
        ("Relatora Especial sobre la trata de personas", "sr-trafficking"),
        ("贩运人口问题特别报告员", "sr-trafficking"),
        ("打击人口贩运机构间协调小组", "icat"),
    ],
)
def test_an_organisation_is_met_by_its_name_as_printed(name: str, id: str) -> None:
    entity = registry.load_registry().find_entity(name)
    assert entity is not None
    assert entity.id == id


@pytest.mark.parametrize(
    ("name", "alpha3"), [("Бенина", "BEN"), ("Ганы", "GHA"), ("Benín", "BEN"), ("联合王国", "GBR")]
)
def test_a_state_is_met_in_its_cases_and_common_names(name: str, alpha3: str) -> None:
    state = registry.load_registry().find_state(name)
    assert state is not None
    assert state.alpha3 == alpha3


def test_the_united_nations_are_no_state() -> None:
    assert registry.load_registry().match_name("联合国", RefType.STATE) is None


@pytest.mark.parametrize("word", ["الحكومة", "اللجنة", "委员会", "政府", "该项目"])
def test_words_for_a_body_name_none(word: str) -> None:
    assert not is_proper_name(word)


@pytest.mark.parametrize("name", ["وزارة الداخلية", "内政部", "国际移民组织"])
def test_names_without_capitals_are_names(name: str) -> None:
    assert is_proper_name(name)


def test_letters_that_a_converter_reversed_give_no_other_organisation() -> None:
    assert make_provisional_id("رابطة األطفال واالسر") == make_provisional_id("رابطة الأطفال والأسر")
