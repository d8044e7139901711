"""Queues: which statements wait for a reviewer, and in what order."""

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from palermo.review.decisions import Decision
from palermo.review.status import ReviewState, derive_review_state, group_by_statement

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


def order_queue(
    items: Iterable[QueueItem],
    states: Mapping[str, ReviewState],
    *,
    reviewer: str,
    reported: Collection[str] = (),
    skipped: Collection[str] = (),
    required: int = 1,
    order: QueueOrder = QueueOrder.UNCERTAIN,
) -> list[QueueItem]:
    """Return what a reviewer can decide on, first what readers reported; what the reviewer skipped comes last."""
    waiting = [
        one
        for one in items
        if one.statement in reported or _is_open(states.get(one.statement, NO_DECISIONS), reviewer, required)
    ]
    skipped_ranks = {id: rank for rank, id in enumerate(skipped, 1)}

    def get_rank(item: QueueItem) -> tuple[int, bool, float, str, int]:
        doubt = abs(item.confidence - 0.5) if order is QueueOrder.UNCERTAIN else 0.0
        is_unreported = item.statement not in reported
        return skipped_ranks.get(item.statement, 0), is_unreported, doubt, item.document, item.position

    return sorted(waiting, key=get_rank)


def select_audit_sample(statement_ids: Iterable[str], size: int, seed: int) -> tuple[str, ...]:
    """Return a random sample of statements, the same for the same statements and seed."""
    every = sorted(set(statement_ids))
    return tuple(random.Random(seed).sample(every, min(size, len(every))))


def find_queue_decisions(decisions: Iterable[Decision], queue: str) -> list[Decision]:
    """Return the decisions that were made from a queue."""
    return [one for one in decisions if one.queue == queue]


def _is_open(state: ReviewState, reviewer: str, required: int) -> bool:
    """Return whether a reviewer can add a judgement: somebody is missing, and the reviewer has not decided yet."""
    has_decided = any(one.reviewer == reviewer for one in state.current)
    is_missing = not state.is_settled or len(state.current) < required
    return is_missing and not has_decided


def list_reviewed(decisions: Sequence[Decision]) -> frozenset[str]:
    """Return the ids of statements for which a decision takes effect."""
    states = {id: derive_review_state(found) for id, found in group_by_statement(decisions).items()}
    return frozenset(id for id, state in states.items() if state.effective)
