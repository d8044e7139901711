"""Queues: which statements wait for a reviewer, in what order, and how far reviewers are."""

import itertools
import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from palermo.review.decisions import Decision, DecisionVerdict
from palermo.review.status import ReviewState, derive_review_state, group_by_statement


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


MAX_PAUSE = timedelta(minutes=5)
"""A longer pause between two decisions is no work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerProgress:
    """What one reviewer has done."""

    reviewer: str
    decisions: int
    per_hour: float | None
    """Decisions in an hour of work; None for fewer than two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewProgress:
    """How far a set of statements is reviewed."""

    statements: int
    reviewed: int
    unsure: int
    """Statements that somebody looked at without deciding."""
    in_disagreement: int
    reviewers: tuple[ReviewerProgress, ...]
    """Most decisions first."""


def compute_progress(statement_ids: Collection[str], decisions: Iterable[Decision]) -> ReviewProgress:
    """Count what is decided of these statements; statements that reviewers added count too."""
    ids = set(statement_ids)
    counted_decisions = [
        decision for decision in decisions if decision.statement in ids or decision.verdict is DecisionVerdict.ADD
    ]
    states = [derive_review_state(decisions) for decisions in group_by_statement(counted_decisions).values()]
    return ReviewProgress(
        statements=len(ids | {item.statement for item in counted_decisions}),
        reviewed=sum(state.effective is not None for state in states),
        unsure=sum(state.effective is None and bool(state.current) for state in states),
        in_disagreement=sum(state.has_disagreement and state.effective is None for state in states),
        reviewers=_measure_reviewers(counted_decisions),
    )


def _measure_reviewers(decisions: Iterable[Decision]) -> tuple[ReviewerProgress, ...]:
    decision_times: defaultdict[str, list[datetime]] = defaultdict(list)
    for decision in decisions:
        if decision.verdict is not DecisionVerdict.WITHDRAW:
            decision_times[decision.reviewer].append(datetime.fromisoformat(decision.time))
    rows = [
        ReviewerProgress(reviewer=reviewer, decisions=len(times), per_hour=_compute_rate(sorted(times)))
        for reviewer, times in decision_times.items()
    ]
    return tuple(sorted(rows, key=lambda item: (-item.decisions, item.reviewer)))


def _compute_rate(decision_times: list[datetime]) -> float | None:
    """Return decisions in an hour without pauses; a clock that went back counts as no time."""
    steps = [later - earlier for earlier, later in itertools.pairwise(decision_times)]
    worked = [step for step in steps if step <= MAX_PAUSE]
    seconds = sum(step.total_seconds() for step in worked)
    return round(3600 * len(worked) / seconds, 1) if seconds else None
