"""Register: what filters ask of an edition's statements, in memory, made once from the Parquet buckets.

The table `register` has one row for each visible statement, with its refs as keys, its document's year and nature,
and its quote folded; `newest` and `printed` are the ranks of its document in either order. Rows of one `thing` say
the same in one Work, and `standing` orders them; `alone` is true where no other row says it. Every value that comes
from outside is a parameter of a query.
"""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

import duckdb
import pyarrow as pa

from palermo.edition.columns import STATEMENT_SCHEMA
from palermo.edition.filters import AS_PRINTED, NO_PARTICIPANT, NO_PLACE, NO_RESPONSE, FacetCount, Filters
from palermo.edition.subject import OTHER_SUBJECT, OWN_SUBJECT_SQL, TRAFFICKING, SubjectScope
from palermo.statements import Document

StatementOrder = Literal["newest", "printed"]

_FACET_FIELDS = {
    "kind": ("kinds", "kind"),
    "addressee": ("addressees", "addressees"),
    "actor": ("actors", "actors"),
    "response": ("responses", "response"),
    "year": ("years", "year"),
    "theme": ("themes", "themes"),
    "instrument": ("instruments", "instruments"),
    "language": ("languages", "language"),
    "document": ("documents", "document"),
    "nature": ("natures", "nature"),
    "intervention": ("interventions", "interventions"),
    "exploitation": ("exploitation", "exploitation"),
    "group": ("groups", "groups"),
    "country": ("places", "places"),
    "region": ("regions", "regions"),
    "partner": ("partners", "partners"),
    "subject": ("subjects", "subject"),
}
"""Facet -> its field in Filters and its column in the register."""
_OPTIONAL_FACETS = ("intervention", "exploitation", "group", "country", "region", "partner", "subject")
DEFAULT_FACETS = tuple(facet for facet in _FACET_FIELDS if facet not in _OPTIONAL_FACETS)
"""Facets that are counted where none is named."""
_COPY_FACETS = ("year", "language", "document", "nature")
"""Facets that, like words, choose among the statements of one thing; the others ask the one that is chosen."""
STATEMENT_COLUMNS = tuple(name for name in STATEMENT_SCHEMA.names if name != "support")
"""Columns of a statement that tell of it alone; its support may quote what a view hides."""
_LIST_COLUMNS = (
    "addressees",
    "actors",
    "partners",
    "themes",
    "instruments",
    "interventions",
    "exploitation",
    "groups",
    "places",
    "regions",
)
_REF_COLUMNS = ("addressees", "actors", "partners")
"""Columns of keys of refs."""
_GROUP_CONDITIONS = {
    AS_PRINTED: "len(list_filter({}, lambda key: starts_with(key, 'name:'))) > 0",
    NO_PARTICIPANT: "len({}) = 0",
}
"""Values that stand for several keys of these columns, or for none -> their condition."""
_ORDER_SQL: dict[StatementOrder, str] = {"newest": "newest, position", "printed": "printed, position"}
_TABLE_ORDER_SQL = "found.printed, found.position"

_REF_KEYS_SQL = "list_distinct(list_transform({}, lambda ref: coalesce(ref.id, 'name:' || ref.name)))"
_INDEX_SQL = f"""
    SELECT s.id, list_distinct(list_transform(s.instruments, lambda cited: cited.id)) AS instruments,
      s.document, s.position, d.newest, d.printed, s.kind, s.language, d.nature, d.year,
      coalesce(s.response, '{NO_RESPONSE}') AS response, list_distinct(s.themes) AS themes,
      {_REF_KEYS_SQL.format("s.addressees")} AS addressees, {_REF_KEYS_SQL.format("s.actors")} AS actors,
      {_REF_KEYS_SQL.format("s.partners")} AS partners, list_distinct(s.interventions) AS interventions,
      list_distinct(s.exploitation) AS exploitation, list_distinct(s.groups) AS groups,
      if(len(s.places) = 0, ['{NO_PLACE}'], list_distinct(s.places)) AS places,
      if(len(s.places) + len(s.regions) = 0, ['{NO_PLACE}'], list_distinct(list_concat(s.places, s.regions)))
        AS regions,
      if(d.on_subject OR {OWN_SUBJECT_SQL} OR s.locator.passage IN (SELECT passage FROM headed),
        '{TRAFFICKING}', '{OTHER_SUBJECT}') AS subject,
      strip_accents(lower(s.quote)) AS words, s.standing,
      if(s.standing = 0, s.id, s.same_as[1]) AS thing, len(s.same_as) = 0 AS alone
    FROM {{statements}} AS s JOIN visible AS d ON d.id = s.document
    WHERE s.locator.passage NOT IN (SELECT passage FROM hidden)
"""
_MATCHES_SQL = """
    WITH picked AS (SELECT * FROM register WHERE {picked}),
    first AS (SELECT arg_min(id, standing) AS id FROM picked WHERE NOT alone GROUP BY {group}),
    found AS (SELECT * FROM picked WHERE {asked} AND ({every} OR alone OR id IN (SELECT id FROM first)))
"""
_NAMES_SQL = """
    SELECT id, arg_max(name, (times, name)) AS name FROM (
      SELECT ref.id AS id, ref.name AS name, count(*) AS times FROM (
        SELECT unnest(list_concat(s.addressees, s.actors, s.partners)) AS ref
        FROM {statements} AS s JOIN visible AS d ON d.id = s.document
        WHERE s.locator.passage NOT IN (SELECT passage FROM hidden)
      ) WHERE ref.id IS NOT NULL GROUP BY ref.id, ref.name
    ) GROUP BY id
"""


