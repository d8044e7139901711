"""An appraisal as its pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass

from palermo.analysis.appraisal import ACTS, CALLS, Appraisal, Appraised, Gap, How, Standing

WHOLE = "whole"
"""How addresses name the instrument as a whole; provisions are numbered from 1."""
LITTLE = (Gap.LITTLE, Gap.NOT_ACTED_ON)
KINDS = {"calls": CALLS, "acts": ACTS}
"""What `of` in an address asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An instrument in the list."""

    appraisal: Appraisal
    called: int
    """Recommendations that stand with any of its provisions, each once."""
    acted: int
    little: int
    """Provisions that are called for and little acted on."""
    nobody: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A provision with its figures."""

    name: str
    """In addresses."""
    appraised: Appraised
    calls_cited: int
    acts_cited: int
    trend: tuple[tuple[int, int, int], ...]
    """Year, recommendations, activities and commitments."""
    most: int
    """The largest number of the trend."""
    depth: int
    """1 for a part of a provision, such as 10(a) of 10."""


def rows(appraisals: Iterable[Appraisal]) -> list[Row]:
    """Instruments with figures, those with the most statements first."""
    found = [
        Row(
            appraisal=one,
            called=_distinct(one, CALLS),
            acted=_distinct(one, ACTS),
            little=sum(part.gap in LITTLE for part in one.provisions),
            nobody=sum(part.gap is Gap.NOBODY for part in one.provisions),
        )
        for one in appraisals
    ]
    return sorted(found, key=lambda row: -(row.called + row.acted))


def parts(one: Appraisal) -> list[Part]:
    """The provisions of an instrument as a tree, in its order: parts of a provision behind it."""
    numbers = [part.provision.number for part in one.provisions if part.provision]
    made = [_part(part, numbers) for part in one.provisions]
    tops = [part for part in made if not part.depth]
    return [each for top in tops for each in (top, *(sub for sub in made if sub.depth and _under(sub, top)))]


def part_of(one: Appraisal, name: str) -> Part | None:
    """The provision, or the whole instrument, that an address names."""
    if name == WHOLE:
        return _part(one.whole, [])
    return next((part for part in parts(one) if part.name == name), None)


def standing(part: Part, of: str, how: str) -> list[Standing]:
    """Statements that stand with a part: of these kinds, for this reason; nonsense asks for all."""
    kinds = KINDS.get(of)
    return [
        each
        for each in part.appraised.standing
        if (kinds is None or each.kind in kinds) and (how not in tuple(How) or each.how == how)
    ]


def regions(one: Appraisal) -> list[tuple[str, int, int]]:
    """Regions for which it was made, with recommendations, and activities and commitments, over all provisions."""
    every = (one.whole, *one.provisions)
    return [
        (code, sum(part.regions[code][0] for part in every), sum(part.regions[code][1] for part in every))
        for code in one.regions
    ]


def _part(part: Appraised, numbers: list[str | None]) -> Part:
    trend = tuple((year, calls, acts) for year, (calls, acts) in part.trend.items())
    number = part.provision.number if part.provision else None
    return Part(
        name=WHOLE if part.number is None else str(part.number + 1),
        appraised=part,
        calls_cited=part.count(CALLS, How.CITED),
        acts_cited=part.count(ACTS, How.CITED),
        trend=trend,
        most=max((max(calls, acts) for _, calls, acts in trend), default=0),
        depth=int(bool(number and "(" in number and number.split("(")[0] in numbers)),
    )


def _under(sub: Part, top: Part) -> bool:
    own, above = sub.appraised.provision, top.appraised.provision
    return bool(own and above and own.number and own.number.split("(")[0] == above.number)


def _distinct(one: Appraisal, kinds: tuple[str, ...]) -> int:
    return len({each.statement for part in one.provisions for each in part.standing if each.kind in kinds})
