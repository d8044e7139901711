"""Table of facts of the statement index: one row for each visible statement, in DuckDB.

A row has a column for each facet, its folded quote, the ranks of its document in either order (`newest`, `printed`),
its Work by number, and the year of its evidence. Values of facets are of enumerated types, which are compared and
counted as small integers. Facets of names, and regions, have a second column for maps: names without an id as one
value, and all enclosing regions. Rows with the same `main` are copies in one Work, `standing` orders them, and
`is_only_copy` is true if there is no other; `is_main` is true for the row that represents the statement without
filters that select among copies.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from palermo.edition.memory_database import create_name, drop_with
from palermo.edition.subject import OWN_SUBJECT_SQL
from palermo.registry import WORLD, load_registry
from palermo.statements import (
    AS_PRINTED,
    FACETS,
    NAME_FACETS,
    NAME_PREFIX,
    NO_PARTICIPANT,
    NO_PLACE,
    OTHER_SUBJECT,
    TRAFFICKING,
    Facet,
    FacetSource,
    ReviewStatus,
)
from palermo.vocabulary import load_vocabulary

_MAP_COLUMNS = {name: f"{name} in maps" for name in (*NAME_FACETS, "region")}
"""Columns with the values that maps have, by facet; other facets have one column for all uses."""
_SOURCE_SQL = {
    FacetSource.VALUE: "s.{0}",
    FacetSource.LIST: "list_distinct(s.{0})",
    FacetSource.NAMES: "list_distinct(list_concat("
    "list_transform(s.{0}, lambda ref: coalesce(ref.id, name_value(ref.name))), "
    "list_filter(list_transform(s.{0}::STRUCT(id VARCHAR, state VARCHAR)[], lambda ref: ref.state), "
    "lambda state: state IS NOT NULL)))",
    FacetSource.CITATIONS: "list_distinct(list_transform(s.{0}, lambda cited: cited.id))",
    FacetSource.DOCUMENT: "d.{0}",
}
"""SQL of a facet's values by their source; {0} is its column. A body of a State counts as the State too; statements of
older editions have no States of bodies."""
_DERIVED_SQL = {
    "audience": "list_distinct(list_filter(list_transform(s.addressees, lambda ref: ref.id), "
    "lambda id: list_contains(?::VARCHAR[], id)))",
    "region": f"if(len(s.places) + len(s.regions) = 0, ['{NO_PLACE}'], "
    "list_distinct(list_concat(s.places, s.regions)))",
    "subject": f"if(d.on_subject OR {OWN_SUBJECT_SQL} OR s.locator.passage IN (SELECT passage FROM {{headed}}), "
    f"'{TRAFFICKING}', '{OTHER_SUBJECT}')",
}


def _build_facet_sql(facet: Facet) -> str:
    """Return the SQL of a facet's values, as a column."""
    if facet.source is FacetSource.DERIVED:
        return f'{_DERIVED_SQL[facet.name]} AS "{facet.name}"'
    sql = _SOURCE_SQL[facet.source].format(facet.column)
    if facet.missing and facet.is_multivalued:
        sql = f"if(len(s.{facet.column}) = 0, ['{facet.missing}'], {sql})"
    elif facet.missing:
        sql = f"coalesce({sql}, '{facet.missing}')"
    return f'{sql} AS "{facet.name}"'


MAIN_SQL = "if(s.standing = 0, s.id, s.same_as[1])"
"""Id of the main statement among the copies in one Work."""
_TEXTS_SQL = f"""
    CREATE TEMP TABLE texts AS SELECT s.id, s.position, s.confidence, s.locator.passage AS passage, d.newest, d.printed,
      {", ".join(map(_build_facet_sql, FACETS))},
      strip_accents(lower(s.quote)) AS words, s.standing,
      {MAIN_SQL} AS main, len(s.same_as) = 0 AS is_only_copy, d.work,
      list_transform(list_concat(s.addressees, s.actors, s.partners),
        lambda ref: {{{{'value': coalesce(ref.id, name_value(ref.name)), 'name': ref.name}}}}) AS names,
      list_max(list_filter(s.years, lambda year: year BETWEEN 1 AND ?)) AS stated_year
    FROM {{statements}} AS s JOIN {{visible}} AS d ON d.id = s.document
    WHERE s.locator.passage NOT IN (SELECT passage FROM {{hidden}})
"""
"""Rows with values as texts, before they have types."""
_NAMES_SQL = """
    SELECT value, arg_max(name, (times, name)) FROM (
      SELECT value, name, count(*) AS times FROM (SELECT unnest(names, recursive := true) FROM texts) GROUP BY ALL
    ) GROUP BY value
"""
_NAMES_IN_MAPS_SQL = (
    f"list_concat(list_filter({{0}}, lambda key: NOT starts_with(key, '{NAME_PREFIX}')), "
    f"if(len({{0}}) = 0, ['{NO_PARTICIPANT}'], []), "
    f"if(len(list_filter({{0}}, lambda key: starts_with(key, '{NAME_PREFIX}'))) > 0, ['{AS_PRINTED}'], []))"
)
_ENCLOSING_SQL = f"""
    CREATE TEMP TABLE enclosing AS SELECT codes, list(DISTINCT coalesce(w.region, '{WORLD}')) AS regions FROM (
      SELECT region AS codes, unnest(region) AS code FROM (SELECT DISTINCT region FROM texts)
    ) LEFT JOIN within AS w USING (code) WHERE code <> '{NO_PLACE}' GROUP BY codes
"""
"""All regions that enclose the places of a statement, by the list of these."""


