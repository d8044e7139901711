"""Decisions of the signed-in reviewer.

They are built from a form, and stored in the library's log through the outbox.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from palermo.access import Actor, Role
from palermo.edition import DecisionLog, Library, View, open_decision_log
from palermo.errors import DecisionConflict
from palermo.portal.review.models import OutboxEntry, ReviewerPreference
from palermo.portal.services.statement_pages import list_visible_statements
from palermo.review import (
    Decision,
    DecisionVerdict,
    build_anchor,
    build_snapshot,
    compute_decision_id,
    parse_decision,
)
from palermo.statements import Passage, Statement, hash_json, normalise_text

_ROLE_ORDER = (Role.SECRETARIAT, Role.REVIEWER, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAct:
    """One act of a reviewer, which may decide on several statements."""

    actor: Actor
    key: str
    """Sent with the form, so that the same form makes the same decisions however often it is sent."""
    verdict: DecisionVerdict
    reason: str = ""
    queue: str = ""
    required: int = 1


def get_decision_log() -> DecisionLog:
    """Return the log of the served library."""
    return open_decision_log(Library(settings.PALERMO_LIBRARY).decisions)


def get_reviewer_id(actor: Actor) -> str:
    """Return the pseudonym under which a person's decisions are stored."""
    return build_pseudonym(actor.user_id)


def build_pseudonym(person_id: int | None) -> str:
    """Return the pseudonym of the person with this key."""
    return f"person:{hash_json('reviewer', person_id)[:12]}"


def get_person_id(actor: Actor) -> int:
    """Return the key of the signed-in reviewer; the permissions exclude everybody else."""
    return actor.user_id or 0


def find_role(actor: Actor) -> str:
    """Return the role in which a person decides."""
    return next((role.value for role in _ROLE_ORDER if role in actor.roles), Role.REVIEWER.value)


def find_reviewer_name(actor: Actor) -> str | None:
    """Return the name of a person who agreed to be named with decisions."""
    agreed = ReviewerPreference.objects.filter(person_id=get_person_id(actor), is_named=True)
    preference = agreed.select_related("person").first()
    return preference.person.get_full_name() or None if preference else None


def build_decision(
    view: View, act: ReviewAct, statement: Statement, *, fields: Mapping[str, Any] | None = None, **more: Any
) -> Decision:
    """Build the decision of an act on a statement of the view; raises ValueError if it is invalid."""
    passage = find_passage(view, statement)
    arguments: dict[str, Any] = {
        "id": compute_decision_id(act.actor.user_id, act.key, statement.id, act.verdict.value),
        "statement": statement.id,
        "document": statement.document,
        "source": view.get_document(statement.document).source,
        "verdict": act.verdict,
        "anchor": build_anchor(passage, statement.locator.start, statement.locator.end),
        "kind": statement.kind,
        "snapshot": build_snapshot(statement),
        "fields": dict(fields or {}),
        "reason": act.reason,
        "reviewer": get_reviewer_id(act.actor),
        "role": find_role(act.actor),
        "name": find_reviewer_name(act.actor),
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "queue": act.queue,
        "required": act.required,
    }
    return parse_decision(Decision(**(arguments | more)).to_row())


def find_passage(view: View, statement: Statement) -> Passage:
    """Return the passage of a statement, from the passages of its document alone."""
    passages = view.list_passages(statement.document)
    passage = next((candidate for candidate in passages if candidate.id == statement.locator.passage), None)
    return passage or view.get_passage(statement.locator.passage)


def list_copies(view: View, statement: Statement) -> list[Statement]:
    """Return the statements of the same Work with the same words in the same language."""
    words = normalise_text(statement.quote)
    return [
        copied
        for copied in list_visible_statements(view, statement.same_as)
        if copied.language == statement.language and normalise_text(copied.quote) == words
    ]


def store_decisions(decisions: Sequence[Decision], key: str, expected: Mapping[str, str | None] | None = None) -> None:
    """Store the decisions of one act.

    Raises DecisionConflict if another reviewer was faster, and OSError. The decisions are stored in the database
    before the log, so that a full disk or a killed server loses none.
    """
    group = key[:64] if len(decisions) > 1 else ""
    rows = [replace(decision, group=decision.group or group).to_row() for decision in decisions]
    try:
        with transaction.atomic():
            entry = OutboxEntry.objects.create(key=key[:64], decisions=rows, expected=dict(expected or {}))
    except IntegrityError:  # the form was sent twice, and its decisions are being stored
        for waiting in OutboxEntry.objects.filter(key=key[:64]):
            _store_entry(waiting)
        return
    _store_entry(entry)


def store_waiting_entries() -> int:
    """Store the entries that a stopped server left in the outbox; return the number of conflicts."""
    conflicts = 0
    for entry in OutboxEntry.objects.all():
        try:
            _store_entry(entry)
        except DecisionConflict:
            conflicts += 1
    return conflicts


def _store_entry(entry: OutboxEntry) -> None:
    decisions = [parse_decision(row) for row in entry.decisions]
    try:
        get_decision_log().append(decisions, expected=entry.expected)
    except DecisionConflict:
        entry.delete()
        raise
    entry.delete()
