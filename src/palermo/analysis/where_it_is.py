"""Where activities are: by region, subregion and country of the United Nations standard M49, without boundaries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from palermo.analysis.dimensions import Where, filters_of
from palermo.analysis.values import WORLD, Values
from palermo.analysis.who_does_what import Ground, Question, who_does_what
from palermo.edition import NO_PLACE
from palermo.statements import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Subregion:
    """A subregion and its countries, those with the most statements first."""

    id: str
    """M49 code."""
    region: str
    """M49 code of the continent."""
    statements: int
    """Each once, however many countries of the subregion it names, or by its own name."""
    countries: Sequence[tuple[str, int]]
    """ISO 3166-1 alpha-3 code, and statements; those that have some."""
    without: int
    """States of the subregion that no statement names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the statements of a kind are."""

    kind: str
    subregions: Sequence[Subregion]
    """Those with the most statements first."""
    placed: int
    """Statements that name a country or a region."""
    statements: int
    """All of the kind."""

    @property
    def largest(self) -> int:
        """Of the subregions' numbers."""
        return max((one.statements for one in self.subregions), default=0)

    @property
    def most(self) -> int:
        """Of the countries' numbers."""
        return max((number for one in self.subregions for _id, number in one.countries), default=0)


def where_it_is(ground: Ground, values: Values, kind: str = Kind.ACTIVITY) -> Places:
    """Count the statements of a kind by subregion and country."""
    asked = {"kind": (kind,)}
    where = Where(asked=asked, filters=filters_of(asked, values))
    by_country = who_does_what(ground, Question(rows="country", columns="kind", where=where), values)
    by_region = who_does_what(ground, Question(rows="region", columns="kind", where=where), values)
    countries = {line.id: line.statements for line in by_country.rows if line.statements and line.id != NO_PLACE}
    regions = {line.id: line.statements for line in by_region.rows}
    members = _members(values)
    found = [_subregion(id, regions[id], members[id], countries, values) for id in members if regions.get(id)]
    statements = by_country.denominators["statements"]
    return Places(
        kind=kind,
        subregions=sorted(found, key=lambda one: (-one.statements, one.id)),
        placed=statements - _without_place(ground, kind),
        statements=statements,
    )


def shade(number: int, most: int, steps: int = 6) -> int:
    """The step of a scale, from 1, for a number of 1 to `most`: each step holds as many times more than the one before.

    >>> [shade(number, 64) for number in (1, 2, 4, 8, 16, 32, 64)]
    [1, 1, 2, 3, 4, 5, 6]
    """
    bound = 0
    for step in range(1, steps):
        bound = max(bound + 1, round(most ** (step / steps)))
        if number <= bound:
            return step
    return steps


def _members(values: Values) -> Mapping[str, Sequence[str]]:
    """ISO codes of the States and areas of each subregion; of the intermediate ones where M49 has them."""
    found: dict[str, list[str]] = {}
    for state in values.registry.states.values():
        region = state.intermediate or state.subregion
        if region != WORLD:
            found.setdefault(region, []).append(state.id.removeprefix("state:"))
    return found


def _subregion(
    id: str, statements: int, members: Sequence[str], counted: Mapping[str, int], values: Values
) -> Subregion:
    named = sorted(((code, counted[code]) for code in members if code in counted), key=lambda one: (-one[1], one[0]))
    above = values.registry.states[f"state:{members[0]}"].region
    return Subregion(id=id, region=above, statements=statements, countries=named, without=len(members) - len(named))


def _without_place(ground: Ground, kind: str) -> int:
    return len(ground.rows({"kind": (kind,), "region": (NO_PLACE,)}))
