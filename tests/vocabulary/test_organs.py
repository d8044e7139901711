"""Tests of organs: six labels, and symbols from numbers."""

import re

import pytest

from palermo.languages import LABELLED_LANGUAGES
from palermo.vocabulary import RESOLUTION_NUMBER, load_organs

ORGANS = {organ.id: organ for organ in load_organs()}


@pytest.mark.parametrize(
    ("id", "number", "decision", "symbol"),
    [
        ("general-assembly", "64/293", False, "A/RES/64/293"),
        ("general-assembly", "S-30/1", False, "A/RES/S-30/1"),
        ("general-assembly", "317 (IV)", False, "A/RES/317(IV)"),
        ("general-assembly", "319 A (IV)", False, "A/RES/319(IV)"),
        ("general-assembly", "78/560", False, "A/DEC/78/560"),
        ("general-assembly", "79/6", True, "A/DEC/79/6"),
        ("security-council", "2331 (2016)", False, "S/RES/2331(2016)"),
        ("economic-and-social-council", "2006/27", False, "E/RES/2006/27"),
        ("economic-and-social-council", "2024/312", False, "E/DEC/2024/312"),
        ("human-rights-council", "17/119", False, "A/HRC/DEC/17/119"),
        ("ece", "2025/1", True, None),
    ],
)
def test_a_number_makes_its_symbol(id: str, number: str, decision: bool, symbol: str | None) -> None:
    assert re.fullmatch(RESOLUTION_NUMBER, number)
    assert ORGANS[id].build_symbol(number, decision=decision) == symbol


@pytest.mark.parametrize(
    ("id", "number", "able"),
    [
        ("security-council", "2331 (2016)", True),
        ("security-council", "64/293", False),
        ("general-assembly", "64/293", True),
        ("general-assembly", "2018/2019", False),
        ("economic-and-social-council", "2006/27", True),
        ("economic-and-social-council", "64/293", False),
    ],
)
def test_organs_number_in_their_own_way(id: str, number: str, able: bool) -> None:
    assert ORGANS[id].is_own_number(number) is able


def test_every_organ_has_a_name_in_every_language() -> None:
    for each in ORGANS.values():
        assert all(each.list_names(language) for language in LABELLED_LANGUAGES)
        assert set(each.labels) == set(LABELLED_LANGUAGES)
