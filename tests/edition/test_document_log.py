"""Tests of the log of decisions on documents: order, damage, conflicts."""

from pathlib import Path

import pytest

from decision_factory import make_document_decision
from palermo.edition import DocumentDecisionLog
from palermo.errors import DecisionConflict
from palermo.statements import Masthead
from passage_factory import make_document

REPORT = make_document(Masthead(), title="Report")


def test_decisions_are_stored_once_and_read_in_order(tmp_path: Path) -> None:
    first, second = make_document_decision(REPORT, title="A"), make_document_decision(REPORT, title="B")
    log = DocumentDecisionLog(tmp_path)
    assert log.append([first, first]) == [first]
    assert DocumentDecisionLog(tmp_path).append([first, second]) == [second]
    assert log.read() == (first, second)


def test_unfinished_line_is_reported_and_the_next_decision_is_stored(tmp_path: Path) -> None:
    log = DocumentDecisionLog(tmp_path)
    first, second = make_document_decision(REPORT, title="A"), make_document_decision(REPORT, title="B")
    log.append([first])
    with (tmp_path / "documents" / "decisions.jsonl").open("ab") as file:
        file.write(b'{"object": "document", "id"')
    log.append([second])
    assert log.read() == (first, second)
    assert [fault.line for fault in log.list_faults()] == [2]


def test_second_of_two_people_reads_that_somebody_decided(tmp_path: Path) -> None:
    log = DocumentDecisionLog(tmp_path)
    first, second = make_document_decision(REPORT, title="A"), make_document_decision(REPORT, title="B")
    log.append([first], expected=(REPORT.id, ""))
    with pytest.raises(DecisionConflict):
        log.append([second], expected=(REPORT.id, ""))
    log.append([second], expected=(REPORT.id, first.id))
    assert log.list_decisions(REPORT.id) == [first, second]
