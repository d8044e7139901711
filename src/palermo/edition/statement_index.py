"""Statement index: finds and counts an edition's statements by filters, in an in-memory DuckDB table.

The table of facts (`fact_table.py`) is made once from the Parquet buckets; where newer decisions changed some of them,
it is made from that of the view before and the rows of these buckets. External values are always passed as parameters
of a query.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any, Literal

import duckdb
import pyarrow as pa

from palermo.edition.buckets import get_bucket_name
from palermo.edition.columns import STATEMENT_SCHEMA
from palermo.edition.confirmed import StatementSelection, build_nested_columns_sql, build_selection_sql
from palermo.edition.fact_selection import FactSelection
from palermo.edition.fact_table import (
    MAIN_SQL,
    FactSource,
    FactTable,
    build_value_sql,
    create_fact_table,
    get_map_column,
)
from palermo.edition.filters import NO_FILTERS, EditionTotals, FacetCount, Filters, TextMatches, build_filters
from palermo.edition.match_sql import build_match_sql
from palermo.edition.memory_database import create_name, drop_with
from palermo.edition.parquet_sql import build_table_sql
from palermo.edition.subject import SubjectScope
from palermo.statements import (
    FACET_BY_NAME,
    FACETS,
    NAME_PREFIX,
    PROVISIONAL_PREFIX,
    UNREGISTERED_PREFIXES,
    Document,
    Facet,
    FacetSource,
    ReviewStatus,
    StatementKind,
)

StatementOrder = Literal["newest", "printed", "relevance"]
"""`relevance` is the order of the passages that a search found, and `newest` without a search."""

DEFAULT_FACETS = tuple(facet.name for facet in FACETS if facet.counted_by_default)
"""Facets that are counted if none is named."""
STATEMENT_COLUMNS = tuple(name for name in STATEMENT_SCHEMA.names if name != "support")
"""Columns of a statement that describe it alone; its support may quote what a view hides."""
_INDEXED_COLUMNS = ("id", "document", "position", "confidence")
"""Those of them that the table of facts has unchanged."""
_ORDER_SQL: dict[StatementOrder, str] = {
    "newest": "newest, position",
    "printed": "printed, position",
    "relevance": "(SELECT any_value(rank) FROM matched WHERE matched.row = found.row), newest, position",
}
MIN_NARROW_FACETS = 2
"""Filtered facets from which statements are found and counted in one query: they are few, as in a cell of a map."""
MAX_CACHED_MATCHES = 64
"""Maximum searches whose matching rows are cached."""
_TABLE_ORDER_SQL = "found.printed, found.position"
_COUNTED_NAMES = ("addressee", "actor")
"""Facets whose registry ids are counted as entities of an edition."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSource:
    """What an index is made of."""

    connection: duckdb.DuckDBPyConnection
    tables: "SharedTables"
    files: Mapping[str, Path]
    """Of statements, by bucket."""
    documents: Sequence[Document]
    """In the order "newest"."""
    hidden: Collection[str]
    """Ids of passages whose statements are left out."""
    last_year: int
    """Newest year that undated documents can be evidence of."""


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
        self._connection, self._files, self._tables = connection, dict(files), source.tables
        self._selection = selection
        self._hidden = create_name("hidden")
        self._titles: dict[str, str] = previous._titles if previous else {d.id: d.title for d in documents}
        self._source = build_table_sql("statements", files.values())
        self._statements = self._select_source(self._source)
        with connection.cursor() as cursor:
            _create_passage_table(cursor, self._hidden, source.hidden)
            changed = {bucket for bucket, file in files.items() if not previous or previous._files.get(bucket) != file}
            self._facts: FactTable = create_fact_table(
                connection,
                FactSource(
                    visible=self._tables.visible,
                    headed=self._tables.headed,
                    statements=self._select_source(build_table_sql("statements", (files[name] for name in changed))),
                    hidden=self._hidden,
                    last_year=source.last_year,
                    previous=previous._facts if previous else None,
                    changed_documents=[d.id for d in documents if get_bucket_name(d.id) in changed],
                ),
            )
        self.close = drop_with(self, f"TABLE {self._facts.name}", f"TABLE {self._hidden}")
        """Drop the tables; what was read of them stays."""
        self._matched_rows = lru_cache(MAX_CACHED_MATCHES)(partial(_find_matched_rows, connection, self._facts))

    def _select_source(self, source: str) -> str:
        return build_selection_sql(source, self._selection)

    def find_statements(
        self, filters: Filters, order: StatementOrder, offset: int, limit: int
    ) -> tuple[int, list[tuple[str, str, int]]]:
        """Return the number of statements that match, and one page of them as (id, document id, position)."""
        match_sql, values = build_match_sql(self._facts, filters)
        order_sql = _ORDER_SQL["newest" if order == "relevance" and filters.matches is None else order]
        page = f"FROM found ORDER BY {order_sql} LIMIT ? OFFSET ?"
        parameters = [*values, *(min(max(number, 0), 2**62) for number in (limit, offset))]
        if len(filters.selected) >= MIN_NARROW_FACETS:
            query = f"{match_sql} SELECT id, document::VARCHAR, position, count(*) OVER () {page}"
            if rows := self._execute(query, parameters, filters.matches):
                return rows[0][3], [row[:3] for row in rows]
        total = self._execute(f"{match_sql} SELECT count(*) FROM found", values, filters.matches)[0][0]
        if not limit:
            return total, []
        query = f"{match_sql} SELECT id, document::VARCHAR, position {page}"
        return total, self._execute(query, parameters, filters.matches)

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
        table = "found" if is_indexed else "s"
        types = {"document": "::VARCHAR"}
        column_sql = ", ".join(f'{table}."{column}"{types.get(column, "")} AS "{column}"' for column in columns)
        match_sql, values = build_match_sql(self._facts, filters)
        source = "found" if is_indexed else f"{self._statements} AS s JOIN found USING (id)"
        query = f"{match_sql} SELECT {column_sql} FROM {source} ORDER BY {_TABLE_ORDER_SQL}"
        with self._connection.cursor() as cursor:
            self._register_matches(cursor, filters.matches)
            return cursor.sql(query, params=values).to_arrow_table()

    def read_file(self, file: Path, columns: Sequence[str]) -> pa.Table:
        """Return columns of the selected statements of a bucket's file, every copy in the order of the file."""
        source = self._select_source(build_table_sql("statements", [file]))
        where = f"document IN (SELECT id FROM {self._tables.visible})"
        where += f" AND locator.passage NOT IN (SELECT passage FROM {self._hidden})"
        with self._connection.cursor() as cursor:
            return cursor.sql(
                f"SELECT {build_nested_columns_sql(columns)} FROM {source} WHERE {where}"
            ).to_arrow_table()

    def count_unconfirmed(self) -> int:
        """Return the number of visible statements that are not confirmed, each counted once in its Work.

        Rejected ones, and copies of what is confirmed, are left out.
        """
        where = f"s.status <> '{ReviewStatus.REJECTED}' AND {MAIN_SQL} NOT IN (SELECT main FROM {self._facts.name})"
        where += f" AND s.locator.passage NOT IN (SELECT passage FROM {self._hidden})"
        source = f"{self._source} AS s JOIN {self._tables.visible} AS d ON d.id = s.document"
        return int(self._execute(f"SELECT count(DISTINCT {MAIN_SQL}) FROM {source} WHERE {where}", [])[0][0])

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
        counts_sql = " UNION ALL ".join(
            f"SELECT '{facet.name}' AS facet, value::VARCHAR AS value, count(*) AS times FROM "
            f"(SELECT {build_value_sql(facet)} AS value FROM counted) WHERE value IS NOT NULL GROUP BY value"
            for facet in facets
        )
        rows = self._execute(
            f"{match_sql}, counted AS MATERIALIZED (SELECT {columns} FROM found) SELECT facet, value, times "
            f"FROM ({counts_sql}) ORDER BY times DESC, value",
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
            f"{match_sql} SELECT value::VARCHAR AS value, times FROM (SELECT value, count(*) AS times "
            f"FROM (SELECT {build_value_sql(facet)} AS value FROM found) WHERE value IS NOT NULL GROUP BY value) "
            f"ORDER BY {order}",
            values,
            filters.matches,
        )
        counts = dict(rows)
        counts |= {value: 0 for value in filters.get_values(facet.name) if value not in counts}
        return [FacetCount(value=v, statements=n, name=self._get_label(facet, v)) for v, n in counts.items()]

    def count_entities(self) -> int:
        """Return the number of registry ids that are named as actor or addressee; provisional ids are none."""
        named = " UNION ".join(
            f"SELECT unnest({name})::VARCHAR AS id FROM {self._facts.name}" for name in _COUNTED_NAMES
        )
        query = f"SELECT count(*) FROM ({named}) WHERE NOT (starts_with(id, ?) OR starts_with(id, ?))"
        return int(self._execute(query, [NAME_PREFIX, PROVISIONAL_PREFIX])[0][0])

    @contextmanager
    def select_facts(self, filters: Filters, facets: Collection[str]) -> Iterator[FactSelection]:
        """Select the statements that match, to count them by the values of these facets."""
        with self._connection.cursor() as cursor:
            yield FactSelection(cursor, self._facts, filters, facets)

    @cached_property
    def searched_works(self) -> Mapping[str, int]:
        """Number of Works that were searched for each entity: those it published, digests too, or acts in."""
        columns = ("actor", get_map_column("actor"))
        acting = " UNION ".join(
            f'SELECT id::VARCHAR, work FROM (SELECT DISTINCT unnest("{column}") AS id, work '
            f"FROM {self._facts.name} WHERE is_main)"
            for column in columns
        )
        publishing = f"SELECT unnest(publishers) AS id, work FROM {self._tables.visible}"
        return dict(self._execute(f"SELECT id, count(*) FROM ({publishing} UNION {acting}) GROUP BY id", []))

    @cached_property
    def printed_names(self) -> Mapping[str, str]:
        """Most frequent printed name by the value of a name without a registry id."""
        return {value: name for value, name in self._facts.names.items() if value.startswith(UNREGISTERED_PREFIXES)}

    @cached_property
    def provisional_names(self) -> Mapping[str, str]:
        """Most frequent printed name by provisional id."""
        return {id: name for id, name in self._facts.names.items() if id.startswith(PROVISIONAL_PREFIX)}

    def _get_label(self, facet: Facet, value: str) -> str:
        if facet.source is FacetSource.NAMES:
            return str(self._facts.names.get(value, value.removeprefix(NAME_PREFIX)))
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


