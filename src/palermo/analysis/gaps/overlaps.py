"""Overlaps: several bodies do the same for the same people in the same place, and no tie is found between them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from palermo.analysis.gaps.sides import SUPPLY, inferred, sides, unnested
from palermo.analysis.partnerships.houses import Pair, pair
from palermo.analysis.partnerships.parties import Parties
from palermo.analysis.partnerships.ties import Ties
from palermo.edition import ALL, Filters, View
from palermo.linking.proposals import PROVISIONAL
from palermo.registry import Registry
from palermo.statements import RefType

WAYS = (
    ("intervention", "group", "country"),
    ("intervention", "group", "region"),
    ("intervention", "country"),
    ("intervention", "theme", "group"),
)
"""What must be the same, the narrowest first: few activities tell all of what, for whom and where. The last asks for
no place, so that the bodies may be at work far from each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Bodies that do the same."""

    by: tuple[str, ...]
    """Dimensions that are the same."""
    values: tuple[str, ...]
    """Their values."""
    bodies: Mapping[str, tuple[str, ...]]
    """Ids of the statements that tell so, by body."""
    apart: tuple[Pair, ...]
    """Pairs of them between which no tie is found."""
    tied: tuple[Pair, ...]
    """Pairs that are tied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlaps:
    """The overlaps of an edition."""

    overlaps: tuple[Overlap, ...]
    """Those of most pairs without a tie first; one that says less than another of the same bodies is left out."""
    names: Mapping[str, str]
    """How documents call those bodies that the registry does not know."""
    together: int
    """Meetings of all three whose bodies are all tied to each other, which are no overlaps."""
    activities: int
    """Activities of bodies that are no States, with a value of each dimension of one of WAYS."""


def overlaps(view: View, registry: Registry, ties: Ties, filters: Filters = ALL) -> Overlaps:
    """Find where bodies do the same for the same people in the same place."""
    parties = Parties(registry)
    tied = {tie.ends for tie in ties.ties}
    made: list[Overlap] = []
    seen: set[tuple[frozenset[str], frozenset[str]]] = set()
    together = 0
    activities: set[str] = set()
    for way in WAYS:
        told = _told(view, registry, way, filters, parties)
        activities |= {id for bodies in told.values() for ids in bodies.values() for id in ids}
        for values, bodies in told.items():
            one = _overlap(way, values, bodies, tied, ties)
            together += way == WAYS[0] and len(bodies) > 1 and not one.apart
            same = (frozenset(bodies), frozenset(id for ids in bodies.values() for id in ids))
            if one.apart and same not in seen:
                seen.add(same)
                made.append(one)
    ordered = sorted(made, key=lambda one: (WAYS.index(one.by), -len(one.apart), one.values))
    names = {body: name for one in ordered for body in one.bodies if (name := parties.name(body))}
    return Overlaps(overlaps=tuple(ordered), names=names, together=together, activities=len(activities))


def _overlap(
    way: tuple[str, ...], values: tuple[str, ...], bodies: Mapping[str, tuple[str, ...]], tied: set[Pair], ties: Ties
) -> Overlap:
    pairs = [pair(one, other) for one, other in combinations(sorted(bodies), 2)]
    return Overlap(
        by=way,
        values=values,
        bodies=bodies,
        apart=tuple(two for two in pairs if two not in tied and two not in ties.houses),
        tied=tuple(two for two in pairs if two in tied),
    )


def _told(
    view: View, registry: Registry, way: tuple[str, ...], filters: Filters, parties: Parties
) -> Mapping[tuple[str, ...], Mapping[str, tuple[str, ...]]]:
    """Statements by body, by values: only where more than one body acts."""
    keys = ", ".join(f"on_{name}" for name in way)
    query = (
        f"SELECT {keys}, reviewed, actor.id, actor.name, actor.type, list_sort(list(DISTINCT id)) FROM ("
        f"SELECT *, unnest(actors) AS actor FROM ({unnested(way)}) WHERE kind = '{SUPPLY}' AND NOT {inferred(way)}) "
        f"WHERE actor.type = '{RefType.ENTITY}' GROUP BY ALL ORDER BY ALL"
    )
    with sides(view, registry, filters) as connection:
        rows = connection.execute(query).fetchall()
    found: defaultdict[tuple[str, ...], defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for *values, reviewed, id, name, type, statements in rows:
        for party in parties.of([{"id": id, "name": name, "type": type}]):
            if not (reviewed and party.startswith(PROVISIONAL)):  # a body of the State under review
                found[tuple(values)][party].update(statements)
    return {
        values: {body: tuple(sorted(ids)) for body, ids in sorted(bodies.items())} for values, bodies in found.items()
    }