class StatementIndex:
    """Finds and counts statements by Filters; safe to ask from several threads."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        files: Sequence[Path],
        documents: Sequence[Document],
        hidden: Iterable[str],
        scope: SubjectScope,
    ) -> None:
        """Read the files of the statements that are of the given documents, which come in the order "newest".

        hidden: ids of passages of which no statement is to be found.
        """
        self._connection = connection
        self._titles = {d.id: d.title for d in documents}
        self._statements = build_parquet_sql(files) if files else "no_statements"
        with connection.cursor() as cursor:
            cursor.register("visible_rows", _build_document_table(documents, scope.documents))
            cursor.execute("CREATE OR REPLACE TABLE visible AS SELECT * FROM visible_rows")
            for name, passages in (("hidden", hidden), ("headed", scope.passages)):
                cursor.register("passage_rows", pa.table({"passage": pa.array(list(passages), pa.string())}))
                cursor.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM passage_rows")
            if not files:
                cursor.register("no_rows", STATEMENT_SCHEMA.empty_table())
                cursor.execute("CREATE OR REPLACE TABLE no_statements AS SELECT * FROM no_rows")
            cursor.execute("CREATE OR REPLACE TABLE register AS " + _INDEX_SQL.format(statements=self._statements))
            self._names = dict(cursor.execute(_NAMES_SQL.format(statements=self._statements)).fetchall())

    def find_statements(
        self, filters: Filters, order: StatementOrder, offset: int, limit: int
    ) -> tuple[int, list[tuple[str, str]]]:
        """Count what the filters find, and give one stretch of it as (statement id, document id)."""
        found, values = _build_match_sql(filters)
        total = self._execute(f"{found} SELECT count(*) FROM found", values)[0][0]
        rows = self._execute(
            f"{found} SELECT id, document FROM found ORDER BY {_ORDER_SQL[order]} LIMIT ? OFFSET ?",
            [*values, *(min(max(number, 0), 2**62) for number in (limit, offset))],
        )
        return total, rows

    def build_table(self, filters: Filters, columns: Sequence[str]) -> pa.Table:
        """These of TELLING for all that the filters find, by source and as printed; raises KeyError for others."""
        if unknown := set(columns) - set(STATEMENT_COLUMNS):
            raise KeyError(min(unknown))
        asked = ", ".join(f's."{column}"' for column in columns)
        found, values = _build_match_sql(filters)
        query = f"{found} SELECT {asked} FROM {self._statements} AS s JOIN found USING (id) ORDER BY {_TABLE_ORDER_SQL}"
        with self._connection.cursor() as cursor:
            return cursor.sql(query, params=values).to_arrow_table()

    def find_by_prefix(self, prefix: str) -> dict[str, str]:
        """Ids of up to two statements whose ids start so, each with its document's."""
        where = "WHERE starts_with(id, ?) ORDER BY id LIMIT 2"
        return dict(self._execute(f"SELECT id, document FROM register {where}", [replace_surrogates(prefix)]))

    def count_facet(self, facet: str, filters: Filters) -> list[FacetCount]:
        """Count the values of one facet with its own filter lifted; a chosen value is there even when it counts 0.

        The most frequent value comes first; years come newest first.
        """
        field, column = _FACET_FIELDS[facet]
        found, values = _build_match_sql(filters, lifted_facet=facet)
        each = f"unnest({column})" if column in _LIST_COLUMNS else column
        rows = self._execute(
            f"{found} SELECT value, count(*) FROM (SELECT {each} AS value FROM found) "
            f"WHERE value IS NOT NULL GROUP BY value ORDER BY {'value DESC' if facet == 'year' else '2 DESC, value'}",
            values,
        )
        counted = dict(rows)
        chosen = {str(value): 0 for value in getattr(filters, field) if str(value) not in counted}
        return [
            FacetCount(value=v, statements=n, name=self._get_label(facet, v)) for v, n in (counted | chosen).items()
        ]

    def count_entities(self) -> int:
        """How many registry ids are named as actor or addressee."""
        named = "unnest(list_concat(addressees, actors)) AS id FROM register"
        return int(
            self._execute(f"SELECT count(DISTINCT id) FROM (SELECT {named}) WHERE NOT starts_with(id, 'name:')", [])[0][
                0
            ]
        )

    def _get_label(self, facet: str, value: str) -> str:
        if facet in ("addressee", "actor", "partner"):
            return str(self._names.get(value, value.removeprefix("name:")))
        return self._titles.get(value, value) if facet == "document" else value

    def _execute(self, query: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        with self._connection.cursor() as cursor:
            rows: list[tuple[Any, ...]] = cursor.execute(query, values).fetchall()
            return rows


def build_parquet_sql(files: Iterable[Path]) -> str:
    """SQL that reads Parquet files as one table; signs that would mean a pattern of paths are taken as written."""
    paths = ("".join(f"[{c}]" if c in "[*?" else c for c in str(file)).replace("'", "''") for file in files)
    return "read_parquet([" + ", ".join(f"'{path}'" for path in paths) + "], hive_partitioning = false)"


def replace_surrogates(text: str) -> str:
    """A text that a query can take: lone surrogates, which no printed text holds, become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _build_document_table(documents: Sequence[Document], on_subject: Collection[str]) -> pa.Table:
    printed = {d.id: rank for rank, d in enumerate(sorted(documents, key=lambda d: (d.source, d.id)))}
    rows = [
        {
            "id": d.id,
            "nature": d.nature,
            "year": _get_year(d),
            "on_subject": d.id in on_subject,
            "newest": rank,
            "printed": printed[d.id],
        }
        for rank, d in enumerate(documents)
    ]
    text, number = pa.string(), pa.int32()
    names = {"id": text, "nature": text, "year": text, "on_subject": pa.bool_(), "newest": number, "printed": number}
    return pa.Table.from_pylist(rows, schema=pa.schema(names))


def _get_year(document: Document) -> str | None:
    return document.date[:4] if document.date else None


def _build_match_sql(filters: Filters, lifted_facet: str = "") -> tuple[str, list[Any]]:
    """The rows that filters find, as the start of a query, and the values that it takes.

    The lifted facet sets no condition, and what it chooses among is counted once for each of its values.
    """
    picking = [facet for facet in _FACET_FIELDS if facet in _COPY_FACETS]
    picked, values = _build_conditions(filters, picking, lifted_facet)
    words, folded = _build_word_condition(filters.words)
    asked, more = _build_conditions(
        filters, [facet for facet in _FACET_FIELDS if facet not in _COPY_FACETS], lifted_facet
    )
    group = f"thing, {_FACET_FIELDS[lifted_facet][1]}" if lifted_facet in _COPY_FACETS else "thing"
    every = "true" if filters.every_copy else "false"
    start = _MATCHES_SQL.format(
        picked=_join_conditions([*picked, *words]), asked=_join_conditions(asked), group=group, every=every
    )
    return start, [*values, *folded, *more]


def _build_conditions(filters: Filters, facets: Iterable[str], lifted_facet: str) -> tuple[list[str], list[Any]]:
    conditions = []
    values: list[Any] = []
    for facet in facets:
        field, column = _FACET_FIELDS[facet]
        wanted = [replace_surrogates(str(value)) for value in getattr(filters, field)]
        if wanted and facet != lifted_facet:
            held = f"list_has_any({column}, ?)" if column in _LIST_COLUMNS else f"list_contains(?, {column})"
            groups = [
                _GROUP_CONDITIONS[value].format(column)
                for value in wanted
                if column in _REF_COLUMNS and value in _GROUP_CONDITIONS
            ]
            conditions.append(f"({' OR '.join([held, *groups])})")
            values.append(wanted)
    return conditions, values


def _build_word_condition(query_text: str) -> tuple[list[str], list[Any]]:
    wanted = sorted(set(replace_surrogates(query_text).split()), key=lambda word: (-len(word), word))
    folded = "list_transform(?, lambda w: strip_accents(lower(w)))"
    condition = f"len(list_filter({folded}, lambda w: NOT contains(words, w))) = 0"
    return ([condition], [wanted]) if wanted else ([], [])


def _join_conditions(conditions: Sequence[str]) -> str:
    return " AND ".join(conditions) or "true"
