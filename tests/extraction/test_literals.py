"""Literals that every match of a pattern holds."""

import re

import pytest

from palermo.extraction.language.literals import Index, Sought, any_in, needed
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
    assert all(not wording.may_be_in("", 1) for wording in some)
    assert all(literal == literal.casefold() for wording in some for literal in wording.literals)


def test_a_text_holds_one_of_some_literals() -> None:
    assert any_in(("note", "vow"), "it took note of this")
    assert not any_in(("note", "vow"), "it did so")


@pytest.mark.parametrize(
    ("literals", "text", "held"),
    [
        (["note"], "it took notes", True),
        (["note", "vow"], "it did so", False),
        (["child labour"], "labour alone is enough to look closer", True),
        (["签署"], "各国签署了议定书", True),
        (["://"], "nothing tells, so all may hold", True),
        ([], "nothing tells, so all may hold", True),
    ],
)
def test_an_index_tells_of_which_letters_a_text_may_hold_one(literals: list[str], text: str, held: bool) -> None:
    index = Index()
    assert bool(index.mask(literals) & index.within(text)) is held


def test_an_index_that_learns_more_letters_forgets_what_it_knew_of_texts() -> None:
    index = Index()
    assert index.within("it took note") == 1
    assert index.mask(["note"]) & index.within("it took note")


def test_a_pattern_is_sought_only_where_its_letters_are() -> None:
    sought = Sought.of(re.compile(r"\basked\s+(?:whether|why)\b", re.I))
    assert sought.search("It ASKED why")
    assert not sought.search("It asked for it")
    assert not sought.search("It knew")
