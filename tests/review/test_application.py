"""Tests of decisions applied to the statements of a document, idempotently."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from decision_factory import make_decision
from palermo.edition import CompiledDocument
from palermo.review import Decision, TextAnchor, apply_decisions, build_anchor
from palermo.statements import ReviewStatus, Statement

SENTENCES = ("States should train judges and fund shelters.", "States should collect data on trafficking.")


@pytest.fixture
def part(make_part: Callable[..., CompiledDocument]) -> CompiledDocument:
    return make_part("report", *SENTENCES)


def apply(part: CompiledDocument, *decisions: Decision) -> list[Statement]:
    """Return the statements after the decisions; a second application must not change them."""
    once = apply_decisions(part.statements, part.passages, decisions)
    assert apply_decisions(once.statements, part.passages, decisions).statements == once.statements
    return list(once.statements)


def test_accept_and_reject_set_the_status_alone(part: CompiledDocument) -> None:
    first, second = part.statements
    built = apply(
        part, make_decision(first, part.passages[0]), make_decision(second, part.passages[1], "reject", reason="no")
    )
    assert built == [
        replace(first, status=ReviewStatus.ACCEPTED),
        replace(second, status=ReviewStatus.REJECTED),
    ]


def test_correction_changes_fields_and_quote_but_not_the_id(part: CompiledDocument) -> None:
    first, passage = part.statements[0], part.passages[0]
    anchor = build_anchor(passage, 0, passage.text.index(" and fund"))
    actor = {"id": None, "name": "States", "type": "state"}
    decision = make_decision(
        first, passage, "correct", new_anchor=anchor, fields={"themes": ["health"], "actors": [actor]}
    )
    built = apply(part, decision)[0]
    assert (built.id, built.quote, built.themes, built.status) == (
        first.id,
        "States should train judges",
        ("health",),
        ReviewStatus.CORRECTED,
    )
    assert built.actors[0].name == "States"
    assert passage.text[built.locator.start : built.locator.end] == built.quote


def test_withdrawn_correction_gives_back_the_statement_as_it_was(part: CompiledDocument) -> None:
    first, passage = part.statements[0], part.passages[0]
    decision = make_decision(first, passage, "correct", fields={"themes": ["health"], "kind": "commitment"})
    compiled = replace(part, statements=tuple(apply(part, decision)))
    undone = apply(compiled, decision, make_decision(first, passage, "withdraw", target=decision.id))
    assert undone == list(part.statements)


def test_added_statement_appears_and_goes_when_withdrawn(part: CompiledDocument) -> None:
    passage = part.passages[1]
    anchor = build_anchor(passage, 7, 30)
    added = make_decision(
        part.statements[1],
        passage,
        "add",
        statement="f" * 20,
        anchor=anchor,
        snapshot={},
        fields={"themes": ["gender"]},
    )
    built = apply(part, added)
    assert [(item.id, item.status, item.themes) for item in built[2:]] == [
        ("f" * 20, ReviewStatus.ACCEPTED, ("gender",))
    ]
    compiled = replace(part, statements=tuple(built))
    removed = replace(make_decision(part.statements[1], passage, "withdraw", target=added.id), statement="f" * 20)
    assert apply(compiled, added, removed) == list(part.statements)


def test_statement_with_a_new_id_takes_over_its_decision(part: CompiledDocument) -> None:
    first, passage = part.statements[0], part.passages[0]
    decision = make_decision(first, passage, "reject")
    reread = replace(part, statements=(replace(first, id="e" * 20), part.statements[1]))
    assert [item.status for item in apply(reread, decision)] == [ReviewStatus.REJECTED, ReviewStatus.PROPOSED]


def test_accepted_statement_that_is_not_extracted_any_more_is_restored(part: CompiledDocument) -> None:
    first, passage = part.statements[0], part.passages[0]
    reread = replace(part, statements=part.statements[1:])
    built = apply(reread, make_decision(first, passage))
    assert replace(first, status=ReviewStatus.ACCEPTED) in built
    assert apply(reread, make_decision(first, passage, "reject")) == list(reread.statements)


def test_decision_whose_words_are_gone_is_listed(part: CompiledDocument) -> None:
    first, passage = part.statements[0], part.passages[0]
    anchor = TextAnchor(exact="Courts must pay compensation to every victim.")
    decision = make_decision(replace(first, id="d" * 20), passage, anchor=anchor)
    result = apply_decisions(part.statements, part.passages, [decision])
    assert (result.unanchored, result.statements) == ((decision,), part.statements)


def test_recipe_that_finds_a_correction_by_itself_adds_no_second_statement(part: CompiledDocument) -> None:
    first, passage = part.statements[0], part.passages[0]
    end = passage.text.index(" and fund")
    decision = make_decision(first, passage, "correct", new_anchor=build_anchor(passage, 0, end))
    better = replace(first, id="c" * 20, quote=passage.text[:end], locator=replace(first.locator, end=end))
    built = apply(replace(part, statements=(first, better)), decision)
    assert [item.id for item in built] == [first.id]


@pytest.mark.parametrize(
    "fields", [{"quote": "x"}, {"id": "x"}, {"tense": "soon"}, {"actors": [{"id": "x"}]}, {"kind": "x"}]
)
def test_invalid_field_is_refused(part: CompiledDocument, fields: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        apply_decisions(
            part.statements,
            part.passages,
            [make_decision(part.statements[0], part.passages[0], "correct", fields=fields)],
        )
