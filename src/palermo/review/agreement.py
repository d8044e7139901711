"""Agreement between independent reviewers: Cohen's kappa for two, Krippendorff's alpha for any number."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from palermo.review.decisions import JUDGEMENTS, Decision
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
