"""The statements of demand and supply as a DuckDB table, with the values of each dimension."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import duckdb
import pyarrow as pa

from palermo.analysis.mentions import map_mentions
from palermo.analysis.place_roles import remove_other_places
from palermo.edition import NO_FILTERS, Filters, View, memory_database
from palermo.errors import QuestionInvalid
from palermo.registry import Registry
from palermo.statements import FACET_BY_NAME, NO_PLACE, TAG_FIELDS, StatementKind, resolve_facet_name
from palermo.vocabulary import load_vocabulary

DEMAND = StatementKind.RECOMMENDATION
SUPPLY = StatementKind.ACTIVITY
PROMISED = StatementKind.COMMITMENT
AXES: Mapping[str, str] = {
    name: FACET_BY_NAME[name].column for name in ("theme", "intervention", "exploitation", "group", "place", "region")
} | {"place": "countries"}
"""Dimensions by which both sides are counted, and the SQL columns that contain them."""
PLACE_AXES = frozenset({"place", "region"})
MIN_AXES, MAX_AXES = 2, 3
"""Number of dimensions of a cell."""
_COLUMNS = (
    "id",
    "kind",
    "quote",
    "language",
    "document",
    "actors",
    "addressees",
    "places",
    "regions",
    *TAG_FIELDS,
    "years",
)
_STATE_CODES_SQL = (
    "list_distinct(list_transform(list_filter(flatten(list_transform({0}::STRUCT(id VARCHAR, state VARCHAR)[], "
    "lambda ref: [ref.id, ref.state])), lambda id: starts_with(id, 'state:')), lambda id: substr(id, 7)))"
)
"""SQL of the codes of the States among names, a body of a State counts as the State."""
_YEAR_SQL = f"""if(s.kind = '{DEMAND}', d.year,
        coalesce(least(list_max(list_filter(s.years, lambda year: year <= ?)), d.year), d.year))"""
"""SQL of a statement's year (`s` in a document `d`): that of the document if it recommends, as the years that it names
are those of what it refers to or asks for; else the newest that it names until then, or until that of the edition."""
_PLACED_TABLE_SQL = f"""
    CREATE TEMP TABLE placed AS
    SELECT s.id, s.kind, s.document, d.work, d.reviewed, s.actors, {", ".join(f"s.{field}" for field in TAG_FIELDS)},
      {_YEAR_SQL} AS year, s.regions AS named, len(s.places) = 0 AS stateless,
      if(len(s.places) > 0, s.places,
        if(s.kind = '{DEMAND}', {_STATE_CODES_SQL.format("s.addressees")}, {_STATE_CODES_SQL.format("s.actors")}))
        AS countries
    FROM statements AS s JOIN documents AS d ON d.id = s.document
"""
_REGION_CODES_SQL = "if(stateless AND len(named) > 0, named, list_concat(countries, named))"
"""SQL of a statement's ISO and M49 codes as regions; the acting or addressed State counts if no place is named."""
_SIDED_TABLE_SQL = f"""
    CREATE TEMP TABLE sided AS
    SELECT placed.*, coalesce(found.regions, []) AS regions FROM placed LEFT JOIN (
      SELECT id, list(DISTINCT region ORDER BY region) AS regions
      FROM (SELECT id, unnest({_REGION_CODES_SQL}) AS code FROM placed) JOIN continents USING (code) GROUP BY id
    ) AS found USING (id)
"""
_MENTIONING_TABLE_SQL = f"""
    CREATE TEMP TABLE mentioning AS
    SELECT sided.* REPLACE ({
    ", ".join(f"list_concat({column}, coalesce(named.{column}_named, [])) AS {column}" for column in TAG_FIELDS)
})
    FROM sided LEFT JOIN named USING (id)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideTotals:
    """Totals of one side, and how many of its statements are in cells."""

    statements: int
    works: int
    counted: int
    """Statements with a value for each dimension; only these are in cells."""
    inferred: int
    """Those of them that name no place, and have that of the acting or addressed State."""


def parse_axes(names: Sequence[str], fewest: int = MIN_AXES) -> tuple[str, ...]:
    """Return distinct names of AXES, `fewest` to MAX_AXES; raises QuestionInvalid for others."""
    query_pairs = tuple(map(resolve_facet_name, names))
    if unknown := [name for name in query_pairs if name not in AXES]:
        raise QuestionInvalid(f"dimension {unknown[0]!r}", "it does not exist", f"Use {', '.join(AXES)}")
    if not fewest <= len(query_pairs) <= MAX_AXES or len(set(query_pairs)) < len(query_pairs):
        raise QuestionInvalid(
            f"dimensions {', '.join(query_pairs) or 'none'}",
            "two or three different dimensions are needed",
            "Give them as theme, place and group",
        )
    return query_pairs


@contextmanager
def open_demand_supply(
    view: View, registry: Registry, filters: Filters = NO_FILTERS
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a connection with the table `sided`: the statements of both sides that match the filters.

    The countries of a statement are those that it names, otherwise those of the addressed or acting State, or of the
    body of a State; a filter by place also applies to the latter. Places of meetings and funders are not those of an
    activity. Its regions are those of its countries and those that it names; if it names no State, only those that it
    names. The table `mentioning` has the same statements, tagged also with the concepts that their words alone name.
    """
    kinds = tuple(kind for kind in (DEMAND, SUPPLY, PROMISED) if kind in filters.selected.get("kind", (kind,)))
    selected = {name: values for name, values in filters.selected.items() if name not in PLACE_AXES}
    table = view.select_columns(_COLUMNS, replace(filters, selected={**selected, "kind": kinds or ("-",)}))
    with memory_database.connect() as connection:
        connection.register("statements", remove_other_places(table, registry))
        connection.register("documents", _build_document_table(view))
        connection.register("continents", _build_continent_table(registry))
        connection.execute(_PLACED_TABLE_SQL, [view.manifest.date.year])
        if places := filters.get_values("place"):
            connection.execute(_build_place_filter("countries"), [list(places), NO_PLACE])
        if regions := filters.get_values("region"):
            codes = [*regions, *registry.expand_regions(regions)]
            connection.execute(_build_place_filter(_REGION_CODES_SQL), [codes, NO_PLACE])
        connection.execute(_SIDED_TABLE_SQL)
        connection.register("named", _build_mention_table(view))
        connection.execute(_MENTIONING_TABLE_SQL)
        yield connection


