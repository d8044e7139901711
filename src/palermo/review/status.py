"""The status of a statement, derived from the decisions on it in the order of the log."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from palermo.grouping import group_items
from palermo.review.decisions import JUDGEMENTS, Decision, DecisionVerdict
from palermo.statements import ReviewStatus, hash_json, to_dict

_STATUS_BY_VERDICT = {
    DecisionVerdict.ACCEPT: ReviewStatus.ACCEPTED,
    DecisionVerdict.CORRECT: ReviewStatus.CORRECTED,
    DecisionVerdict.REJECT: ReviewStatus.REJECTED,
    DecisionVerdict.ADD: ReviewStatus.ACCEPTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewState:
    """What the decisions on one statement amount to."""

    status: ReviewStatus
    effective: Decision | None
    """The decision that takes effect, or None while none does."""
    current: tuple[Decision, ...]
    """The last decision of each reviewer that is not withdrawn, oldest first; those that are unsure too."""
    last: str | None
    """Id of the last decision of any kind: a reviewer who saw another must look again."""
    missing_reviewers: int
    has_disagreement: bool
    is_under_review: bool = False
    """Whether a reader's report was taken up that nobody has decided on yet."""

    @property
    def is_settled(self) -> bool:
        """Return whether nobody needs to decide any more."""
        return self.effective is not None and not self.missing_reviewers


def group_by_statement(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """Group decisions by statement, in their order."""
    return group_items(decisions, lambda decision: decision.statement)


def derive_review_state(decisions: Sequence[Decision]) -> ReviewState:
    """Derive the status of one statement.

    Where one reviewer is required, the last decision holds. Where two are, it holds when two agree; if they disagree, a
    third decides.
    """
    current = _list_current(decisions)
    judged = [decision for decision in current if decision.verdict in JUDGEMENTS]
    required = max((decision.required for decision in current), default=1)
    opinions = [hash_opinion(item) for item in judged]
    effective, missing = _find_effective(judged, opinions, required)
    status = _STATUS_BY_VERDICT[effective.verdict] if effective else ReviewStatus.PROPOSED
    return ReviewState(
        status=status,
        effective=effective,
        current=tuple(current),
        last=decisions[-1].id if decisions else None,
        missing_reviewers=missing,
        has_disagreement=len(set(opinions)) > 1,
        is_under_review=_is_under_review(decisions),
    )


def hash_opinion(decision: Decision) -> str:
    """Return the same text for decisions that agree: the same verdict with the same corrections."""
    anchor = to_dict(decision.new_anchor) if decision.new_anchor else None
    place: Any = [anchor["exact"]] if anchor else None
    return hash_json(decision.verdict.value, dict(sorted(decision.fields.items())), place)


_WITHOUT_OPINION = frozenset({DecisionVerdict.WITHDRAW, DecisionVerdict.EXAMINE})


def _is_under_review(decisions: Sequence[Decision]) -> bool:
    withdrawn = {other.target for other in decisions if other.verdict is DecisionVerdict.WITHDRAW}
    for decision in reversed(decisions):
        if decision.id in withdrawn or decision.verdict is DecisionVerdict.WITHDRAW:
            continue
        return decision.verdict is DecisionVerdict.EXAMINE
    return False


def _list_current(decisions: Sequence[Decision]) -> list[Decision]:
    withdrawn = {other.target for other in decisions if other.verdict is DecisionVerdict.WITHDRAW}
    latest: dict[str, Decision] = {}
    for decision in decisions:
        if decision.verdict not in _WITHOUT_OPINION and decision.id not in withdrawn:
            latest.pop(decision.reviewer, None)
            latest[decision.reviewer] = decision
    return list(latest.values())


def _find_effective(judged: Sequence[Decision], opinions: Sequence[str], required: int) -> tuple[Decision | None, int]:
    """Return the decision that takes effect, and how many reviewers are missing."""
    if not judged:
        return None, required
    if required == 1 or (judged[0].verdict is DecisionVerdict.ADD and len(judged) == 1):
        return judged[-1], 0
    if len(judged) < required:
        return None, required - len(judged)
    shared = [decision for decision, opinion in zip(judged, opinions, strict=True) if opinions.count(opinion) > 1]
    if shared:
        return shared[-1], 0
    return (judged[-1], 0) if len(judged) > required else (None, 1)


def list_states(decisions: Iterable[Decision]) -> Mapping[str, ReviewState]:
    """Derive the states of all statements that were decided on."""
    return {
        id: derive_review_state(statement_decisions)
        for id, statement_decisions in group_by_statement(decisions).items()
    }
