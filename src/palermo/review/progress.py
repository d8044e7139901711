"""Progress of a review: how much is decided, by whom, and how fast."""

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from palermo.review.decisions import Decision, DecisionVerdict
from palermo.review.status import derive_review_state, group_by_statement

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
