"""Traces: what bodies are seen to be about, for whom, where and by which interventions, each with its year."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import duckdb
import pyarrow as pa

from palermo.analysis.partnerships.parties import ExclusionReason, PartyResolver
from palermo.edition import NO_FILTERS, Filters, View
from palermo.registry import Registry, Topics
from palermo.statements import StatementKind

PROFILE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "subjects": ("themes", "exploitation"),
    "interventions": ("interventions",),
    "people": ("groups", "audiences"),
    "places": ("places",),
}
"""What bodies are compared by, and the fields of statements and of the registry's topics that it is made of."""
STATEMENT_KINDS = (
    StatementKind.ACTIVITY,
    StatementKind.COMMITMENT,
    StatementKind.PARTNERSHIP,
    StatementKind.MANDATE,
    StatementKind.RECOMMENDATION,
)
_COLUMNS = ("kind", "document", "actors", "partners", "addressees", "years")
_LIST_COLUMNS = ("themes", "exploitation", "interventions", "groups", "places")
_BODIES_SQL = """
    SELECT unnest(list_concat(s.actors, s.partners)) AS body, s.*,
      coalesce(least(list_max(s.years), d.year), d.year) AS seen,
      list_distinct(list_transform(list_filter(s.addressees, lambda ref: ref.type = 'group-of-actors'), lambda r: r.id))
        AS audiences
    FROM statements AS s JOIN dated AS d ON d.id = s.document
"""
_CONCEPT_COUNTS_SQL = """
    SELECT body.id AS id, body.name AS name, body.type AS type, '{field}' AS field, concept, seen, count(*) AS times
    FROM (SELECT body, seen, unnest({field}) AS concept FROM bodies)
    WHERE concept IS NOT NULL GROUP BY ALL
"""
_BODY_COUNTS_SQL = """
    SELECT body.id AS id, body.name AS name, body.type AS type, '' AS field, '' AS concept, seen, count(*) AS times
    FROM bodies GROUP BY ALL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRecord:
    """How often a body is seen with a concept in a year."""

    party: str
    field: str
    """A key of FIELDS; empty where it counts that the body is seen at all."""
    concept: str
    year: int | None
    times: float


def load_activity_records(
    view: View, registry: Registry, parties: PartyResolver, filters: Filters = NO_FILTERS
) -> tuple[ActivityRecord, ...]:
    """Traces of all bodies: of statements in which they act or are partners, and of the registry's verified rows.

    With filters, of the statements that they find alone: the registry's rows have no such fields to ask by.
    """
    kinds = tuple(kind for kind in STATEMENT_KINDS if kind in filters.selected.get("kind", (kind,)))
    narrowed = replace(filters, selected={**filters.selected, "kind": kinds or ("-",)})
    table = view.select_columns((*_COLUMNS, *_LIST_COLUMNS), narrowed)
    dated = pa.Table.from_pylist(
        [{"id": one.id, "year": one.year} for one in view.list_documents()],
        schema=pa.schema({"id": pa.string(), "year": pa.int32()}),
    )
    return (
        *_count_statement_activity(table, dated, parties),
        *(build_registry_records(registry) if filters == NO_FILTERS else ()),
    )


def _count_statement_activity(table: pa.Table, dated: pa.Table, parties: PartyResolver) -> Iterator[ActivityRecord]:
    fields = [(group, field) for group, members in PROFILE_FIELDS.items() for field in members]
    with duckdb.connect(":memory:") as connection:
        connection.register("statements", table)
        connection.register("dated", dated)
        connection.execute("CREATE TEMP TABLE bodies AS " + _BODIES_SQL)
        for group, query in [
            ("", _BODY_COUNTS_SQL),
            *((group, _CONCEPT_COUNTS_SQL.format(field=field)) for group, field in fields),
        ]:
            for row in connection.sql(query + " ORDER BY ALL").to_arrow_table().to_pylist():
                yield from _build_records(row, group, parties)


def _build_records(row: Mapping[str, Any], group: str, parties: PartyResolver) -> Iterator[ActivityRecord]:
    named = parties.resolve_name(row["id"], row["name"] or "", row["type"] or "")
    for party in () if isinstance(named, ExclusionReason) else named:
        yield ActivityRecord(party=party, field=group, concept=row["concept"], year=row["seen"], times=row["times"])


def build_registry_records(registry: Registry) -> Iterator[ActivityRecord]:
    """Traces of the registry's publications and instruments; the last have no year of acting.

    A joint work counts for each of its publishers the less the more they are. Partnerships are left out: that two
    are alike because they have one programme is told by the programme, as earlier joint work.
    """
    for work in registry.publications.values():
        bodies = [body for body in work.publishers if body in registry.entities]
        year = int(work.date[:4]) if work.date else None
        yield from _build_topic_records(bodies, work.topics, year, 1 / max(1, len(bodies)))
    for instrument in registry.instruments.values():
        yield from _build_topic_records(
            [body for body in instrument.entities if body in registry.entities], instrument.topics, None, 1
        )


def _build_topic_records(
    bodies: Iterable[str], topics: Topics, year: int | None, times: float
) -> Iterator[ActivityRecord]:
    found = {
        ("", ""),
        *((group, concept) for group, names in PROFILE_FIELDS.items() for concept in _list_concepts(topics, names)),
    }
    for body in bodies:
        for group, concept in sorted(found):
            yield ActivityRecord(party=body, field=group, concept=concept, year=year, times=times)


def _list_concepts(topics: Topics, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from getattr(topics, name, ())
