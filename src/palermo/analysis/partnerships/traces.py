"""Traces: what bodies are seen to be about, for whom, where and by which interventions, each with its year."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import duckdb
import pyarrow as pa

from palermo.analysis.partnerships.parties import LeftOut, Parties
from palermo.edition import ALL, Filters, View
from palermo.registry import Registry, Topics
from palermo.statements import Kind

FIELDS: Mapping[str, tuple[str, ...]] = {
    "subjects": ("themes", "exploitation"),
    "interventions": ("interventions",),
    "people": ("groups", "audiences"),
    "places": ("places",),
}
"""What bodies are compared by, and the fields of statements and of the registry's topics that it is made of."""
KINDS = (Kind.ACTIVITY, Kind.COMMITMENT, Kind.PARTNERSHIP, Kind.MANDATE, Kind.RECOMMENDATION)
_COLUMNS = ("kind", "document", "actors", "partners", "addressees", "years")
_LISTS = ("themes", "exploitation", "interventions", "groups", "places")
_ROWS = """
    SELECT unnest(list_concat(s.actors, s.partners)) AS body, s.*,
      coalesce(least(list_max(s.years), d.year), d.year) AS seen,
      list_distinct(list_transform(list_filter(s.addressees, lambda ref: ref.type = 'group-of-actors'), lambda r: r.id))
        AS audiences
    FROM statements AS s JOIN dated AS d ON d.id = s.document
"""
_COUNTED = """
    SELECT body.id AS id, body.name AS name, body.type AS type, '{field}' AS field, concept, seen, count(*) AS times
    FROM (SELECT body, seen, unnest({field}) AS concept FROM bodies)
    WHERE concept IS NOT NULL GROUP BY ALL
"""
_SEEN = """
    SELECT body.id AS id, body.name AS name, body.type AS type, '' AS field, '' AS concept, seen, count(*) AS times
    FROM bodies GROUP BY ALL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """How often a body is seen with a concept in a year."""

    party: str
    field: str
    """A key of FIELDS; empty where it counts that the body is seen at all."""
    concept: str
    year: int | None
    times: float


def traces(view: View, registry: Registry, parties: Parties, filters: Filters = ALL) -> tuple[Trace, ...]:
    """Traces of all bodies: of statements in which they act or are partners, and of the registry's verified rows.

    With filters, of the statements that they find alone: the registry's rows have no such fields to ask by.
    """
    kinds = tuple(kind for kind in KINDS if not filters.kinds or kind in filters.kinds)
    table = view.table((*_COLUMNS, *_LISTS), replace(filters, kinds=kinds or ("-",)))
    dated = pa.Table.from_pylist(
        [{"id": one.id, "year": one.year} for one in view.documents()],
        schema=pa.schema({"id": pa.string(), "year": pa.int32()}),
    )
    return (*_told(table, dated, parties), *(known_traces(registry) if filters == ALL else ()))


def _told(table: pa.Table, dated: pa.Table, parties: Parties) -> Iterator[Trace]:
    fields = [(group, field) for group, members in FIELDS.items() for field in members]
    with duckdb.connect(":memory:") as connection:
        connection.register("statements", table)
        connection.register("dated", dated)
        connection.execute("CREATE TEMP TABLE bodies AS " + _ROWS)
        for group, query in [("", _SEEN), *((group, _COUNTED.format(field=field)) for group, field in fields)]:
            for row in connection.sql(query + " ORDER BY ALL").to_arrow_table().to_pylist():
                yield from _of(row, group, parties)


def _of(row: Mapping[str, Any], group: str, parties: Parties) -> Iterator[Trace]:
    named = parties.one(row["id"], row["name"] or "", row["type"] or "")
    for party in () if isinstance(named, LeftOut) else named:
        yield Trace(party=party, field=group, concept=row["concept"], year=row["seen"], times=row["times"])


def known_traces(registry: Registry) -> Iterator[Trace]:
    """Traces of the registry's publications and instruments; the last have no year of acting.

    A joint work counts for each of its publishers the less the more they are. Partnerships are left out: that two
    are alike because they have one programme is told by the programme, as earlier joint work.
    """
    for work in registry.publications.values():
        bodies = [body for body in work.publishers if body in registry.entities]
        year = int(work.date[:4]) if work.date else None
        yield from _topics(bodies, work.topics, year, 1 / max(1, len(bodies)))
    for instrument in registry.instruments.values():
        yield from _topics(
            [body for body in instrument.entities if body in registry.entities], instrument.topics, None, 1
        )


def _topics(bodies: Iterable[str], topics: Topics, year: int | None, times: float) -> Iterator[Trace]:
    found = {("", ""), *((group, concept) for group, names in FIELDS.items() for concept in _named(topics, names))}
    for body in bodies:
        for group, concept in sorted(found):
            yield Trace(party=body, field=group, concept=concept, year=year, times=times)


def _named(topics: Topics, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from getattr(topics, name, ())
