"""Balance of demand (recommendations) and supply (activities) by two or three dimensions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log2

import duckdb

from palermo.analysis.gaps.demand_supply import (
    AXES,
    DEMAND,
    MIN_AXES,
    PLACE_AXES,
    PROMISED,
    SUPPLY,
    SideTotals,
    build_unnest_query,
    compute_totals,
    open_demand_supply,
    parse_axes,
)
from palermo.analysis.profiles import MAX_EVIDENCE_AGE_YEARS, Emptiness, classify_emptiness
from palermo.edition import NO_FILTERS, Filters, View
from palermo.registry import Registry
from palermo.statements import StatementKind

DEFAULT_AXES = tuple(names for names in combinations(AXES, MIN_AXES) if not PLACE_AXES.issuperset(names))
"""Pairs of dimensions from which the default is chosen: the pair in which most statements have values."""
_MEASURES = {
    "demand": ("count(DISTINCT id)", DEMAND),
    "demand_works": ("count(DISTINCT work)", DEMAND),
    "supply": ("count(DISTINCT id)", SUPPLY),
    "supply_works": ("count(DISTINCT work)", SUPPLY),
    "promised": ("count(DISTINCT id)", PROMISED),
    "newest_demand": ("max(year)", DEMAND),
    "newest_supply": ("max(year)", SUPPLY),
}
"""Counts of a cell as SQL, and the kind of the statements that they count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceCell:
    """Counts where values of the dimensions meet."""

    values: tuple[str, ...]
    """Ids in the order of the dimensions: concepts, ISO 3166-1 alpha-3 codes, M49 codes."""
    demand: int
    """Number of recommendations."""
    demand_works: int
    supply: int
    """Number of activities."""
    supply_works: int
    mentions: int
    """Number of activities whose words name the values, without all of their tags."""
    promised: int
    """Number of commitments."""
    newest_demand: int | None
    newest_supply: int | None
    emptiness: Emptiness | None
    """Why there is no supply, or that it is old; None if there is recent supply."""
    searched: int
    """Works with activities at the same place, or on the same theme if no place is counted."""
    pressure: float
    """Base-2 logarithm of the ratio of the cell's share of all recommendations to its share of all activities: 1 is
    twice, -1 is half. One is added to both counts, so that nothing is divided by zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Demand and supply in all cells."""

    axes: tuple[str, ...]
    cells: tuple[BalanceCell, ...]
    """Highest demand relative to supply first."""
    totals: Mapping[StatementKind, SideTotals]
    """Of recommendations, activities and commitments."""
    year: int
    """Year of the edition, against which the age of evidence is measured."""

    @property
    def search_axis(self) -> str:
        """The dimension by which searched documents are counted: the place, else the first."""
        return _get_search_axis(self.axes)

    @property
    def unmet(self) -> tuple[BalanceCell, ...]:
        """Cells with recommendations and without activities, most recommendations first."""
        unmet_cells = [cell for cell in self.cells if cell.demand and not cell.supply]
        return tuple(sorted(unmet_cells, key=lambda item: (-item.demand, item.values)))

    @property
    def outdated(self) -> tuple[BalanceCell, ...]:
        """Cells with recommendations and only old activities, most recommendations first."""
        outdated_cells = [cell for cell in self.cells if cell.demand and cell.emptiness is Emptiness.OLD_EVIDENCE]
        return tuple(sorted(outdated_cells, key=lambda item: (-item.demand, item.values)))

    @property
    def unasked(self) -> tuple[BalanceCell, ...]:
        """Cells with activities and without recommendations, most activities first."""
        unasked_cells = [cell for cell in self.cells if cell.supply and not cell.demand]
        return tuple(sorted(unasked_cells, key=lambda item: (-item.supply, item.values)))

    @property
    def met(self) -> tuple[BalanceCell, ...]:
        """Cells with both, highest demand in proportion to supply first."""
        met_cells = [cell for cell in self.cells if cell.demand and cell.supply]
        return tuple(sorted(met_cells, key=lambda item: (-item.pressure, -item.demand, item.values)))


def compute_balance(
    view: View, registry: Registry, axis_names: Sequence[str] = (), filters: Filters = NO_FILTERS
) -> Balance:
    """Count both sides by two or three dimensions; raises QuestionInvalid for unknown ones.

    Without `axis_names`, one of DEFAULT_AXES is used.
    """
    axes = parse_axes(axis_names) if axis_names else ()
    year = view.manifest.date.year
    with open_demand_supply(view, registry, filters) as connection:
        names = axes or _choose_axes(connection)
        totals = compute_totals(connection, names)
        cells = list(_list_cells(connection, names, totals, year))
    ordered = sorted(cells, key=lambda cell: (-cell.pressure, -cell.demand, cell.values))
    return Balance(axes=names, cells=tuple(ordered), totals=totals, year=year)


