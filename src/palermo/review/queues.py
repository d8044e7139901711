"""Queues: which statements wait for a reviewer, and in what order."""

import random
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from palermo.review.status import ReviewState


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


def sort_items(items: Iterable[QueueItem]) -> tuple[QueueItem, ...]:
    """Return items whose confidence is nearest to even first, which is the same for all reviewers."""
    return tuple(sorted(items, key=lambda item: (abs(item.confidence - 0.5), item.document, item.position)))


def select_waiting(items: Iterable[QueueItem], states: Mapping[str, ReviewState], rules: QueueRules) -> list[QueueItem]:
    """Return the items that a reviewer can decide on: reported ones first, then in order, skipped ones last."""
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
    """Return whether a judgement is missing that the reviewer, who has not decided yet, can add."""
    has_decided = any(item.reviewer == rules.reviewer for item in state.current)
    is_missing = not state.is_settled or len(state.current) < rules.required
    return is_missing and not has_decided
