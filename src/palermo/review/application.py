"""Application of decisions to a document's statements: statuses, corrections, additions, lost places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from palermo.review.anchoring import AnchorMatch, find_anchor
from palermo.review.decision_fields import correct_statement, parse_snapshot_fields
from palermo.review.decisions import Decision, DecisionVerdict, TextAnchor
from palermo.review.status import ReviewState, derive_review_state, group_by_statement
from palermo.statements import (
    Locator,
    Passage,
    Reason,
    ReviewStatus,
    Statement,
    StatementKind,
    build_locator,
    normalise_text,
    parse_records,
)

REVIEW_METHOD = "review.1"
"""Method of statements that people added."""
MIN_OVERLAP_SHARE = 0.5
"""Share of the shorter of two spans that both cover, from which they are the same statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedDecisions:
    """The statements of a document after its decisions."""

    statements: tuple[Statement, ...]
    unanchored: tuple[Decision, ...]
    """The last decision on each statement whose words are not in the document any more."""


def apply_decisions(
    statements: Iterable[Statement], passages: Sequence[Passage], decisions: Iterable[Decision]
) -> AppliedDecisions:
    """Apply the decisions on a document, in the order of the log; applying them again changes nothing."""
    by_id = {statement.id: statement for statement in statements}
    unanchored: list[Decision] = []
    for statement_decisions in group_by_statement(decisions).values():
        state = derive_review_state(statement_decisions)
        base = _find_statement(statement_decisions, by_id, passages)
        if base is None:
            place = find_anchor(statement_decisions[0].anchor, passages)
            if place is None:
                unanchored.append(statement_decisions[-1])
                continue
            base = _find_overlapping(place, statement_decisions[0].kind, by_id.values())
            if base is None and (state.effective is None or state.status is ReviewStatus.REJECTED):
                continue
            base = (
                _undo_decisions(base, statement_decisions[0], passages)
                if base
                else _restore_statement(statement_decisions[0], place)
            )
        applied = _apply_state(base, state, statement_decisions, passages)
        if applied is None:
            unanchored.append(statement_decisions[-1])
        elif applied.method == REVIEW_METHOD and state.effective is None:
            by_id.pop(base.id, None)
        else:
            by_id[base.id] = applied
    return AppliedDecisions(statements=tuple(_remove_superseded(by_id.values())), unanchored=tuple(unanchored))


def _find_statement(
    decisions: Sequence[Decision], by_id: dict[str, Statement], passages: Sequence[Passage]
) -> Statement | None:
    """Return the statement with the decisions' id, as it was before any of them; added ones are built."""
    first = decisions[0]
    statement = by_id.get(first.statement)
    if first.verdict is DecisionVerdict.ADD and statement is None:
        place = find_anchor(first.anchor, passages)
        return _restore_statement(first, place) if place else None
    return _undo_decisions(statement, first, passages) if statement else None


def _undo_decisions(statement: Statement, first: Decision, passages: Sequence[Passage]) -> Statement:
    """Return a statement that was compiled with decisions as it was before the first of them."""
    place = None if statement.status is ReviewStatus.PROPOSED else find_anchor(first.anchor, passages)
    if place is None:
        return statement
    fields = first.fields if first.verdict is DecisionVerdict.ADD else parse_snapshot_fields(first.snapshot)
    original = correct_statement(statement, {**fields, "kind": first.kind.value})
    return _move_quote(replace(original, status=ReviewStatus.PROPOSED), place)


def _apply_state(
    base: Statement, state: ReviewState, decisions: Sequence[Decision], passages: Sequence[Passage]
) -> Statement | None:
    """Return the statement with its status and corrections; None if a corrected quote is nowhere printed."""
    decision = state.effective
    if decision is None:
        return replace(base, status=ReviewStatus.PROPOSED)
    fields = decision.fields
    if decision.verdict in (DecisionVerdict.ACCEPT, DecisionVerdict.REJECT):
        fields = {}
    moved: Statement | None = base
    if decision.new_anchor:
        moved = _select_quote(base, decision.new_anchor, passages)
    if moved is None:
        return None
    return correct_statement(replace(moved, status=state.status), fields)


def _select_quote(statement: Statement, anchor: TextAnchor, passages: Sequence[Passage]) -> Statement | None:
    place = find_anchor(anchor, passages)
    return _move_quote(statement, place) if place else None


def _move_quote(statement: Statement, place: AnchorMatch) -> Statement:
    locator = build_locator(place.passage, place.start, place.end)
    if locator == statement.locator:
        return statement
    action = None if statement.action and statement.action not in place.passage.text else statement.action
    quote = place.passage.text[place.start : place.end]
    return replace(statement, quote=quote, locator=locator, action=action)


def _restore_statement(decision: Decision, place: AnchorMatch) -> Statement:
    """Build a statement from what its decision keeps of it."""
    is_added = decision.verdict is DecisionVerdict.ADD
    snapshot = decision.snapshot
    statement = Statement(
        id=decision.statement,
        kind=decision.kind,
        quote=place.passage.text[place.start : place.end],
        language=str(snapshot.get("language") or place.passage.language),
        document=place.passage.document,
        locator=build_locator(place.passage, place.start, place.end),
        why=() if is_added else tuple(parse_records(Reason, snapshot.get("why", ()))),
        confidence=1.0 if is_added else float(snapshot.get("confidence", 1.0)),
        method=REVIEW_METHOD if is_added else str(snapshot.get("method", "")),
    )
    fields = decision.fields if is_added else parse_snapshot_fields(snapshot)
    return correct_statement(statement, {**fields, "kind": decision.kind.value})


def _find_overlapping(place: AnchorMatch, kind: StatementKind, statements: Iterable[Statement]) -> Statement | None:
    """Return the statement of the same kind whose quote is at this place."""
    for statement in statements:
        is_candidate = statement.kind is kind and statement.locator.passage == place.passage.id
        if is_candidate and _compute_overlap(statement.locator, place.start, place.end) >= MIN_OVERLAP_SHARE:
            return statement
    return None


def _compute_overlap(locator: Locator, start: int, end: int) -> float:
    shared = min(locator.end, end) - max(locator.start, start)
    return max(0, shared) / min(locator.end - locator.start, end - start)


def _remove_superseded(statements: Iterable[Statement]) -> list[Statement]:
    """Leave out what extraction now finds by itself just as a reviewer corrected or added it."""
    remaining = list(statements)
    decided = {
        _build_key(statement): statement.id for statement in remaining if statement.status is not ReviewStatus.PROPOSED
    }
    return [
        statement
        for statement in remaining
        if decided.get(_build_key(statement), statement.id) == statement.id
        or statement.status is not ReviewStatus.PROPOSED
    ]


def _build_key(statement: Statement) -> tuple[str, str, str]:
    return statement.kind.value, statement.locator.passage, normalise_text(statement.quote)
