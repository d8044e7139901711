"""Geographic distribution of statements by region, subregion and country of the UN standard M49."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from palermo.analysis.cross_tabulation import CrossTabQuery, build_cross_tabulation
from palermo.analysis.facet_values import FacetValues
from palermo.edition import View, build_filters
from palermo.registry import WORLD
from palermo.statements import NO_PLACE, StatementKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SubregionCount:
    """A subregion and its countries, most statements first."""

    id: str
    """M49 code."""
    region: str
    """M49 code of the continent."""
    statements: int
    """Distinct statements that name a country of the subregion, or the subregion itself."""
    countries: Sequence[tuple[str, int]]
    """ISO 3166-1 alpha-3 codes and number of statements of the countries that have some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GeographicDistribution:
    """Geographic distribution of the statements of a kind."""

    kind: str
    subregions: Sequence[SubregionCount]
    """Most statements first."""
    placed: int
    """Number of statements that name a country or a region."""
    statements: int
    """Number of all statements of the kind."""

    @property
    def largest(self) -> int:
        """The highest count of a subregion."""
        return max((subregion.statements for subregion in self.subregions), default=0)

    @property
    def max_country_count(self) -> int:
        """The highest count of a country."""
        return max((number for subregion in self.subregions for _id, number in subregion.countries), default=0)


def count_by_subregion(
    view: View, values: FacetValues, statement_kind: str = StatementKind.ACTIVITY
) -> GeographicDistribution:
    """Count the statements of a kind by subregion and country."""
    filters = build_filters(kind=[statement_kind])
    by_country = build_cross_tabulation(view, CrossTabQuery(rows="place", columns="kind", where=filters), values)
    by_region = build_cross_tabulation(view, CrossTabQuery(rows="region", columns="kind", where=filters), values)
    countries = {line.id: line.statements for line in by_country.rows if line.statements and line.id != NO_PLACE}
    regions = {line.id: line.statements for line in by_region.rows}
    members = _group_states(values)
    subregions = [
        _build_subregion(id, regions[id], members[id], countries, values) for id in members if regions.get(id)
    ]
    statements = by_country.denominators["statements"]
    unplaced = view.find_statements(build_filters(kind=[statement_kind], region=[NO_PLACE]), limit=0).total
    return GeographicDistribution(
        kind=statement_kind,
        subregions=sorted(subregions, key=lambda item: (-item.statements, item.id)),
        placed=statements - unplaced,
        statements=statements,
    )


def compute_shade(number: int, maximum: int, steps: int = 6) -> int:
    """Return the step, from 1, of a logarithmic scale for a number from 1 to `maximum`.

    >>> [compute_shade(number, 64) for number in (1, 2, 4, 8, 16, 32, 64)]
    [1, 1, 2, 3, 4, 5, 6]
    """
    bound = 0
    for step in range(1, steps):
        bound = max(bound + 1, round(maximum ** (step / steps)))
        if number <= bound:
            return step
    return steps


def _group_states(values: FacetValues) -> Mapping[str, Sequence[str]]:
    """Return ISO codes of the States and areas of each subregion (intermediate region, if M49 has one)."""
    states: dict[str, list[str]] = {}
    for state in values.registry.states.values():
        region = state.intermediate or state.subregion
        if region != WORLD:
            states.setdefault(region, []).append(state.id.removeprefix("state:"))
    return states


def _build_subregion(
    id: str, statements: int, members: Sequence[str], counts_by_country: Mapping[str, int], values: FacetValues
) -> SubregionCount:
    named = sorted(
        ((code, counts_by_country[code]) for code in members if code in counts_by_country),
        key=lambda item: (-item[1], item[0]),
    )
    above = values.registry.states[f"state:{members[0]}"].region
    return SubregionCount(id=id, region=above, statements=statements, countries=named)
