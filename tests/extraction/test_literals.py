"""Literals that every match of a pattern holds."""

import re

import pytest

from palermo.extraction.language.literals import any_in, needed
from palermo.extraction.language.wording_files import wordings
from palermo.statements import LANGUAGES


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        (r"\b(?:takes?|took)\s+note\b", ("note",)),
        (r"\b(?:vows|pledges)\b", ("pledges", "vows")),
        (r"(?:co-?operat|jointly)", ("jointly", "operat")),
        (r"(?:in\s+)?\d+", ()),
        (r"(?:Urges|\d{4})", ()),
        (r"STRAßE", ("strasse",)),
    ],
)
def test_each_match_holds_one(pattern: str, literals: tuple[str, ...]) -> None:
    assert needed(re.compile(pattern, re.I)) == literals


@pytest.mark.parametrize("language", LANGUAGES)
def test_wordings_have_literals_and_what_they_match_holds_one(language: str) -> None:
    words = wordings(language)
    assert words is not None
    some = [wording for kind in words.kinds.values() for wording in kind if wording.literals]
    assert len(some) >= 10
    assert all(not wording.may_be_in("") for wording in some)
    assert all(literal == literal.casefold() for wording in some for literal in wording.literals)


def test_a_text_holds_one_of_some_literals() -> None:
    assert any_in(("note", "vow"), "it took note of this")
    assert not any_in(("note", "vow"), "it did so")