def build_unnest_query(names: Iterable[str], table: str = "sided") -> str:
    """Return SQL with one row for each statement and each combination of its values in these dimensions."""
    query = f"SELECT * FROM {table}"
    for name in names:
        query = f"SELECT *, unnest(list_distinct({AXES[name]})) AS on_{name} FROM ({query})"
    return query


def build_inferred_condition(names: Iterable[str]) -> str:
    """Return the SQL condition that a statement has its place only from the acting or addressed State."""
    place_axes = PLACE_AXES & set(names)
    if not place_axes:
        return "false"
    return "stateless" if "place" in place_axes else "(stateless AND len(named) = 0)"


def compute_totals(connection: duckdb.DuckDBPyConnection, names: Sequence[str]) -> Mapping[StatementKind, SideTotals]:
    """Return the totals of each side."""
    has_all_axes = " AND ".join(f"len({AXES[name]}) > 0" for name in names)
    placed = build_inferred_condition(names)
    rows = connection.execute(
        f"SELECT kind, count(*), count(DISTINCT work), count(*) FILTER ({has_all_axes}), "
        f"count(*) FILTER ({has_all_axes} AND {placed}) FROM sided GROUP BY kind"
    ).fetchall()
    totals = {kind: SideTotals(statements=a, works=b, counted=c, inferred=d) for kind, a, b, c, d in rows}
    none = SideTotals(statements=0, works=0, counted=0, inferred=0)
    return {kind: totals.get(kind, none) for kind in (DEMAND, SUPPLY, PROMISED)}


def _build_document_table(view: View) -> pa.Table:
    rows = [
        {
            "id": document.id,
            "work": document.work,
            "year": document.year,
            "reviewed": document.masthead.under_review is not None,
        }
        for document in view.list_documents()
    ]
    names = {"id": pa.string(), "work": pa.string(), "year": pa.int32(), "reviewed": pa.bool_()}
    return pa.Table.from_pylist(rows, schema=pa.schema(names))


def _build_mention_table(view: View) -> pa.Table:
    """Return the concepts that statements name without their tag, in a column for each scheme."""
    vocabulary = load_vocabulary()
    schemes = {concept.id: concept.scheme for scheme in TAG_FIELDS for concept in vocabulary.list_concepts(scheme)}
    rows = [
        {
            "id": id,
            **{f"{column}_named": [item for item in concepts if schemes[item] == column] for column in TAG_FIELDS},
        }
        for id, concepts in map_mentions(view).items()
    ]
    fields = {"id": pa.string(), **{f"{column}_named": pa.list_(pa.string()) for column in TAG_FIELDS}}
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


def _build_place_filter(places_sql: str) -> str:
    """Return SQL that keeps statements with one of the places $1, or without a place if $1 contains $2."""
    place_condition = f"list_has_any({places_sql}, $1) OR (len({places_sql}) = 0 AND list_contains($1, $2))"
    return f"DELETE FROM placed WHERE NOT ({place_condition})"


def _build_continent_table(registry: Registry) -> pa.Table:
    rows = [{"code": code, "region": region} for code, region in registry.continents.items()]
    return pa.Table.from_pylist(rows, schema=pa.schema({"code": pa.string(), "region": pa.string()}))
