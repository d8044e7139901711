"""Activity records: topics, people and places with which bodies are observed, by year."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from palermo.analysis.partnerships.parties import ExclusionReason, PartyResolver
from palermo.analysis.place_roles import remove_other_places
from palermo.edition import NO_FILTERS, Filters, View, memory_database
from palermo.registry import Registry, Topics
from palermo.statements import ACTING_KINDS, CALL_KINDS, TAG_FIELDS

PROFILE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "subjects": ("themes", "exploitation"),
    "interventions": ("interventions",),
    "people": ("groups", "audiences"),
    "places": ("places",),
}
"""Features by which bodies are compared, with the statement and topic fields of each."""
_COLUMNS = ("kind", "document", "actors", "partners", "addressees", "years")
_LIST_COLUMNS = (*TAG_FIELDS, "places")
_BODIES_SQL = """
    SELECT unnest(list_concat(s.actors, s.partners)) AS body, s.*,
      coalesce(least(list_max(s.years), d.year), d.year) AS seen,
      list_distinct(list_transform(list_filter(s.addressees, lambda ref: ref.type = 'group-of-actors'), lambda r: r.id))
        AS audiences
    FROM statements AS s JOIN dated AS d ON d.id = s.document
"""
_CONCEPT_COUNTS_SQL = """
    SELECT body.id AS id, body.name AS name, body.type AS type, '{field}' AS field, concept, seen, count(*) AS weight
    FROM (SELECT body, seen, unnest({field}) AS concept FROM bodies)
    WHERE concept IS NOT NULL GROUP BY ALL
"""
_BODY_COUNTS_SQL = """
    SELECT body.id AS id, body.name AS name, body.type AS type, '' AS field, '' AS concept, seen, count(*) AS weight
    FROM bodies GROUP BY ALL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRecord:
    """How often a body is found with a concept in a year."""

    party: str
    field: str
    """A key of PROFILE_FIELDS; empty for the count of all observations of the body."""
    concept: str
    year: int | None
    weight: float
    """Number of statements, or the share of a joint publication that each of its publishers has."""


def load_activity_records(
    view: View, registry: Registry, parties: PartyResolver, filters: Filters = NO_FILTERS
) -> tuple[ActivityRecord, ...]:
    """Return the records of all bodies, from their statements and from verified registry rows.

    Statements count in which a body acts or is a partner. With filters, only statements are counted, because registry
    rows cannot be filtered.
    """
    columns = (*_COLUMNS, "quote", "language", "regions", *_LIST_COLUMNS)
    narrowed = filters.narrow_kinds((*CALL_KINDS, *ACTING_KINDS))
    table = remove_other_places(view.select_columns(columns, narrowed), registry)
    dated = pa.Table.from_pylist(
        [{"id": document.id, "year": document.year} for document in view.list_documents()],
        schema=pa.schema({"id": pa.string(), "year": pa.int32()}),
    )
    return (
        *_count_statement_activity(table, dated, parties),
        *(build_registry_records(registry) if filters == NO_FILTERS else ()),
    )


def _count_statement_activity(table: pa.Table, dated: pa.Table, parties: PartyResolver) -> Iterator[ActivityRecord]:
    fields = [(group, field) for group, members in PROFILE_FIELDS.items() for field in members]
    with memory_database.connect() as connection:
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
        yield ActivityRecord(party=party, field=group, concept=row["concept"], year=row["seen"], weight=row["weight"])


def build_registry_records(registry: Registry) -> Iterator[ActivityRecord]:
    """Yield the records of the registry's publications and instruments; instruments have no year.

    A joint publication counts for each publisher in inverse proportion to their number. Partnerships are omitted: a
    shared programme already counts as earlier joint work.
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
    bodies: Iterable[str], topics: Topics, year: int | None, weight: float
) -> Iterator[ActivityRecord]:
    topic_records = {
        ("", ""),
        *((group, concept) for group, names in PROFILE_FIELDS.items() for concept in _list_concepts(topics, names)),
    }
    for body in bodies:
        for group, concept in sorted(topic_records):
            yield ActivityRecord(party=body, field=group, concept=concept, year=year, weight=weight)


def _list_concepts(topics: Topics, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from getattr(topics, name, ())
