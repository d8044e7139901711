"""Statement index: finds and counts an edition's statements by filters, in an in-memory DuckDB table.

The table of facts is made once from the Parquet buckets; where newer decisions changed some of them, it is made from
that of the view before and the rows of these buckets. It has one row for each visible statement with a column for
each facet, its folded quote, and the ranks of its document in either order (`newest`, `printed`). Rows with the same
`main` are copies in one Work, `standing` orders them, and `is_only_copy` is true if there is no other. External values
are always passed as parameters of a query.
"""

import weakref
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import count
from pathlib import Path
from typing import Any, Literal

import duckdb
import pyarrow as pa

from palermo.edition.buckets import get_bucket_name
from palermo.edition.columns import STATEMENT_SCHEMA
from palermo.edition.confirmed import StatementSelection, build_nested_columns_sql, build_selection_sql
from palermo.edition.filters import FacetCount, Filters, TextMatches
from palermo.edition.match_sql import build_match_sql
from palermo.edition.parquet_sql import build_parquet_sql
from palermo.edition.subject import OWN_SUBJECT_SQL, SubjectScope
from palermo.statements import (
    FACET_BY_NAME,
    FACETS,
    NAME_PREFIX,
    NO_PLACE,
    OTHER_SUBJECT,
    PROVISIONAL_PREFIX,
    TRAFFICKING,
    Document,
    Facet,
    FacetSource,
    ReviewStatus,
)
from palermo.vocabulary import load_vocabulary

StatementOrder = Literal["newest", "printed", "relevance"]
"""`relevance` is the order of the passages that a search found, and `newest` without a search."""

DEFAULT_FACETS = tuple(facet.name for facet in FACETS if facet.counted_by_default)
"""Facets that are counted if none is named."""
STATEMENT_COLUMNS = tuple(name for name in STATEMENT_SCHEMA.names if name != "support")
"""Columns of a statement that describe it alone; its support may quote what a view hides."""
_INDEXED_COLUMNS = ("id", "document", "position", "confidence")
"""Those of them that the table of facts has unchanged."""
_NUMBERS = count(1)
"""Numbers of the tables of indexes, which may share a connection."""
_ORDER_SQL: dict[StatementOrder, str] = {
    "newest": "newest, position",
    "printed": "printed, position",
    "relevance": "(SELECT any_value(rank) FROM matched WHERE matched.row = found.row), newest, position",
}
MAX_CACHED_MATCHES = 64
"""Maximum searches whose matching rows are cached."""
_TABLE_ORDER_SQL = "found.printed, found.position"

_SOURCE_SQL = {
    FacetSource.VALUE: "s.{0}",
    FacetSource.LIST: "list_distinct(s.{0})",
    FacetSource.NAMES: "list_distinct(list_transform(s.{0}, lambda ref: "
    f"coalesce(ref.id, '{NAME_PREFIX}' || ref.name)))",
    FacetSource.CITATIONS: "list_distinct(list_transform(s.{0}, lambda cited: cited.id))",
    FacetSource.DOCUMENT: "d.{0}",
}
"""SQL of a facet's values by their source; {0} is its column."""
_DERIVED_SQL = {
    "audience": "list_distinct(list_filter(list_transform(s.addressees, lambda ref: ref.id), "
    "lambda id: list_contains(?::VARCHAR[], id)))",
    "region": f"if(len(s.places) + len(s.regions) = 0, ['{NO_PLACE}'], "
    "list_distinct(list_concat(s.places, s.regions)))",
    "subject": f"if(d.on_subject OR {OWN_SUBJECT_SQL} OR s.locator.passage IN (SELECT passage FROM headed), "
    f"'{TRAFFICKING}', '{OTHER_SUBJECT}')",
}
"""SQL of the values of each derived facet."""