def build_value_sql(facet: Facet) -> str:
    """Return the SQL of a facet's values, one per row."""
    return f'unnest("{facet.name}")' if facet.is_multivalued else f'"{facet.name}"'


_LIST_COLUMNS = {facet.name for facet in FACETS if facet.is_multivalued} | {*_MAP_COLUMNS.values()}
_TYPE_NAMES = {
    column: "document" if facet.name == "document" else facet.source
    for facet in FACETS
    for column in {facet.name, _MAP_COLUMNS.get(facet.name, facet.name)}
}
"""Columns of one source share a type; not documents, which are many."""


def _build_values_sql(type_name: str) -> str:
    """Return the query of the values of a type, which reads the rows once."""
    facets = [facet for facet in FACETS if _TYPE_NAMES[facet.name] == type_name]
    lists = ", ".join(f'"{facet.name}"' if facet.is_multivalued else f'["{facet.name}"]' for facet in facets)
    sql = f"SELECT DISTINCT unnest(list_concat({lists})) AS value FROM texts"
    if type_name == FacetSource.NAMES:
        sql += f" UNION SELECT unnest(['{NO_PARTICIPANT}', '{AS_PRINTED}'])"
    if any(facet.name == "region" for facet in facets):
        sql += f" UNION SELECT unnest(regions) FROM enclosing UNION SELECT '{NO_PLACE}'"
    return sql


_VALUES_SQL = {name: _build_values_sql(name) for name in dict.fromkeys(_TYPE_NAMES.values())}
"""Query of the values of each type; those that only maps have are always among them."""
_COPIES_SQL = f"""
    UPDATE {{facts}} SET is_main = false WHERE "status" = '{ReviewStatus.REJECTED}' OR (NOT is_only_copy AND id NOT IN (
      SELECT arg_min(id, standing) FROM {{facts}}
      WHERE NOT is_only_copy AND "status" <> '{ReviewStatus.REJECTED}' GROUP BY main
    ))
"""


