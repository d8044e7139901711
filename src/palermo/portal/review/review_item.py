"""Data beside a statement on the desk: its context, its page, its reasons, and the decisions of others."""

import time
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.http import HttpRequest

from palermo.access import Actor
from palermo.edition import View
from palermo.errors import NotFound
from palermo.portal.base import display_names
from palermo.portal.review.decision_labels import REJECT_REASONS, VERDICT_LABELS, label_fields, label_reason
from palermo.portal.review.decision_writer import get_decision_log, get_reviewer_id
from palermo.portal.review.forms import DeskForm
from palermo.portal.review.models import OPEN_STATES, ErrorReport
from palermo.portal.review.queue_items import QueueQuery, list_queue
from palermo.portal.review.second_opinions import list_second_opinions
from palermo.portal.services import page_images
from palermo.portal.services.access import get_actor
from palermo.portal.services.entity_statements import list_entity_remarks
from palermo.portal.services.quote_spans import split_at_quotes
from palermo.portal.services.references import format_citation
from palermo.review import Decision, DecisionVerdict, ReviewState, correct_statement, derive_review_state
from palermo.statements import Passage, Statement

OPEN_FOR_S = 180.0
"""Seconds for which an opened statement is left to its reviewer."""

MAX_LOST_STATEMENTS = 20
"""Statements of a queue that may be gone from the view before the queue counts as empty."""
CONTEXT_PASSAGES = 2
"""Passages before and after that of the statement."""