def _build_facet_sql(facet: Facet) -> str:
    """Return the SQL of a facet's column in the table `facts`."""
    if facet.source is FacetSource.DERIVED:
        return f'{_DERIVED_SQL[facet.name]} AS "{facet.name}"'
    sql = _SOURCE_SQL[facet.source].format(facet.column)
    if facet.missing and facet.is_multivalued:
        sql = f"if(len(s.{facet.column}) = 0, ['{facet.missing}'], {sql})"
    elif facet.missing:
        sql = f"coalesce({sql}, '{facet.missing}')"
    return f'{sql} AS "{facet.name}"'


_MAIN_SQL = "if(s.standing = 0, s.id, s.same_as[1])"
"""Id of the main statement among the copies in one Work."""
_INDEX_SQL = f"""
    SELECT s.id, s.position, s.confidence, s.locator.passage AS passage, d.newest, d.printed,
      {", ".join(map(_build_facet_sql, FACETS))},
      strip_accents(lower(s.quote)) AS words, s.standing,
      {_MAIN_SQL} AS main, len(s.same_as) = 0 AS is_only_copy
    FROM {{statements}} AS s JOIN visible AS d ON d.id = s.document
    WHERE s.locator.passage NOT IN (SELECT passage FROM {{hidden}})
"""
_MATCHED_ROWS_SQL = """
    WITH candidates AS (
      SELECT f.rowid AS row, f.words, p.rank, coalesce(p.is_similar, false) AS is_similar,
        count(*) OVER (PARTITION BY f.passage) = 1 AS is_single, {tagged} AS tagged
      FROM {facts} AS f LEFT JOIN passage_ranks AS p ON p.passage = f.passage WHERE p.rank IS NOT NULL OR {tagged}
    )
    SELECT row, coalesce(rank, 2147483647)::INTEGER AS rank FROM candidates
    WHERE tagged OR is_similar OR is_single OR ? = 0
      OR len(list_filter(?::VARCHAR[][], lambda forms: len(list_filter(forms, lambda w: contains(words, w))) > 0)) >= ?
"""
"""Rows that a search found: by tags, and in its passages those whose quotes have enough of the words."""
_NAMES_SQL = """
    SELECT id, arg_max(name, (times, name)) AS name FROM (
      SELECT ref.id AS id, ref.name AS name, count(*) AS times FROM (
        SELECT unnest(list_concat(s.addressees, s.actors, s.partners)) AS ref
        FROM {statements} AS s JOIN visible AS d ON d.id = s.document
        WHERE s.locator.passage NOT IN (SELECT passage FROM {hidden})
      ) WHERE ref.id IS NOT NULL GROUP BY ref.id, ref.name
    ) GROUP BY id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSource:
    """What an index is made of."""

    connection: duckdb.DuckDBPyConnection
    files: Mapping[str, Path]
    """Of statements, by bucket."""
    documents: Sequence[Document]
    """In the order "newest"."""
    hidden: Collection[str]
    """Ids of passages whose statements are left out."""
    scope: SubjectScope


class StatementIndex:
    """Finds and counts statements by filters; thread-safe."""

    def __init__(
        self,
        source: IndexSource,
        *,
        selection: StatementSelection = StatementSelection.ALL,
        previous: "StatementIndex | None" = None,
    ) -> None:
        """Read the selected statements.

        previous: index of the same documents and connection; the rows of files that it has are taken over.
        """
        connection, files, documents = source.connection, source.files, source.documents
        number = next(_NUMBERS)
        self._connection, self._files = connection, dict(files)
        self._selection = selection
        self._facts, self._hidden = f"facts_{number}", f"hidden_{number}"
        self._titles: dict[str, str] = previous._titles if previous else {d.id: d.title for d in documents}
        self._source = build_parquet_sql(files.values()) if files else "no_statements"
        self._statements = self._select_source(self._source)
        weakref.finalize(self, _drop_tables, connection, (self._facts, self._hidden)).atexit = False
        with connection.cursor() as cursor:
            _create_shared_tables(cursor, documents, source.scope)
            _create_passage_table(cursor, self._hidden, source.hidden)
            self._names = self._create_facts(cursor, documents, previous)
        self._matched_rows = lru_cache(MAX_CACHED_MATCHES)(partial(_find_matched_rows, connection, self._facts))

    def _create_facts(
        self, cursor: duckdb.DuckDBPyConnection, documents: Sequence[Document], previous: "StatementIndex | None"
    ) -> dict[str, str]:
        """Make the table of facts, and return the names that it has for registry ids."""
        known = previous._files if previous else {}
        changed = {bucket: file for bucket, file in self._files.items() if known.get(bucket) != file}
        source = build_parquet_sql(changed.values()) if changed else "no_statements"
        statements = self._select_source(source)
        rows = _INDEX_SQL.format(statements=statements, hidden=self._hidden)
        if previous:
            ids = [d.id for d in documents if get_bucket_name(d.id) in changed]
            cursor.register("changed_documents", pa.table({"id": pa.array(ids, pa.string())}))
            unchanged_rows = f"SELECT * FROM {previous._facts} WHERE document NOT IN (SELECT id FROM changed_documents)"
            rows = f"{unchanged_rows} UNION ALL BY NAME ({rows})"
        cursor.execute(f"CREATE TABLE {self._facts} AS {rows}", [_list_audiences()])
        names = dict(cursor.execute(_NAMES_SQL.format(statements=statements, hidden=self._hidden)).fetchall())
        return names | previous._names if previous else names

    def _select_source(self, source: str) -> str:
        return build_selection_sql(source, self._selection)

    def find_statements(
        self, filters: Filters, order: StatementOrder, offset: int, limit: int
    ) -> tuple[int, list[tuple[str, str]]]:
        """Return the number of statements that match, and one page of them as (statement id, document id)."""
        match_sql, values = build_match_sql(self._facts, filters)
        total = self._execute(f"{match_sql} SELECT count(*) FROM found", values, filters.matches)[0][0]
        if not limit:
            return total, []
        order_sql = _ORDER_SQL["newest" if order == "relevance" and filters.matches is None else order]
        rows = self._execute(
            f"{match_sql} SELECT id, document FROM found ORDER BY {order_sql} LIMIT ? OFFSET ?",
            [*values, *(min(max(number, 0), 2**62) for number in (limit, offset))],
            filters.matches,
        )
        return total, rows

    def find_ids(self, filters: Filters) -> pa.Array:
        """Return the ids of all statements that match, by source and as printed."""
        match_sql, values = build_match_sql(self._facts, filters)
        with self._connection.cursor() as cursor:
            self._register_matches(cursor, filters.matches)
            query = f"{match_sql} SELECT id FROM found ORDER BY {_TABLE_ORDER_SQL}"
            return cursor.sql(query, params=values).to_arrow_table()["id"].combine_chunks()

    def build_table(self, filters: Filters, columns: Sequence[str]) -> pa.Table:
        """Return STATEMENT_COLUMNS of all matches, by source and as printed; raises KeyError for others."""
        if unknown := set(columns) - set(STATEMENT_COLUMNS):
            raise KeyError(min(unknown))
        is_indexed = set(columns) <= set(_INDEXED_COLUMNS)
        column_sql = ", ".join(f'{"found" if is_indexed else "s"}."{column}"' for column in columns)
        match_sql, values = build_match_sql(self._facts, filters)
        source = "found" if is_indexed else f"{self._statements} AS s JOIN found USING (id)"
        query = f"{match_sql} SELECT {column_sql} FROM {source} ORDER BY {_TABLE_ORDER_SQL}"
        with self._connection.cursor() as cursor:
            self._register_matches(cursor, filters.matches)
            return cursor.sql(query, params=values).to_arrow_table()

    def read_file(self, file: Path, columns: Sequence[str]) -> pa.Table:
        """Return columns of the selected statements of a bucket's file, every copy in the order of the file."""
        source = self._select_source(build_parquet_sql([file]))
        where = f"document IN (SELECT id FROM visible) AND locator.passage NOT IN (SELECT passage FROM {self._hidden})"
        with self._connection.cursor() as cursor:
            return cursor.sql(
                f"SELECT {build_nested_columns_sql(columns)} FROM {source} WHERE {where}"
            ).to_arrow_table()

    def count_unconfirmed(self) -> int:
        """Return the number of visible statements that are not confirmed, each counted once in its Work.

        Rejected ones, and copies of what is confirmed, are left out.
        """
        where = f"s.status <> '{ReviewStatus.REJECTED}' AND {_MAIN_SQL} NOT IN (SELECT main FROM {self._facts})"
        where += f" AND s.locator.passage NOT IN (SELECT passage FROM {self._hidden})"
        query = f"SELECT count(DISTINCT {_MAIN_SQL}) FROM {self._source} AS s JOIN visible AS d ON d.id = s.document"
        return int(self._execute(f"{query} WHERE {where}", [])[0][0])

    def count_facets(self, filters: Filters, names: Sequence[str]) -> dict[str, list[FacetCount]]:
        """Count the values of facets, each without its own filter; selected values are listed even with 0.

        The most frequent value comes first; years come newest first. One query counts all facets whose own filter is
        not set and which do not select among copies: they have the same matching rows.
        """
        facets = [FACET_BY_NAME[name] for name in names]
        shared = [facet for facet in facets if not facet.selects_copies and facet.name not in filters.selected]
        counts = self._count_shared_facets(filters, shared) if shared else {}
        for facet in facets:
            if facet.name not in counts:
                counts[facet.name] = self._count_facet(filters, facet)
        return {facet.name: counts[facet.name] for facet in facets}

    def _count_shared_facets(self, filters: Filters, facets: Sequence[Facet]) -> dict[str, list[FacetCount]]:
        match_sql, values = build_match_sql(self._facts, filters)
        columns = ", ".join(f'"{facet.name}"' for facet in facets)
        pairs = " UNION ALL ".join(
            f"SELECT '{facet.name}' AS facet, {_build_value_sql(facet)} AS value FROM counted" for facet in facets
        )
        rows = self._execute(
            f"{match_sql}, counted AS MATERIALIZED (SELECT {columns} FROM found) SELECT facet, value, count(*) "
            f"FROM ({pairs}) WHERE value IS NOT NULL GROUP BY facet, value ORDER BY 3 DESC, value",
            values,
            filters.matches,
        )
        counts: dict[str, list[FacetCount]] = {facet.name: [] for facet in facets}
        for name, value, total in rows:
            label = self._get_label(FACET_BY_NAME[name], value)
            counts[name].append(FacetCount(value=value, statements=total, name=label))
        return counts

    def _count_facet(self, filters: Filters, facet: Facet) -> list[FacetCount]:
        match_sql, values = build_match_sql(self._facts, filters, lifted=facet)
        order = "value DESC" if facet.name == "year" else "2 DESC, value"
        rows = self._execute(
            f"{match_sql} SELECT value, count(*) FROM (SELECT {_build_value_sql(facet)} AS value FROM found) "
            f"WHERE value IS NOT NULL GROUP BY value ORDER BY {order}",
            values,
            filters.matches,
        )
        counts = dict(rows)
        counts |= {value: 0 for value in filters.get_values(facet.name) if value not in counts}
        return [FacetCount(value=v, statements=n, name=self._get_label(facet, v)) for v, n in counts.items()]

    def count_entities(self) -> int:
        """Return the number of registry ids that are named as actor or addressee; provisional ids are none."""
        named = f"unnest(list_concat(addressee, actor)) AS id FROM {self._facts}"
        query = f"SELECT count(DISTINCT id) FROM (SELECT {named}) WHERE NOT (starts_with(id, ?) OR starts_with(id, ?))"
        return int(self._execute(query, [NAME_PREFIX, PROVISIONAL_PREFIX])[0][0])

    def _get_label(self, facet: Facet, value: str) -> str:
        if facet.source is FacetSource.NAMES:
            return str(self._names.get(value, value.removeprefix(NAME_PREFIX)))
        return self._titles.get(value, value) if facet.name == "document" else value

    def _register_matches(self, cursor: duckdb.DuckDBPyConnection, matches: TextMatches | None) -> None:
        """Register the rows that a search found as the table `matched` of a query."""
        if matches is not None:
            cursor.register("matched", self._matched_rows(matches))

    def _execute(self, query: str, values: Sequence[Any], matches: TextMatches | None = None) -> list[tuple[Any, ...]]:
        with self._connection.cursor() as cursor:
            self._register_matches(cursor, matches)
            rows: list[tuple[Any, ...]] = cursor.execute(query, values).fetchall()
            return rows


