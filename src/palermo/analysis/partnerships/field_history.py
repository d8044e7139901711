"""The field as it was seen in a year: which ties had been found, and what was known of whom."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from palermo.analysis.partnerships.activity_records import ActivityRecord
from palermo.analysis.partnerships.affiliations import BodyPair
from palermo.analysis.partnerships.evidence import TieEvidence, compute_components
from palermo.analysis.partnerships.pair_features import PairFeatures, compute_pair_features
from palermo.analysis.profiles import MAX_EVIDENCE_AGE_YEARS

MIN_TIE_STRENGTH = 0.5
"""Strength below which two have met, or were named in one long list, and no partnership is seen yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSnapshot:
    """A field at the end of a year, and the ties that were found until a later one."""

    pair_features: PairFeatures
    tied: frozenset[BodyPair]
    """Ties of that time, which are no prospects."""
    earlier: Mapping[BodyPair, tuple[TieEvidence, ...]]
    """Joint work that is over, or slight, by pair."""
    later: Mapping[BodyPair, float]
    """Pairs of bodies seen by then that became a tie afterwards, each with its share of what made it one: the pairs
    of a programme of seven add up to one, as does the pair of a work of two."""


def build_snapshot(
    evidence: Iterable[tuple[BodyPair, TieEvidence]],
    records: Sequence[ActivityRecord],
    memberships: Mapping[str, frozenset[str]],
    year: int,
    last_year: int | None = None,
    bodies: Sequence[str] = (),
) -> FieldSnapshot:
    """What was seen by the end of a year, of these bodies or of all that were seen by then; undated is left out."""
    before, after = _split_by_year(evidence, year, last_year or year)
    lively = {two: tuple(one for one in found if _is_ongoing(one, year)) for two, found in before.items()}
    strengths = {two: sum_strength(found) for two, found in lively.items() if sum_strength(found) >= MIN_TIE_STRENGTH}
    earlier = {two: tuple(found) for two, found in before.items() if two not in strengths}
    seen = [one for one in records if one.year is not None and one.year <= year]
    known = tuple(bodies) or tuple(sorted({one.party for one in seen} | {end for two in before for end in two}))
    past = {two: sum_strength(found) for two, found in earlier.items()}
    grown = {
        two for two, found in after.items() if sum_strength(tuple(found)) >= MIN_TIE_STRENGTH and two not in strengths
    }
    inside = frozenset(known)
    return FieldSnapshot(
        pair_features=compute_pair_features(known, seen, strengths, past, memberships, year),
        tied=frozenset(strengths),
        earlier=earlier,
        later={two: max(_compute_share(one) for one in after[two]) for two in sorted(grown) if inside.issuperset(two)},
    )


def _compute_share(evidence: TieEvidence) -> float:
    return 2 / (evidence.bodies * (evidence.bodies - 1)) if evidence.bodies > 2 else 1.0


def sum_strength(evidence: tuple[TieEvidence, ...]) -> float:
    """What evidence adds up to."""
    return sum(part.strength for part in compute_components(evidence))


def _is_ongoing(evidence: TieEvidence, year: int) -> bool:
    return evidence.open or (evidence.last is not None and year - evidence.last <= MAX_EVIDENCE_AGE_YEARS)


def _split_by_year(
    evidence: Iterable[tuple[BodyPair, TieEvidence]], year: int, last_year: int
) -> tuple[Mapping[BodyPair, list[TieEvidence]], Mapping[BodyPair, list[TieEvidence]]]:
    before: defaultdict[BodyPair, list[TieEvidence]] = defaultdict(list)
    after: defaultdict[BodyPair, list[TieEvidence]] = defaultdict(list)
    for two, one in evidence:
        if one.first is not None and one.first <= year:
            before[two].append(one)
        elif one.first is not None and one.first <= last_year:
            after[two].append(one)
    return before, after
