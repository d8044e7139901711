"""Queues: which statements wait for a reviewer, and in what order."""

import random
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from palermo.review.status import ReviewState, derive_review_state

NO_DECISIONS = derive_review_state(())


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
    waiting = [
        one
        for one in items
        if one.statement in rules.reported or _is_open(states.get(one.statement, NO_DECISIONS), rules)
    ]
    skipped_ranks = {id: rank for rank, id in enumerate(rules.skipped, 1)}

    def get_rank(item: QueueItem) -> tuple[int, bool, float, str, int]:
        doubt = abs(item.confidence - 0.5) if rules.order is QueueOrder.UNCERTAIN else 0.0
        is_unreported = item.statement not in rules.reported
        return skipped_ranks.get(item.statement, 0), is_unreported, doubt, item.document, item.position

    return sorted(waiting, key=get_rank)


def select_audit_sample(statement_ids: Iterable[str], size: int, seed: int) -> tuple[str, ...]:
    """Return a random sample of statements, the same for the same statements and seed."""
    every = sorted(set(statement_ids))
    return tuple(random.Random(seed).sample(every, min(size, len(every))))


def _is_open(state: ReviewState, rules: QueueRules) -> bool:
    """Return whether a reviewer can add a judgement: somebody is missing, and the reviewer has not decided yet."""
    has_decided = any(one.reviewer == rules.reviewer for one in state.current)
    is_missing = not state.is_settled or len(state.current) < rules.required
    return is_missing and not has_decided