def _find_matched_rows(connection: duckdb.DuckDBPyConnection, facts: str, matches: TextMatches) -> pa.Table:
    """Return the rows of the statements that a search found, with their ranks."""
    tagged = " OR ".join(f'list_has_any(f."{facet}", ?)' for facet in matches.tags) or "false"
    ranks = pa.table(
        {
            "passage": pa.array(list(matches.passages), pa.string()),
            "rank": pa.array(range(len(matches.passages)), pa.int32()),
            "is_similar": pa.array([passage in matches.similar for passage in matches.passages], pa.bool_()),
        }
    )
    tags = [list(values) for values in matches.tags.values()]
    forms = [list(word_form) for word_form in matches.word_forms]
    with connection.cursor() as cursor:
        cursor.register("passage_ranks", ranks)
        query = _MATCHED_ROWS_SQL.format(facts=facts, tagged=f"({tagged})")
        return cursor.sql(query, params=[*tags, *tags, len(forms), forms, matches.min_words]).to_arrow_table()


def _create_shared_tables(
    cursor: duckdb.DuckDBPyConnection, documents: Sequence[Document], scope: SubjectScope
) -> None:
    """Make the tables that decisions do not change, unless the connection has them already."""
    if cursor.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'no_statements'").fetchall():
        return
    cursor.register("visible_rows", _build_document_table(documents, scope.documents))
    cursor.execute("CREATE OR REPLACE TABLE visible AS SELECT * FROM visible_rows")
    _create_passage_table(cursor, "headed", scope.passages)
    cursor.register("no_rows", STATEMENT_SCHEMA.empty_table())
    cursor.execute("CREATE OR REPLACE TABLE no_statements AS SELECT * FROM no_rows")


