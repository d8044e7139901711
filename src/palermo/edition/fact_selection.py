"""Selection of facts: the statements that filters find, counted by the values of facets."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from palermo.edition.fact_table import FactTable, get_map_column
from palermo.edition.filters import NO_FILTERS, Filters
from palermo.edition.match_sql import build_match_sql
from palermo.statements import AS_PRINTED, FACET_BY_NAME, NAME_FACETS, NAME_PREFIX, NO_PARTICIPANT


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceCount:
    """How much evidence a value or a combination of values has."""

    statements: int
    works: int
    newest: int
    """Year of publication of the newest document, else the newest that its statements name; 0 if neither is known."""


class FactSelection:
    """Counts of the statements that filters find, by the values that facets have in maps."""

    def __init__(
        self, cursor: duckdb.DuckDBPyConnection, facts: FactTable, filters: Filters, facets: Collection[str]
    ) -> None:
        """Select the facts; `facets` are those that will be counted. The cursor is used by this object alone."""
        self._cursor, self._facts, self._filters = cursor, facts, filters
        self._printed = {name for name in NAME_FACETS if any(map(_is_printed, filters.get_values(name)))}
        self._facets = tuple(dict.fromkeys(facets))
        self._sources: dict[tuple[str, ...], str] = {}

    def _select(self, facets: Sequence[str]) -> str:
        """Return the SQL of the rows in which some facets are counted, as lists of each of their values have them.

        Copies are rows of their own only if one of these facets selects among them.
        """
        split = tuple(name for name in self._facets if name in facets and FACET_BY_NAME[name].selects_copies)
        if split not in self._sources:
            columns = "".join(f', {self._build_values_sql(name)} AS "{name}"' for name in self._facets)
            counted = [FACET_BY_NAME[name] for name in split]
            match_sql, parameters = build_match_sql(self._facts, self._filters, counted=counted)
            acting = get_map_column("actor")
            query = f'{match_sql} SELECT main, work, evidence_year, "{acting}" AS acting{columns} FROM found'
            if self._filters == NO_FILTERS:
                self._sources[split] = f"({query})"  # all facts: copying them would take longer
            else:
                table = f"selected_{len(self._sources)}"
                self._cursor.execute(f"CREATE TEMP TABLE {table} AS {query}", parameters)
                self._sources[split] = table
        return self._sources[split]

    def count_all(self) -> tuple[int, int]:
        """Return the number of statements, and of their Works."""
        rows = self._cursor.execute(f"SELECT count(*), count(DISTINCT work) FROM {self._select([])}").fetchall()
        return int(rows[0][0]), int(rows[0][1])

    def count_statements(self, facet: str) -> Mapping[str, int]:
        """Return the number of statements of each value of a facet."""
        query = f"SELECT v0, count(*) FROM ({self._expand([facet], {}, [])}) GROUP BY v0"
        return dict(self._cursor.execute(f"SELECT v0::VARCHAR, * EXCLUDE (v0) FROM ({query})").fetchall())

    def count_evidence(
        self, facets: Sequence[str], shown: Mapping[str, Collection[str]]
    ) -> Mapping[tuple[str, ...], EvidenceCount]:
        """Return the evidence of each combination of values of facets; of those in `shown`, of these values only."""
        parameters: list[list[str]] = []
        keys = _list_keys(facets)
        rows = self._count(
            f"SELECT {keys}, sum(times)::BIGINT, count(*), max(newest) FROM ("
            f"SELECT {keys}, work, count(*) AS times, max(evidence_year) AS newest "
            f"FROM ({self._expand(facets, shown, parameters)}) GROUP BY ALL) GROUP BY ALL",
            facets,
            parameters,
        )
        return {key: EvidenceCount(statements=n[0], works=n[1], newest=n[2]) for key, n in rows}

    def count_actors(
        self, facets: Sequence[str], shown: Mapping[str, Collection[str]]
    ) -> Mapping[tuple[str, ...], int]:
        """Return the number of actors with an id for each combination of values of facets, as `count_evidence` does."""
        parameters: list[list[str]] = []
        keys = _list_keys(facets)
        expanded = self._expand(facets, shown, parameters)
        rows = self._count(
            f"SELECT {keys}, count(*) FROM (SELECT DISTINCT {keys}, unnest(acting) AS id FROM ({expanded})) "
            f"WHERE id NOT IN ('{AS_PRINTED}', '{NO_PARTICIPANT}') GROUP BY ALL",
            facets,
            parameters,
        )
        return {key: n[0] for key, n in rows}

    def _count(
        self, query: str, facets: Sequence[str], parameters: Sequence[list[str]]
    ) -> list[tuple[tuple[str, ...], tuple[int, ...]]]:
        texts = ", ".join(f"v{number}::VARCHAR" for number in range(len(facets)))
        rows = self._cursor.execute(f"SELECT {texts}, * EXCLUDE ({_list_keys(facets)}) FROM ({query})", parameters)
        return [(row[: len(facets)], row[len(facets) :]) for row in rows.fetchall()]

    def _expand(self, facets: Sequence[str], shown: Mapping[str, Collection[str]], parameters: list[list[str]]) -> str:
        """Return the query of the combinations of values, `v0`, `v1` and so on; its parameters are added."""
        source = self._select(facets)
        for number, name in enumerate(facets):
            is_list = FACET_BY_NAME[name].is_multivalued
            condition = f"v{number} IS NOT NULL"
            if name in shown:
                condition = f"v{number} IN (SELECT unnest({self._build_list_parameter(name)}))"
                parameters.append([*shown[name]])
            value = f'unnest("{name}")' if is_list else f'"{name}"'
            source = f"(SELECT * FROM (SELECT *, {value} AS v{number} FROM {source}) WHERE {condition})"
        return f"SELECT * FROM {source}"

    def _build_values_sql(self, facet: str) -> str:
        """Return the SQL of a facet's values: names without an id are one value, unless the filters select them."""
        column = get_map_column(facet)
        if facet in self._printed:
            return f'list_distinct(list_concat("{facet}"::VARCHAR[], "{column}"::VARCHAR[]))'
        return f'"{column}"'

    def _build_list_parameter(self, facet: str) -> str:
        return (
            "?::VARCHAR[]"
            if facet in self._printed
            else self._facts.build_parameter(get_map_column(facet), as_list=True)
        )


def _is_printed(value: str) -> bool:
    return value == AS_PRINTED or value.startswith(NAME_PREFIX)


def _list_keys(facets: Sequence[str]) -> str:
    return ", ".join(f"v{number}" for number in range(len(facets)))