class FactType:
    """An enumerated type of DuckDB, which is dropped when no table of facts uses it any more."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, values: str) -> None:
        """Create it with the values that a query returns."""
        self.name = create_name("values")
        cursor.execute(f"CREATE TYPE {self.name} AS ENUM ({values})")
        drop_with(self, f"TYPE {self.name}")

    @property
    def values_sql(self) -> str:
        """The query of its values."""
        return f"SELECT unnest(enum_range(NULL::{self.name}))::VARCHAR AS value"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTable:
    """Name of a table of facts, and the types of its columns."""

    name: str
    types: Mapping[str, FactType]
    names: Mapping[str, str]
    """Most frequent printed name by the value of a name."""

    def build_parameter(self, column: str, *, as_list: bool = False) -> str:
        """Return the SQL of a parameter as a value of a column, or as a list; a value that no row has is NULL."""
        return f"TRY_CAST(? AS {self.types[column].name}{'[]' if as_list else ''})"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSource:
    """What a table of facts is made of."""

    visible: str
    """Name of the table of visible documents."""
    headed: str
    """Name of the table of passages under a heading that names the subject."""
    statements: str
    """SQL of the statements that have changed, or of all."""
    hidden: str
    """Name of the table of hidden passages."""
    last_year: int
    """Newest year that counts as one of evidence."""
    previous: FactTable | None
    """Table whose other rows are taken over."""
    changed_documents: Sequence[str]
    """Ids of the documents whose rows are not."""


def create_fact_table(connection: duckdb.DuckDBPyConnection, source: FactSource) -> FactTable:
    """Create a table of facts."""
    with connection.cursor() as cursor:  # closing it drops its temporary tables
        texts = _TEXTS_SQL.format(
            statements=source.statements, visible=source.visible, headed=source.headed, hidden=source.hidden
        )
        cursor.execute(texts, [_list_audiences(), source.last_year])
        cursor.register("within", _build_region_table())
        cursor.execute(_ENCLOSING_SQL)
        types = _create_types(cursor, source.previous)
        names: dict[str, str] = dict(cursor.execute(_NAMES_SQL).fetchall())
        names |= source.previous.names if source.previous else {}
        facts = FactTable(name=create_name("facts"), types=types, names=names)
        rows = _build_rows_sql(facts)
        if source.previous:
            cursor.register("changed", pa.table({"id": pa.array(source.changed_documents, pa.string())}))
            casts = ", ".join(f'"{column}"::{_get_sql_type(facts, column)} AS "{column}"' for column in types)
            rows = (
                f"SELECT * REPLACE (true AS is_main, {casts}) FROM {source.previous.name} "
                f"WHERE document::VARCHAR NOT IN (SELECT id FROM changed) UNION ALL BY NAME ({rows})"
            )
        cursor.execute(f"CREATE TABLE {facts.name} AS {rows}")
        cursor.execute(_COPIES_SQL.format(facts=facts.name))
    return facts


def get_map_column(facet: str) -> str:
    """Return the name of the column with the values of a facet in maps."""
    return _MAP_COLUMNS.get(facet, facet)


def _create_types(cursor: duckdb.DuckDBPyConnection, previous: FactTable | None) -> Mapping[str, FactType]:
    """Create the type of each column with values; the previous one is taken over where it has all of them."""
    types: dict[str, FactType] = {}
    for name, values in _VALUES_SQL.items():
        columns = [column for column, type_name in _TYPE_NAMES.items() if type_name == name]
        known = previous.types[columns[0]] if previous else None
        if not known or cursor.execute(f"({values}) EXCEPT {known.values_sql} LIMIT 1").fetchall():
            values += f" UNION {known.values_sql}" if known else ""
            query = f"SELECT value FROM ({values}) WHERE value IS NOT NULL ORDER BY value"
            known = FactType(cursor, query)
        types |= dict.fromkeys(columns, known)
    return types


def _get_sql_type(facts: FactTable, column: str) -> str:
    return f"{facts.types[column].name}{'[]' if column in _LIST_COLUMNS else ''}"


def _build_rows_sql(facts: FactTable) -> str:
    """Return the query of the rows with typed values."""
    columns = {column: f'"{column}"' for column in facts.types}
    columns |= {_MAP_COLUMNS[name]: _NAMES_IN_MAPS_SQL.format(f'"{name}"') for name in NAME_FACETS}
    columns[_MAP_COLUMNS["region"]] = f"coalesce(enclosing.regions, ['{NO_PLACE}'])"
    casts = ", ".join(f'{sql}::{_get_sql_type(facts, column)} AS "{column}"' for column, sql in columns.items())
    return f"""
        SELECT id, position, confidence, passage, newest, printed, words, standing, main, is_only_copy, work, {casts},
          true AS is_main, coalesce(TRY_CAST(year AS SMALLINT), dated.newest_stated_year, 0)::SMALLINT AS evidence_year
        FROM texts LEFT JOIN enclosing ON enclosing.codes = texts.region LEFT JOIN (
          SELECT document AS dated_document, max(stated_year) AS newest_stated_year FROM texts
          WHERE "status" <> '{ReviewStatus.REJECTED}' GROUP BY document
        ) AS dated ON dated_document = texts.document
    """


def _list_audiences() -> list[str]:
    """Return the ids of the classes of actors."""
    return [concept.id for concept in load_vocabulary().list_concepts("audiences")]


def _build_region_table() -> pa.Table:
    """Return the regions that enclose each country and region, one a row."""
    registry = load_registry()
    enclosing = {state.alpha3: (*state.regions, WORLD) for state in registry.states.values()}
    enclosing |= {code: (*regions, WORLD) for code, regions in registry.enclosing_regions.items()}
    pairs = [(code, region) for code, regions in enclosing.items() for region in dict.fromkeys(regions)]
    return pa.table({"code": [code for code, _ in pairs], "region": [region for _, region in pairs]})