def _create_passage_table(cursor: duckdb.DuckDBPyConnection, name: str, passages: Iterable[str]) -> None:
    cursor.register("passage_rows", pa.table({"passage": pa.array(list(passages), pa.string())}))
    cursor.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM passage_rows")


def _drop_tables(connection: duckdb.DuckDBPyConnection, names: Iterable[str]) -> None:
    """Drop the tables of an index that nobody uses any more; its connection may be closed."""
    with suppress(duckdb.Error), connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP TABLE IF EXISTS {name}")


def _list_audiences() -> list[str]:
    """Return the ids of the classes of actors."""
    return [concept.id for concept in load_vocabulary().list_concepts("audiences")]


def _build_document_table(documents: Sequence[Document], on_subject: Collection[str]) -> pa.Table:
    printed = {d.id: rank for rank, d in enumerate(sorted(documents, key=lambda d: (d.source, d.id)))}
    properties = [facet.column for facet in FACETS if facet.source is FacetSource.DOCUMENT]
    rows = [
        {"id": d.id, "on_subject": d.id in on_subject, "newest": rank, "printed": printed[d.id]}
        | {name: str(value) if (value := getattr(d, name)) else None for name in properties}
        for rank, d in enumerate(documents)
    ]
    text, number = pa.string(), pa.int32()
    types = {"id": text, "on_subject": pa.bool_(), "newest": number, "printed": number}
    types |= dict.fromkeys(properties, text)
    return pa.Table.from_pylist(rows, schema=pa.schema(types))


def _build_value_sql(facet: Facet) -> str:
    """Return the SQL of a facet's values, one per row."""
    return f'unnest("{facet.name}")' if facet.is_multivalued else f'"{facet.name}"'
