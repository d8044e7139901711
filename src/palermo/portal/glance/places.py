"""The home page's tiles: where activities are, by subregion and country."""

from collections.abc import Sequence
from dataclasses import dataclass

from palermo import registry
from palermo.analysis.where_it_is import Places, shade, where_it_is
from palermo.portal.editions.current import Open
from palermo.portal.frame import languages
from palermo.portal.maps.ground import current_maps, values

ROWS = 10
"""Subregions that are shown; the map has them all."""
TILES = 14
"""Countries of a subregion that have a tile; the list of statements has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A country: its ISO 3166-1 code, its name, how many statements, and which shade."""

    code: str
    name: str
    statements: int
    shade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A subregion with the tiles of its countries."""

    id: str
    name: str
    statements: int
    tiles: Sequence[Tile]
    further: int
    """Countries with statements that have no tile."""
    without: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """All of it."""

    rows: Sequence[Row]
    placed: int
    statements: int
    further: int
    """Subregions with statements that are not shown."""

    @property
    def largest(self) -> int:
        """Of the rows' numbers."""
        return max((row.statements for row in self.rows), default=0)


def tiles(served: Open) -> Tiles:
    """Where the edition's activities are, named in the page's language."""
    found = served.kept.get("places", lambda: where_it_is(current_maps().ground, values()))
    return Tiles(
        rows=[_row(found, at) for at in range(min(ROWS, len(found.subregions)))],
        placed=found.placed,
        statements=found.statements,
        further=max(0, len(found.subregions) - ROWS),
    )


def _row(found: Places, at: int) -> Row:
    one, language = found.subregions[at], languages.active()
    name = registry.load().label
    return Row(
        id=one.id,
        name=name(one.id, language),
        statements=one.statements,
        tiles=[
            Tile(code=code, name=name(f"state:{code}", language), statements=number, shade=shade(number, found.most))
            for code, number in one.countries[:TILES]
        ],
        further=max(0, len(one.countries) - TILES),
        without=one.without,
    )
