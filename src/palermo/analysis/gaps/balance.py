"""Demand against supply: what is asked for and not told done, and what is told done and not asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log2

import duckdb

from palermo.analysis.gaps.sides import (
    AXES,
    DEMAND,
    LEAST,
    PLACES,
    PROMISED,
    SUPPLY,
    Totals,
    axes,
    sides,
    totals,
    unnested,
)
from palermo.analysis.profiles import OLD, Emptiness
from palermo.edition import ALL, Filters, View
from palermo.registry import Registry
from palermo.statements import Kind

BY = tuple(names for names in combinations(AXES, LEAST) if not PLACES.issuperset(names))
"""Dimensions that meet where none are chosen: those of these pairs in which most statements can stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Where values of the dimensions meet."""

    values: tuple[str, ...]
    """Ids, in the order of the dimensions: concepts, ISO 3166-1 alpha-3 codes, M49 codes."""
    demand: int
    """Recommendations."""
    demand_works: int
    supply: int
    """Activities."""
    supply_works: int
    promised: int
    """Commitments."""
    newest_demand: int | None
    newest_supply: int | None
    emptiness: Emptiness | None
    """Of the supply, or that it is old; None where it is there and new."""
    searched: int
    """Works that tell of activities at the same place, or on the same theme where no place is counted."""
    pressure: float
    """How many times larger the cell's share of all that is asked is than its share of all that is told done, as a
    power of two: 1 is twice, -1 is half. Both are counted with one statement more, as nothing divides nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Demand against supply in all cells."""

    by: tuple[str, ...]
    cells: tuple[Cell, ...]
    """Those of most demand and least supply first."""
    totals: Mapping[Kind, Totals]
    """Of recommendations, activities and commitments."""
    year: int
    """From which evidence is old or new: that of the edition."""

    @property
    def ground(self) -> str:
        """The dimension in which documents are counted that were searched: the place, else the first."""
        return _ground(self.by)

    @property
    def unmet(self) -> tuple[Cell, ...]:
        """Asked for, and no activity is told; most asked first."""
        found = [one for one in self.cells if one.demand and not one.supply]
        return tuple(sorted(found, key=lambda one: (-one.demand, one.values)))

    @property
    def outdated(self) -> tuple[Cell, ...]:
        """Asked for, and the activities told are old; most asked first."""
        found = [one for one in self.cells if one.demand and one.emptiness is Emptiness.OLD_EVIDENCE]
        return tuple(sorted(found, key=lambda one: (-one.demand, one.values)))

    @property
    def unasked(self) -> tuple[Cell, ...]:
        """Told done, and asked for by no recommendation; most told first."""
        found = [one for one in self.cells if one.supply and not one.demand]
        return tuple(sorted(found, key=lambda one: (-one.supply, one.values)))

    @property
    def met(self) -> tuple[Cell, ...]:
        """Asked for and told done; where most is asked in proportion first."""
        found = [one for one in self.cells if one.demand and one.supply]
        return tuple(sorted(found, key=lambda one: (-one.pressure, -one.demand, one.values)))


def balance(view: View, registry: Registry, by: Sequence[str] = (), filters: Filters = ALL) -> Balance:
    """Count both sides where two or three dimensions meet; none: those of BY; raises QuestionInvalid for others."""
    asked = axes(by) if by else ()
    year = view.manifest.date.year
    with sides(view, registry, filters) as connection:
        names = asked or _chosen(connection)
        found = totals(connection, names)
        searched = _searched(connection, _ground(names))
        cells = [_cell(row, names, found, searched, year) for row in _rows(connection, names)]
    ordered = sorted(cells, key=lambda one: (-one.pressure, -one.demand, one.values))
    return Balance(by=names, cells=tuple(ordered), totals=found, year=year)


def _chosen(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """The pair in which the largest shares of both sides can stand, if any has something on both."""

    def held(names: Sequence[str]) -> tuple[bool, float]:
        found = totals(connection, names)
        asked, told = found[DEMAND], found[SUPPLY]
        shares = [one.counted / one.statements for one in (asked, told) if one.statements]
        return bool(asked.counted and told.counted), sum(shares)

    return max(BY, key=held)


def cell_statements(
    view: View, registry: Registry, at: Mapping[str, str], kind: Kind, filters: Filters = ALL
) -> tuple[str, ...]:
    """Ids of the statements of a cell, newest first; `at`: the cell's value for each of its dimensions."""
    names = axes(tuple(at))
    wanted = " AND ".join(f"on_{name} = ?" for name in names)
    with sides(view, registry, filters) as connection:
        rows = connection.execute(
            f"SELECT DISTINCT id, year FROM ({unnested(names)}) WHERE kind = ? AND {wanted} ORDER BY year DESC, id",
            [kind.value, *(at[name] for name in names)],
        ).fetchall()
    return tuple(id for id, _year in rows)


def _ground(names: Sequence[str]) -> str:
    """The dimension in which documents are counted that were searched: the place, else the first."""
    return next((name for name in names if name in PLACES), names[0])


def _searched(connection: duckdb.DuckDBPyConnection, name: str) -> Mapping[str, int]:
    query = f"SELECT on_{name}, count(DISTINCT work) FROM ({unnested([name])}) WHERE kind = '{SUPPLY}' GROUP BY 1"
    return dict(connection.execute(query).fetchall())


def _rows(connection: duckdb.DuckDBPyConnection, names: Sequence[str]) -> list[tuple[object, ...]]:
    keys = ", ".join(f"on_{name}" for name in names)

    def of(what: str, kind: Kind) -> str:
        return f"{what} FILTER (kind = '{kind}')"

    measures = ", ".join(
        (
            of("count(DISTINCT id)", DEMAND),
            of("count(DISTINCT work)", DEMAND),
            of("count(DISTINCT id)", SUPPLY),
            of("count(DISTINCT work)", SUPPLY),
            of("count(DISTINCT id)", PROMISED),
            of("max(year)", DEMAND),
            of("max(year)", SUPPLY),
        )
    )
    rows: list[tuple[object, ...]] = connection.execute(
        f"SELECT {keys}, {measures} FROM ({unnested(names)}) GROUP BY {keys} ORDER BY {keys}"
    ).fetchall()
    return rows


def _cell(
    row: tuple[object, ...], names: Sequence[str], found: Mapping[Kind, Totals], searched: Mapping[str, int], year: int
) -> Cell:
    values = tuple(str(value) for value in row[: len(names)])
    demand, demand_works, supply, supply_works, promised, newest_demand, newest_supply = (
        value if isinstance(value, int) else None for value in row[len(names) :]
    )
    here = searched.get(values[list(names).index(_ground(names))], 0)
    return Cell(
        values=values,
        demand=demand or 0,
        demand_works=demand_works or 0,
        supply=supply or 0,
        supply_works=supply_works or 0,
        promised=promised or 0,
        newest_demand=newest_demand,
        newest_supply=newest_supply,
        emptiness=_emptiness(supply or 0, newest_supply, here, year),
        searched=here,
        pressure=_pressure(demand or 0, supply or 0, found),
    )


def _emptiness(supply: int, newest: int | None, searched: int, year: int) -> Emptiness | None:
    if not supply:
        return Emptiness.NOTHING_FOUND if searched else Emptiness.NO_DOCUMENT
    return Emptiness.OLD_EVIDENCE if newest is not None and year - newest > OLD else None


def _pressure(demand: int, supply: int, found: Mapping[Kind, Totals]) -> float:
    asked = (demand + 1) / (found[DEMAND].counted + 1)
    done = (supply + 1) / (found[SUPPLY].counted + 1)
    return round(log2(asked / done), 2)
