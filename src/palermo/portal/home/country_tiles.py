"""Activities by subregion and country, as tiles on the home page."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from palermo import registry
from palermo.analysis.geographic_distribution import SubregionCount, compute_shade, count_by_subregion
from palermo.analysis.place_roles import PlaceRole
from palermo.portal.base import languages
from palermo.portal.services.analysis_cache import get_place_roles
from palermo.portal.services.current_edition import ServedEdition
from palermo.portal.services.map_cache import get_current_maps, get_facet_values

MAX_SUBREGIONS = 10
"""Subregions that are shown; the map has them all."""
MAX_TILES = 14
"""Countries of a subregion that have a tile; the list of statements has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryTile:
    """A country: its ISO 3166-1 code, its name, its number of statements, and its shade."""

    code: str
    name: str
    statements: int
    work: int
    """Statements of work in the country, without meetings, launches and funders."""
    shade: int
    """Of `work`; 0 for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubregionRow:
    """A subregion with the tiles of its countries."""

    id: str
    name: str
    statements: int
    roles: Mapping[PlaceRole, int]
    """Statements by what the place is to them; empty for a large edition."""
    tiles: Sequence[CountryTile]
    further: int
    """Countries with statements that have no tile."""

    @property
    def work(self) -> int:
        """Number of statements of work in the subregion; of all statements if roles are not counted."""
        return self.roles[PlaceRole.WORK] if self.roles else self.statements


@dataclass(frozen=True, slots=True, kw_only=True)
class TileMap:
    """The map of tiles."""

    rows: Sequence[SubregionRow]
    placed: int
    statements: int
    has_roles: bool
    further: int
    """Subregions with statements that are not shown."""

    @property
    def largest(self) -> int:
        """The largest number of all rows."""
        return max((row.statements for row in self.rows), default=0)


def build_tile_map(edition: ServedEdition) -> TileMap:
    """Return the activities of the edition by place, labelled in the page's language."""
    tile_map = edition.cache.get_or_compute(
        "places", lambda: count_by_subregion(get_current_maps().view, get_facet_values())
    )
    roles = get_place_roles(edition)
    rows = [_build_row(subregion, tile_map.max_country_count, roles) for subregion in tile_map.subregions]
    rows.sort(key=lambda row: (-row.work, -row.statements, row.id))
    return TileMap(
        rows=rows[:MAX_SUBREGIONS],
        placed=tile_map.placed,
        statements=tile_map.statements,
        has_roles=roles is not None,
        further=max(0, len(tile_map.subregions) - MAX_SUBREGIONS),
    )


def _build_row(
    subregion_count: SubregionCount, max_country_count: int, roles: Mapping[str, Counter[PlaceRole]] | None
) -> SubregionRow:
    language, name = languages.get_active_language(), registry.load_registry().get_label
    tiles = []
    for code, number in subregion_count.countries:
        work = number if roles is None else roles.get(code, Counter())[PlaceRole.WORK]
        tiles.append(
            CountryTile(
                code=code,
                name=name(f"state:{code}", language),
                statements=number,
                work=work,
                shade=compute_shade(work, max_country_count) if work else 0,
            )
        )
    tiles.sort(key=lambda tile: -tile.work)
    return SubregionRow(
        id=subregion_count.id,
        name=name(subregion_count.id, language),
        statements=subregion_count.statements,
        roles={} if roles is None else {role: roles.get(subregion_count.id, Counter())[role] for role in PlaceRole},
        tiles=tiles[:MAX_TILES],
        further=max(0, len(subregion_count.countries) - MAX_TILES),
    )
