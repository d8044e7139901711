"""Queues: which statements wait for a reviewer, and in what order."""

import random
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from palermo.review.status import ReviewState


class QueueOrder(StrEnum):
    """How a queue is ordered."""

    UNCERTAIN = "uncertain"
    """Reported statements first, then those whose confidence is nearest to even."""
    PRINTED = "printed"
    """Reported statements first, then by document in reading order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueItem:
    """A statement that can wait for review."""

    statement: str
    document: str
    position: int
    """Its place in the reading order of its document."""
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRules:
    """For whom a queue is, and what comes first and last in it."""

    reviewer: str
    reported: Collection[str] = ()
    """Statements that readers reported: they come first, whatever was decided on them before."""
    skipped: Collection[str] = ()
    """Statements that the reviewer skipped, oldest first: they come last."""
    required: int = 1
    """Independent reviewers that the queue asks for."""
    order: QueueOrder = QueueOrder.UNCERTAIN


def order_queue(items: Iterable[QueueItem], states: Mapping[str, ReviewState], rules: QueueRules) -> list[QueueItem]:
    """Return what a reviewer can decide on, in the order of the queue."""
    return select_waiting(sort_items(items, rules.order), states, rules)


def sort_items(items: Iterable[QueueItem], order: QueueOrder = QueueOrder.UNCERTAIN) -> tuple[QueueItem, ...]:
    """Return items in an order, which is the same for all reviewers."""

    def get_rank(item: QueueItem) -> tuple[float, str, int]:
        doubt = abs(item.confidence - 0.5) if order is QueueOrder.UNCERTAIN else 0.0
        return doubt, item.document, item.position

    return tuple(sorted(items, key=get_rank))


def select_waiting(items: Iterable[QueueItem], states: Mapping[str, ReviewState], rules: QueueRules) -> list[QueueItem]:
    """Return what a reviewer can decide on of sorted items.

    Reported ones first, and those that were skipped last.
    """
    reported, skipped = frozenset(rules.reported), {id: rank for rank, id in enumerate(rules.skipped)}
    closed = {id for id, state in states.items() if not _is_open(state, rules)} - reported
    waiting = [item for item in items if item.statement not in closed]
    if not reported and not skipped:
        return waiting

    def get_rank(item: QueueItem) -> tuple[int, bool]:
        return skipped.get(item.statement, -1), item.statement not in reported

    return sorted(waiting, key=get_rank)


def select_audit_sample(statement_ids: Iterable[str], size: int, seed: int) -> tuple[str, ...]:
    """Return a random sample of statements, the same for the same statements and seed."""
    sorted_ids = sorted(set(statement_ids))
    return tuple(random.Random(seed).sample(sorted_ids, min(size, len(sorted_ids))))


def _is_open(state: ReviewState, rules: QueueRules) -> bool:
    """Return whether a reviewer can add a judgement.

    Somebody is missing, and the reviewer has not decided yet.
    """
    has_decided = any(item.reviewer == rules.reviewer for item in state.current)
    is_missing = not state.is_settled or len(state.current) < rules.required
    return is_missing and not has_decided
