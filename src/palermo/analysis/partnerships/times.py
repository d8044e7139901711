"""The field as it was seen in a year: which ties had been found, and what was known of whom."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from palermo.analysis.partnerships.evidence import Evidence, parts
from palermo.analysis.partnerships.features import Field, field
from palermo.analysis.partnerships.houses import Pair
from palermo.analysis.partnerships.traces import Trace
from palermo.analysis.profiles import OLD

SLIGHT = 0.5
"""Strength below which two have met, or were named in one long list, and no partnership is seen yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A field at the end of a year, and the ties that were found until a later one."""

    field: Field
    tied: frozenset[Pair]
    """Ties of that time, which are no prospects."""
    earlier: Mapping[Pair, tuple[Evidence, ...]]
    """Joint work that is over, or slight, by pair."""
    later: Mapping[Pair, float]
    """Pairs of bodies seen by then that became a tie afterwards, each with its share of what made it one: the pairs
    of a programme of seven add up to one, as does the pair of a work of two."""


def moment(
    evidence: Iterable[tuple[Pair, Evidence]],
    traces: Sequence[Trace],
    belongs: Mapping[str, frozenset[str]],
    year: int,
    until: int | None = None,
    bodies: Sequence[str] = (),
) -> Moment:
    """What was seen by the end of a year, of these bodies or of all that were seen by then; undated is left out."""
    before, after = _parted(evidence, year, until or year)
    lively = {two: tuple(one for one in found if _goes_on(one, year)) for two, found in before.items()}
    strengths = {two: strength(found) for two, found in lively.items() if strength(found) >= SLIGHT}
    earlier = {two: tuple(found) for two, found in before.items() if two not in strengths}
    seen = [one for one in traces if one.year is not None and one.year <= year]
    known = tuple(bodies) or tuple(sorted({one.party for one in seen} | {end for two in before for end in two}))
    past = {two: strength(found) for two, found in earlier.items()}
    grown = {two for two, found in after.items() if strength(tuple(found)) >= SLIGHT and two not in strengths}
    inside = frozenset(known)
    return Moment(
        field=field(known, seen, strengths, past, belongs, year),
        tied=frozenset(strengths),
        earlier=earlier,
        later={two: max(_share(one) for one in after[two]) for two in sorted(grown) if inside.issuperset(two)},
    )


def _share(one: Evidence) -> float:
    return 2 / (one.bodies * (one.bodies - 1)) if one.bodies > 2 else 1.0


def strength(evidence: tuple[Evidence, ...]) -> float:
    """What evidence adds up to."""
    return sum(part.strength for part in parts(evidence))


def _goes_on(one: Evidence, year: int) -> bool:
    return one.open or (one.last is not None and year - one.last <= OLD)


def _parted(
    evidence: Iterable[tuple[Pair, Evidence]], year: int, until: int
) -> tuple[Mapping[Pair, list[Evidence]], Mapping[Pair, list[Evidence]]]:
    before: defaultdict[Pair, list[Evidence]] = defaultdict(list)
    after: defaultdict[Pair, list[Evidence]] = defaultdict(list)
    for two, one in evidence:
        if one.first is not None and one.first <= year:
            before[two].append(one)
        elif one.first is not None and one.first <= until:
            after[two].append(one)
    return before, after
