"""Factory of decisions on statements of invented documents, and on the documents."""

from itertools import count
from typing import Any

from palermo.review import (
    Decision,
    DecisionVerdict,
    DocumentDecision,
    DocumentVerdict,
    build_anchor,
    build_snapshot,
    compute_decision_id,
)
from palermo.statements import Document, Passage, Statement

_NUMBERS = count(1)


def make_decision(
    statement: Statement, passage: Passage, verdict: str = "accept", /, *, reviewer: str = "ada", **fields: Any
) -> Decision:
    """Return a decision on a statement by a reviewer, a second later than the one before."""
    number = next(_NUMBERS)
    values: dict[str, Any] = {
        "id": compute_decision_id(number, statement.id, reviewer),
        "statement": statement.id,
        "document": statement.document,
        "verdict": DecisionVerdict(verdict),
        "anchor": build_anchor(passage, statement.locator.start, statement.locator.end),
        "kind": statement.kind,
        "snapshot": build_snapshot(statement),
        "reviewer": reviewer,
        "time": f"2026-11-29T12:{number // 60 % 60:02}:{number % 60:02}+00:00",
    }
    return Decision(**(values | fields))


def make_document_decision(
    document: Document, verdict: str = "correct", /, *, reviewer: str = "ada", reason: str = "", **fields: Any
) -> DocumentDecision:
    """Return a decision on a document by a reviewer, with the new values of corrected fields."""
    verdict = DocumentVerdict(verdict)
    if verdict is DocumentVerdict.TAKE_DOWN:
        reason = reason or "Its publisher asked for it."
    return DocumentDecision(
        id=compute_decision_id(next(_NUMBERS), document.id, reviewer),
        document=document.id,
        source=document.source,
        title=document.title,
        verdict=verdict,
        fields=fields,
        before={"visibility": document.visibility} if verdict is DocumentVerdict.TAKE_DOWN else {},
        reason=reason,
        reviewer=reviewer,
        time="2026-11-29T12:00:00+00:00",
    )
