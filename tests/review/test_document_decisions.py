"""Tests of decisions on documents: what follows from them, for which file, and what is refused."""

from dataclasses import replace
from typing import Any

import pytest

from decision_factory import make_document_decision
from palermo.review import (
    TAKEN_DOWN,
    DocumentDecision,
    correct_document,
    derive_document_states,
    parse_document_decision,
)
from palermo.statements import Document, Masthead
from passage_factory import make_document

REPORT = replace(make_document(Masthead(date="2019"), title="Report"), id="a1", source="report.pdf")
NEWER = replace(REPORT, id="b2")


def apply_to(document: Document, *decisions: DocumentDecision) -> Document:
    return correct_document(
        document, derive_document_states(decisions, {document.id: document.source}).get(document.id)
    )


def test_last_correction_of_a_field_holds_and_others_stay() -> None:
    corrected = apply_to(
        REPORT,
        make_document_decision(REPORT, title="Annual report", date="2020-05"),
        make_document_decision(REPORT, title="Annual report 2020"),
    )
    assert (corrected.title, corrected.date, corrected.language) == ("Annual report 2020", "2020-05", "en")
    assert apply_to(corrected, make_document_decision(REPORT, date=None)).date is None


def test_corrections_applied_again_change_nothing() -> None:
    decisions = [make_document_decision(REPORT, nature="digest"), make_document_decision(REPORT, "take-down")]
    once = apply_to(REPORT, *decisions)
    assert apply_to(once, *decisions) == once


def test_restored_document_has_the_visibility_from_before() -> None:
    members = replace(REPORT, visibility="members")
    decisions = [make_document_decision(members, "take-down"), make_document_decision(members, "restore")]
    down = apply_to(members, decisions[0])
    assert down.visibility == TAKEN_DOWN
    assert apply_to(down, *decisions).visibility == apply_to(members, *decisions).visibility == "members"


def test_newer_file_of_the_source_inherits_protection_and_no_title() -> None:
    newer = apply_to(
        NEWER,
        make_document_decision(REPORT, title="Old title", full_text=False),
        make_document_decision(REPORT, "take-down"),
    )
    assert (newer.title, newer.full_text, newer.visibility) == ("Report", False, TAKEN_DOWN)


def test_file_that_was_taken_down_stays_so_after_a_newer_one() -> None:
    decisions = [make_document_decision(REPORT, "take-down")]
    states = derive_document_states(decisions, {NEWER.id: NEWER.source})
    assert states[REPORT.id].taken_down == states[NEWER.id].taken_down == decisions[0].time


@pytest.mark.parametrize(
    "change",
    [
        {"fields": {"title": " "}},
        {"fields": {"title": "x" * 501}},
        {"fields": {"title": "Report\nof 2019"}},
        {"fields": {"title": "Report \u202e9102"}},
        {"fields": {"date": "2026-13"}},
        {"fields": {"language": "English"}},
        {"fields": {"nature": "poem"}},
        {"fields": {"visibility": "public"}},
        {"fields": {}},
        {"verdict": "take-down", "fields": {}, "reason": ""},
        {"verdict": "hide"},
        {"reviewer": ""},
        {"time": "yesterday"},
        {"before": {"nature": "poem"}},
        {"before": {"language": ["en"]}},
        {"before": {"visibility": "taken-down"}},
        {"before": {"rights": "all"}},
    ],
)
def test_invalid_decision_is_refused(change: dict[str, Any]) -> None:
    row = make_document_decision(REPORT, title="New").to_row()
    assert parse_document_decision(row).fields == {"title": "New"}
    with pytest.raises(ValueError, match=r"\w"):
        parse_document_decision(row | change)