def count_activities(
    view: View, registry: Registry, names: Sequence[str], filters: Filters = NO_FILTERS
) -> Mapping[tuple[str, ...], tuple[int, int]]:
    """Return for each combination of values the activities with their tags, and those that only name them."""
    with open_demand_supply(view, registry, filters) as connection:
        tagged, naming = (_count_naming(connection, names, table) for table in ("sided", "mentioning"))
    return {values: (tagged.get(values, 0), count - tagged.get(values, 0)) for values, count in naming.items()}


def _count_naming(
    connection: duckdb.DuckDBPyConnection, names: Sequence[str], table: str = "mentioning"
) -> Mapping[tuple[str, ...], int]:
    """Return the number of activities with each combination of values, named or tagged."""
    keys = ", ".join(f"on_{name}" for name in names)
    rows = connection.execute(
        f"SELECT {keys}, count(DISTINCT id) FROM ({build_unnest_query(names, table)}) "
        f"WHERE kind = '{SUPPLY}' GROUP BY {keys}"
    ).fetchall()
    return {tuple(map(str, row[:-1])): row[-1] for row in rows}


def _choose_axes(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Return the pair in which most statements of both sides have values, if possible with both sides."""

    def score_axes(names: Sequence[str]) -> tuple[bool, float]:
        totals = compute_totals(connection, names)
        demand, supply = totals[DEMAND], totals[SUPPLY]
        shares = [item.counted / item.statements for item in (demand, supply) if item.statements]
        return bool(demand.counted and supply.counted), sum(shares)

    return max(DEFAULT_AXES, key=score_axes)


def find_cell_statements(
    view: View,
    registry: Registry,
    cell_values: Mapping[str, str],
    statement_kind: StatementKind,
    filters: Filters = NO_FILTERS,
    *,
    only_mentions: bool = False,
) -> tuple[str, ...]:
    """Return ids of the statements of a cell, newest first; `cell_values` has one for each dimension.

    only_mentions: return those whose words name the values, without all of their tags.
    """
    names = parse_axes(tuple(cell_values), fewest=1)
    with open_demand_supply(view, registry, filters) as connection:
        tagged = _find_cell_ids(connection, cell_values, names, statement_kind, "sided")
        if not only_mentions:
            return tagged
        naming = _find_cell_ids(connection, cell_values, names, statement_kind, "mentioning")
    return tuple(id for id in naming if id not in set(tagged))


def _find_cell_ids(
    connection: duckdb.DuckDBPyConnection,
    cell_values: Mapping[str, str],
    names: Sequence[str],
    statement_kind: StatementKind,
    table: str,
) -> tuple[str, ...]:
    conditions = " AND ".join(f"on_{name} = ?" for name in names)
    rows = connection.execute(
        f"SELECT DISTINCT id, year FROM ({build_unnest_query(names, table)}) "
        f"WHERE kind = ? AND {conditions} ORDER BY year DESC, id",
        [statement_kind.value, *(cell_values[name] for name in names)],
    ).fetchall()
    return tuple(id for id, _year in rows)


def _get_search_axis(names: Sequence[str]) -> str:
    """Return the dimension by which searched documents are counted: the place, else the first."""
    return next((name for name in names if name in PLACE_AXES), names[0])


def _count_searched_works(connection: duckdb.DuckDBPyConnection, name: str) -> Mapping[str, int]:
    query = (
        f"SELECT on_{name}, count(DISTINCT work) FROM ({build_unnest_query([name])}) WHERE kind = '{SUPPLY}' GROUP BY 1"
    )
    return dict(connection.execute(query).fetchall())


def _list_cells(
    connection: duckdb.DuckDBPyConnection, names: Sequence[str], totals: Mapping[StatementKind, SideTotals], year: int
) -> Iterator[BalanceCell]:
    keys = ", ".join(f"on_{name}" for name in names)
    measures = ", ".join(
        f"{measure} FILTER (kind = '{kind}') AS {column}" for column, (measure, kind) in _MEASURES.items()
    )
    rows = connection.execute(
        f"SELECT {keys}, {measures} FROM ({build_unnest_query(names)}) GROUP BY {keys} ORDER BY {keys}"
    ).fetchall()
    search_axis = _get_search_axis(names)
    searched = _count_searched_works(connection, search_axis)
    naming = _count_naming(connection, names)
    for row in rows:
        values = tuple(map(str, row[: len(names)]))
        counts = dict(zip(_MEASURES, row[len(names) :], strict=True))
        demand, supply = counts["demand"], counts["supply"]
        searched_count = searched.get(values[names.index(search_axis)], 0)
        yield BalanceCell(
            **counts,
            values=values,
            mentions=naming.get(values, 0) - supply,
            emptiness=classify_emptiness(
                supply, counts["newest_supply"], searched_count, year - MAX_EVIDENCE_AGE_YEARS
            ),
            searched=searched_count,
            pressure=_compute_pressure(demand, supply, totals),
        )


def _compute_pressure(demand: int, supply: int, totals: Mapping[StatementKind, SideTotals]) -> float:
    demand_share = (demand + 1) / (totals[DEMAND].counted + 1)
    done = (supply + 1) / (totals[SUPPLY].counted + 1)
    return round(log2(demand_share / done), 2)
