"""Tests of names that are those of an audience, or of the body that speaks."""

from dataclasses import replace
from typing import Any

from palermo.linking import link_statement
from palermo.registry import load_registry
from palermo.statements import Locator, Masthead, Ref, RefType, Statement, StatementKind
from passage_factory import make_document

ENTITY, GROUP = RefType.ENTITY, RefType.GROUP
QUOTE = "Ratify the treaty"


def named(*names: tuple[str, RefType]) -> tuple[Ref, ...]:
    return tuple(Ref(id=None, name=name, type=type) for name, type in names)


def link(language: str = "en", **values: Any) -> Statement:
    statement = Statement(
        id="s",
        kind=StatementKind.RECOMMENDATION,
        quote=QUOTE,
        language=language,
        document="d",
        locator=Locator(page=1, paragraph=None, passage="p", start=0, end=len(QUOTE), headings=()),
    )
    document = replace(make_document(Masthead(), title="A review"), language=language)
    return link_statement(replace(statement, **values), document, load_registry())


def test_a_name_that_is_the_label_of_an_audience_is_the_audience() -> None:
    linked = link(actors=named(("civil society", ENTITY), ("Société civile", ENTITY), ("police", ENTITY)))
    assert [(ref.name, ref.id) for ref in linked.actors] == [
        ("civil society", "civil-society"),
        ("Société civile", None),
        ("police", None),
    ]
    (ref,) = link(actors=named(("société civile", ENTITY)), language="fr").actors
    assert (ref.id, ref.type) == ("civil-society", GROUP)


def test_own_structures_are_the_body_that_asks() -> None:
    asked = named(("States", GROUP), ("own structures", GROUP), ("own employees", GROUP))
    linked = link(actors=named(("OSCE", ENTITY)), addressees=asked)
    assert [(ref.name, ref.id) for ref in linked.addressees] == [
        ("States", "states"),
        ("own structures", "osce"),
        ("own employees", None),
    ]
    assert link(actors=named(("Sample Forum", ENTITY)), addressees=asked).addressees[1].id is None