def _find_matched_rows(connection: duckdb.DuckDBPyConnection, facts: FactTable, matches: TextMatches) -> pa.Table:
    """Return the rows of the statements that a search found, with their ranks."""
    tagged = (
        " OR ".join(
            f'list_has_any(f."{facet}", {facts.build_parameter(facet, as_list=True)})' for facet in matches.tags
        )
        or "false"
    )
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
        query = _MATCHED_ROWS_SQL.format(facts=facts.name, tagged=f"({tagged})")
        return cursor.sql(query, params=[*tags, *tags, len(forms), forms, matches.min_words]).to_arrow_table()


class SharedTables:
    """Tables of documents and passages that indexes of the same documents share: decisions change none."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, documents: Sequence[Document], scope: SubjectScope
    ) -> None:
        self.visible, self.headed = create_name("visible"), create_name("headed")
        with connection.cursor() as cursor:
            cursor.register("visible_rows", _build_document_table(documents, scope.documents))
            cursor.execute(f"CREATE TABLE {self.visible} AS SELECT * FROM visible_rows")
            _create_passage_table(cursor, self.headed, scope.passages)
        self.close = drop_with(self, f"TABLE {self.visible}", f"TABLE {self.headed}")


def _create_passage_table(cursor: duckdb.DuckDBPyConnection, name: str, passages: Iterable[str]) -> None:
    cursor.register("passage_rows", pa.table({"passage": pa.array(list(passages), pa.string())}))
    cursor.execute(f"CREATE TABLE {name} AS SELECT * FROM passage_rows")


def _build_document_table(documents: Sequence[Document], on_subject: Collection[str]) -> pa.Table:
    printed = {d.id: rank for rank, d in enumerate(sorted(documents, key=lambda d: (d.source, d.id)))}
    properties = [facet.column for facet in FACETS if facet.source is FacetSource.DOCUMENT]
    work_numbers = {work: number for number, work in enumerate(dict.fromkeys(d.work for d in documents))}
    rows = [
        {"id": d.id, "on_subject": d.id in on_subject, "newest": rank, "printed": printed[d.id]}
        | {"work": work_numbers[d.work], "publishers": [*d.publishers]}
        | {name: str(value) if (value := getattr(d, name)) else None for name in properties}
        for rank, d in enumerate(documents)
    ]
    text, number = pa.string(), pa.int32()
    types = {"id": text, "on_subject": pa.bool_(), "newest": number, "printed": number, "work": number}
    types |= {"publishers": pa.list_(text)}
    types |= dict.fromkeys(properties, text)
    return pa.Table.from_pylist(rows, schema=pa.schema(types))


def compute_totals(documents: Collection[Document], register: StatementIndex) -> EditionTotals:
    """Compute the totals of what a view may show."""
    dates = [d.date for d in documents if d.date]
    kinds = register.count_facets(NO_FILTERS, ("kind",))["kind"]
    recommendations = build_filters(kind=[StatementKind.RECOMMENDATION])
    return EditionTotals(
        documents=len(documents),
        works=len({d.work for d in documents}),
        statements=sum(count.statements for count in kinds),
        kinds=kinds,
        responses=register.count_facets(recommendations, ("response",))["response"],
        languages=_build_counts(_count_languages(documents).most_common()),
        entities=register.count_entities(),
        newest=max(dates, default=None),
        oldest=min(dates, default=None),
    )


def _count_languages(documents: Collection[Document]) -> Counter[str]:
    return Counter(language for _, language in sorted({(d.work, d.language) for d in documents}))


def _build_counts(pairs: list[tuple[str, int]]) -> list[FacetCount]:
    return [FacetCount(value=value, statements=number, name=value) for value, number in pairs]
