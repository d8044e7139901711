"""Lists in sections that ask for something: items, addressees, issuer, and what is no request."""

from dataclasses import replace

import pytest

from palermo.extraction import extract_by_rules
from palermo.reading import read
from palermo.statements import Masthead, Statement, StatementKind
from tests.extraction.listed_actions import HEADINGS, WRITERS, iter_forms, list_actions
from tests.passage_factory import make_passages

ADDRESSEES = {
    "en": "governments",
    "fr": "gouvernements",
    "es": "gobiernos",
    "ru": "правительств",
    "ar": "الحكومات",
    "zh": "各国政府",
}


def find(*texts: str, language: str = "en", publisher: str | None = None) -> list[Statement]:
    made = extract_by_rules(make_passages(*texts, language=language), Masthead(publisher=publisher))
    return [one for one in made.statements if one.kind is StatementKind.RECOMMENDATION]


@pytest.mark.parametrize("writer", list(WRITERS))
@pytest.mark.parametrize(("language", "form"), list(iter_forms()))
def test_sixteen_actions_are_sixteen_recommendations(language: str, form: str, writer: str) -> None:
    actions = list_actions(language, form)
    reading = read(*WRITERS[writer](language, actions))
    masthead = replace(reading.masthead, publisher="Tarn Coast Alliance")
    found = extract_by_rules(reading.passages, masthead).statements
    assert [one.quote for one in found] == [action.rstrip(".。") for action in actions]
    assert {one.kind for one in found} == {StatementKind.RECOMMENDATION}
    assert {tuple(ref.name for ref in one.addressees) for one in found} == {(ADDRESSEES[language],)}
    assert {tuple((ref.name, ref.source) for ref in one.actors) for one in found} == {
        (("Tarn Coast Alliance", "document"),)
    }
    assert {one.support[-1].quote for one in found} == {HEADINGS[language][1]}