class OpenStatements:
    """The statements that each reviewer has open.

    They are only in memory, because losing them does no harm. The object is thread-safe.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._opened: dict[str, tuple[str, float]] = {}

    def add(self, statement: str, reviewer: str) -> None:
        """Record that a reviewer opened a statement; it replaces the previous one."""
        with self._lock:
            self._remove_old(reviewer)
            self._opened.setdefault(statement, (reviewer, time.monotonic()))

    def open_first(self, statements: Iterable[str], reviewer: str) -> str | None:
        """Open the first of these statements that no other reviewer has open.

        If other reviewers have all of them open, open the first.
        """
        with self._lock:
            self._remove_old(reviewer)
            first = None
            for id in statements:
                first = first or id
                if id not in self._opened:
                    self._opened[id] = (reviewer, time.monotonic())
                    return id
            return first

    def _remove_old(self, reviewer: str) -> None:
        now = time.monotonic()
        self._opened = {
            id: (opener, since)
            for id, (opener, since) in self._opened.items()
            if opener != reviewer and now - since < OPEN_FOR_S
        }


OPEN_STATEMENTS = OpenStatements()


@dataclass(frozen=True, slots=True, kw_only=True)
class VisibleDecision:
    """A decision in the form that reviewers of its statement see."""

    decision: Decision
    verdict: str
    reason: str
    fields: Sequence[tuple[str, str]]
    """Labels and values of corrected fields."""
    is_own: bool


def build_item_context(
    request: HttpRequest, view: View, statement: Statement, query: QueueQuery, *, conflict: bool = False
) -> dict[str, Any]:
    """Return the template context of one statement on the desk."""
    actor = get_actor(request)
    decisions = get_decision_log().list_decisions(statement.id)
    state = derive_review_state(decisions)
    document = view.get_document(statement.document)
    passages = view.list_passages(document.id)
    waiting = list_queue(query, actor)
    OPEN_STATEMENTS.add(statement.id, get_reviewer_id(actor))
    is_blind = query.get_required(statement.kind) > 1 and not _has_decided(state, actor)
    return {
        "statement": statement,
        "actor_names": display_names.join_names(display_names.list_ref_names(statement.actors)),
        "document": document,
        "around": build_context(passages, statement),
        **page_images.build_preview_context(view, document, passages, [statement], statement.locator.passage),
        "citation": format_citation(document, statement.locator),
        "state": state,
        "remarks": list_entity_remarks(statement.id),
        "opinions": _list_visible_decisions(decisions, get_reviewer_id(actor), is_blind=is_blind),
        "hidden_opinions": is_blind,
        "second_opinions": [] if is_blind else list_second_opinions(statement.id),
        "last": state.last or "",
        "key": uuid.uuid4().hex,
        "queue": query,
        "waiting": len(waiting),
        "place_ids": [f"state:{code}" for code in statement.places],
        "reject_reasons": REJECT_REASONS,
        "reports": ErrorReport.objects.filter(statement=statement.id, state__in=OPEN_STATES),
        "done": find_own_decision(request, actor),
        "conflict": conflict,
        "typed": request.POST.get("text", "")[:4000] if conflict else "",
        "is_htmx": bool(getattr(request, "htmx", False)),
    }


def build_context(passages: Sequence[Passage], statement: Statement) -> dict[str, Any]:
    """Return the passage of a statement in spans, and the passages around it."""
    at = next((i for i, passage in enumerate(passages) if passage.id == statement.locator.passage), None)
    if at is None:
        return {}
    return {
        "before": passages[max(0, at - CONTEXT_PASSAGES) : at],
        "spans": split_at_quotes(passages[at].text, [statement]),
        "after": passages[at + 1 : at + 1 + CONTEXT_PASSAGES],
        "passage": passages[at],
    }


def _list_visible_decisions(decisions: Sequence[Decision], own: str, *, is_blind: bool) -> list[VisibleDecision]:
    """Return the decisions that count, newest first; a reviewer who decides blind sees only their own."""
    withdrawn = {decision.target for decision in decisions if decision.verdict is DecisionVerdict.WITHDRAW}
    return [
        VisibleDecision(
            decision=decision,
            verdict=str(VERDICT_LABELS[decision.verdict]),
            reason=label_reason(decision.reason),
            fields=label_fields(decision.fields),
            is_own=decision.reviewer == own,
        )
        for decision in reversed(decisions)
        if decision.id not in withdrawn and decision.verdict is not DecisionVerdict.WITHDRAW
        if not is_blind or decision.reviewer == own
    ]


def find_statement(view: View, statement_id: str) -> Statement:
    """Return a statement with its newest decisions, even if the view has not applied them yet.

    Raises NotFound.
    """
    statement = view.get_statement(statement_id)
    effective = derive_review_state(get_decision_log().list_decisions(statement.id)).effective
    if effective and effective.fields and effective.verdict is DecisionVerdict.CORRECT:
        return correct_statement(statement, effective.fields)
    return statement


def find_next(query: QueueQuery, actor: Actor, view: View) -> Statement | None:
    """Return the first statement of a queue for this reviewer that no other has open, or None."""
    log = get_decision_log()
    states = log.list_states()  # before the queue: a statement with another state was decided while it was listed
    waiting = list_queue(query, actor)
    for _attempt in range(MAX_LOST_STATEMENTS):
        id = OPEN_STATEMENTS.open_first((queue_item.statement for queue_item in waiting), get_reviewer_id(actor))
        if id is None:
            return None
        try:
            statement = view.get_statement(id)
            if log.list_states().get(id) is states.get(id):
                return statement
        except NotFound:
            pass
        waiting = [queue_item for queue_item in waiting if queue_item.statement != id]
    return None


def _has_decided(state: ReviewState, actor: Actor) -> bool:
    return any(item.reviewer == get_reviewer_id(actor) for item in state.current)


def find_own_decision(request: HttpRequest, actor: Actor) -> tuple[Decision, str] | None:
    """Return the decision that the reviewer has just made, which can be undone."""
    decision = get_decision_log().find_decision(DeskForm(request.GET).get_value("done") or getattr(request, "done", ""))
    is_own = decision is not None and decision.reviewer == get_reviewer_id(actor)
    if not decision or not is_own or decision.verdict is DecisionVerdict.WITHDRAW:
        return None
    return decision, str(VERDICT_LABELS[decision.verdict])
