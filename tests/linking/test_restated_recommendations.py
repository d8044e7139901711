"""Tests of recommendations that a debate reports: duplicates of the numbered ones."""

from collections.abc import Callable
from dataclasses import replace

from palermo.linking.deduplication import merge_restatements
from palermo.statements import Ref, RefType, Statement

type State = Callable[..., Statement]

CHILE = (Ref(id="state:CHL", name="Chile", type=RefType.STATE),)


def by(one: Statement, state: str, method: str, id: str) -> Statement:
    actor = (Ref(id=f"state:{state}", name=state, type=RefType.STATE),)
    return replace(one, id=id, actors=actor, addressees=CHILE, method=method)


def test_reported_and_numbered_are_one(make_statement: State) -> None:
    output = by(
        make_statement("d", "Norway recommended that Chile open two shelters for men in the north"),
        "NOR",
        "recommendations.sentences.1",
        "told",
    )
    listed = by(
        make_statement("d", "Open two shelters for men in the north", "69.1"),
        "NOR",
        "recommendations.lists.1",
        "listed",
    )
    assert [[item.id for item in group] for group in merge_restatements([[output], [listed]])] == [["listed", "told"]]


def test_another_state_or_another_thing_stays_alone(make_statement: State) -> None:
    words = "Peru recommended that Chile open two shelters for men in the north"
    other = by(make_statement("d", words), "PER", "recommendations.sentences.1", "other")
    thing = by(
        make_statement("d", "Norway urged Chile to abolish the death penalty at once"), "NOR", "x.sentences.1", "b"
    )
    listed = by(
        make_statement("d", "Open two shelters for men in the north", "69.1"),
        "NOR",
        "recommendations.lists.1",
        "listed",
    )
    assert len(merge_restatements([[other], [thing], [listed]])) == 3
    assert merge_restatements([[other]]) == [[other]]
