"""Tests of the body that a report's title names."""

import pytest

from palermo.extraction.un_budgets import attribute_to_titled_body, find_titled_body
from palermo.statements import Masthead, Ref, RefType, Statement, StatementKind, build_locator
from passage_factory import make_passages

TITLE = "Budget for the period to 30 June 2027 of the United Nations Lake Mission in Ruritania: Report of the Board"
NAME = "United Nations Lake Mission in Ruritania"


def attribute(quote: str, *actors: tuple[str, str], title: str = TITLE, language: str = "en") -> list[str]:
    [passage] = make_passages(quote, language=language)
    statement = Statement(
        id="s",
        kind=StatementKind.ACTIVITY,
        quote=quote,
        language=language,
        document="d",
        locator=build_locator(passage, 0, len(quote)),
        actors=tuple(Ref(id=None, name=name, type=RefType.ENTITY, source=source) for name, source in actors),
        confidence=0.9,
    )
    [result] = attribute_to_titled_body([statement], [], Masthead(symbol="A/99/604", title=title))
    return [actor.name for actor in result.actors]


@pytest.mark.parametrize(
    ("quote", "actors", "expected"),
    [
        ("The Mission has trained judges", [], [NAME]),
        ("In partnership with towns, the Mission further supported schools", [("Lake Service", "coreference")], [NAME]),
        ("The Mission trains judges", [("Mission", "quote")], [NAME]),
        ("The Board was informed that the Mission trains judges", [("Board", "quote")], ["Board"]),
        ("The Centre has trained judges", [], []),
    ],
)
def test_noun_of_the_title_stands_for_its_body(quote: str, actors: list[tuple[str, str]], expected: list[str]) -> None:
    assert attribute(quote, *actors) == expected


def test_titles_of_several_bodies_or_none_name_nobody() -> None:
    quote = "The Mission has trained judges"
    assert attribute(quote, title="Report of the Board on courts") == []
    assert attribute(quote, title=f"{TITLE} and of the United Nations Hill Mission") == []
    assert attribute(quote, language="fr") == []
    assert find_titled_body(Masthead(title=TITLE)) is None
