"""Agreement of two reviewers, and the precision of statements as reviewers of a random sample judged them."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from palermo.review.decisions import JUDGEMENTS, Decision, DecisionVerdict
from palermo.review.status import derive_review_state, group_by_statement

type Ratings = Mapping[str, Mapping[str, str]]
"""By statement: the verdict of each reviewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementResult:
    """How far reviewers agree on statements that at least two of them judged."""

    statements: int
    reviewers: int
    kappa: float | None
    """Of the two reviewers with most statements in common; None for fewer than two statements."""
    alpha: float | None


def compute_agreement(decisions: Iterable[Decision]) -> AgreementResult:
    """Compute the agreement of all reviewers on accept, correct and reject."""
    ratings = _collect_ratings(decisions)
    pairs: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for verdicts in ratings.values():
        for first, second in combinations(sorted(verdicts), 2):
            pairs[first, second].append((verdicts[first], verdicts[second]))
    pair = max(sorted(pairs), key=lambda pair: len(pairs[pair]), default=None)
    return AgreementResult(
        statements=len(ratings),
        reviewers=len({reviewer for verdicts in ratings.values() for reviewer in verdicts}),
        kappa=compute_kappa(pairs[pair]) if pair else None,
        alpha=compute_alpha([list(verdicts.values()) for verdicts in ratings.values()]),
    )


def compute_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa of two reviewers' verdicts; None for fewer than two statements.

    >>> compute_kappa([("accept", "accept"), ("reject", "reject"), ("accept", "reject"), ("reject", "reject")])
    0.5
    """
    count = len(pairs)
    if count < 2:
        return None
    observed = sum(first == second for first, second in pairs) / count
    firsts, seconds = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    expected = sum(firsts[value] * seconds[value] for value in firsts) / count**2
    return 1.0 if expected == 1 else round((observed - expected) / (1 - expected), 10)


def compute_alpha(units: Sequence[Sequence[str]]) -> float | None:
    """Return Krippendorff's alpha for nominal values; None if no unit has two values.

    Units with one value do not count.

    >>> compute_alpha([["a", "a"], ["b", "b"], ["a", "b"], ["b", "b"]])
    0.5333333333
    """
    rated = [unit for unit in units if len(unit) > 1]
    totals = Counter(value for unit in rated for value in unit)
    count = sum(totals.values())
    if not rated or count < 3:
        return None
    observed = sum(
        sum(number * (len(unit) - number) for number in Counter(unit).values()) / (len(unit) - 1) for unit in rated
    )
    expected = sum(number * (count - number) for number in totals.values()) / (count - 1)
    return 1.0 if expected == 0 else round(1 - observed / expected, 10)


def _collect_ratings(decisions: Iterable[Decision]) -> Ratings:
    ratings = {}
    for id, statement_decisions in group_by_statement(decisions).items():
        judged = [item for item in derive_review_state(statement_decisions).current if item.verdict in JUDGEMENTS]
        if len(judged) > 1:
            ratings[id] = {item.reviewer: item.verdict.value for item in judged}
    return ratings


AUDIT_PREFIX = "audit:"
"""Begins the name of a random sample's queue, whose decisions are no matter of choice."""
Z_95 = 1.959964
"""Quantile of the normal distribution for an interval of 95 %."""
ALL_STATEMENTS = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecisionRow:
    """Share of judged statements of one group that are right as extracted."""

    dimension: str
    """all, kind, language, source or method."""
    value: str
    right: int
    judged: int
    low: float
    high: float
    """Bounds of the 95 % interval."""

    @property
    def precision(self) -> float:
        """Return the share that is right."""
        return self.right / self.judged


def compute_precision(decisions: Iterable[Decision]) -> list[PrecisionRow]:
    """Compute precision by kind, language, source and method from decisions of the queues of audits.

    A statement is right if it was accepted as it was; a correction or rejection says that it was not.
    """
    counts: defaultdict[tuple[str, str], list[bool]] = defaultdict(list)
    for statement_decisions in group_by_statement(decisions).values():
        effective = derive_review_state(
            [decision for decision in statement_decisions if _is_counted(decision, statement_decisions)]
        ).effective
        if effective is None:
            continue
        is_right = effective.verdict is DecisionVerdict.ACCEPT
        snapshot = effective.snapshot
        groups = {
            ALL_STATEMENTS: ALL_STATEMENTS,
            "kind": effective.kind.value,
            "language": str(snapshot.get("language", "")),
            "source": get_source_name(effective.source),
            "method": str(snapshot.get("method", "")),
        }
        for dimension, value in groups.items():
            if value:
                counts[dimension, value].append(is_right)
    return [_build_row(dimension, value, judgements) for (dimension, value), judgements in sorted(counts.items())]


def get_source_name(source: str) -> str:
    """Return the host of an address, or the first folder of a path.

    >>> get_source_name("https://example.org/a/b.pdf"), get_source_name("reports/2024/a.pdf"), get_source_name("a.pdf")
    ('example.org', 'reports', '-')
    """
    if "://" in source:
        return source.partition("://")[2].partition("/")[0]
    return source.partition("/")[0] if "/" in source else "-"


def compute_wilson_interval(right: int, judged: int) -> tuple[float, float]:
    """Return the Wilson interval of 95 % of a share.

    >>> [round(bound, 3) for bound in compute_wilson_interval(8, 10)]
    [0.49, 0.943]
    """
    if not judged:
        return 0.0, 1.0
    share, squared = right / judged, Z_95**2
    centre = (share + squared / (2 * judged)) / (1 + squared / judged)
    spread = math.sqrt(share * (1 - share) / judged + squared / (4 * judged**2))
    margin = Z_95 / (1 + squared / judged) * spread
    return max(0.0, centre - margin), min(1.0, centre + margin)


def _is_counted(decision: Decision, decisions: Iterable[Decision]) -> bool:
    """Return whether a decision is of a counted queue, or withdraws one that is."""
    if decision.verdict is DecisionVerdict.WITHDRAW:
        return any(item.id == decision.target and item.queue.startswith(AUDIT_PREFIX) for item in decisions)
    return decision.queue.startswith(AUDIT_PREFIX)


def _build_row(dimension: str, value: str, judgements: list[bool]) -> PrecisionRow:
    low, high = compute_wilson_interval(sum(judgements), len(judgements))
    return PrecisionRow(
        dimension=dimension, value=value, right=sum(judgements), judged=len(judgements), low=low, high=high
    )
