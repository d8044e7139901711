"""Unanchored decisions: those whose document or quote is no longer in the edition."""

from palermo.edition.decision_log import DecisionLog
from palermo.edition.overlay import group_by_document
from palermo.edition.view import View
from palermo.review import Decision, apply_decisions


def list_unanchored(view: View, log: DecisionLog) -> list[Decision]:
    """Return the last decision on each statement that is not in a view; the log never drops them."""
    stored = log.read()
    grouped = group_by_document(stored, {document.id: document.source for document in view.list_documents()})
    placed = {item.decision.id for application_rows in grouped.values() for item in application_rows}
    lost = {item.decision.statement: item.decision for item in stored if item.decision.id not in placed}
    newer = {id: file for file in view.overlay.files.values() for id in file.documents}
    for id, document_decisions in grouped.items():
        if id in newer:
            lost |= {item.statement: item for item in newer[id].unanchored.get(id, ())}
            continue
        statements = view.list_statements(id, with_rejected=True)
        decisions = [item.decision for item in document_decisions]
        unanchored = apply_decisions(statements, view.list_passages(id), decisions).unanchored
        lost |= {item.statement: item for item in unanchored}
    return list(lost.values())
