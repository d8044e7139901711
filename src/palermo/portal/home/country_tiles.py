"""Activities by subregion and country, as tiles on the home page."""

from collections.abc import Sequence
from dataclasses import dataclass

from palermo import registry
from palermo.analysis.geographic_distribution import GeographicDistribution, compute_shade, count_by_subregion
from palermo.portal.base import languages
from palermo.portal.services.current_edition import ServedEdition
from palermo.portal.services.map_cache import get_current_maps, get_dimension_values

MAX_SUBREGIONS = 10
"""Subregions that are shown; the map has them all."""
MAX_TILES = 14
"""Countries of a subregion that have a tile; the list of statements has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryTile:
    """A country: its ISO 3166-1 code, its name, how many statements, and which shade."""

    code: str
    name: str
    statements: int
    shade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SubregionRow:
    """A subregion with the tiles of its countries."""

    id: str
    name: str
    statements: int
    tiles: Sequence[CountryTile]
    further: int
    """Countries with statements that have no tile."""
    countries_without_statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TileMap:
    """The map of tiles."""

    rows: Sequence[SubregionRow]
    placed: int
    statements: int
    further: int
    """Subregions with statements that are not shown."""

    @property
    def largest(self) -> int:
        """Of the rows' numbers."""
        return max((row.statements for row in self.rows), default=0)


def build_tile_map(edition: ServedEdition) -> TileMap:
    """Return the activities of the edition by place, labelled in the page's language."""
    found = edition.cache.get_or_compute(
        "places", lambda: count_by_subregion(get_current_maps().ground, get_dimension_values())
    )
    return TileMap(
        rows=[_build_row(found, at) for at in range(min(MAX_SUBREGIONS, len(found.subregions)))],
        placed=found.placed,
        statements=found.statements,
        further=max(0, len(found.subregions) - MAX_SUBREGIONS),
    )


def _build_row(location_counts: GeographicDistribution, position: int) -> SubregionRow:
    one, language = location_counts.subregions[position], languages.get_active_language()
    name = registry.load_registry().get_label
    return SubregionRow(
        id=one.id,
        name=name(one.id, language),
        statements=one.statements,
        tiles=[
            CountryTile(
                code=code,
                name=name(f"state:{code}", language),
                statements=number,
                shade=compute_shade(number, location_counts.max_country_count),
            )
            for code, number in one.countries[:MAX_TILES]
        ],
        further=max(0, len(one.countries) - MAX_TILES),
        countries_without_statements=one.unnamed_states,
    )
