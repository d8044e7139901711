"""Overlaps: several bodies do the same for the same people in the same place, and no tie is found between them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from palermo.analysis.gaps.demand_supply import SUPPLY, build_inferred_condition, build_unnest_query, open_demand_supply
from palermo.analysis.partnerships.affiliations import BodyPair, order_pair
from palermo.analysis.partnerships.current_ties import PartnershipTies
from palermo.analysis.partnerships.parties import PartyResolver
from palermo.edition import NO_FILTERS, Filters, View
from palermo.linking.proposals import PROVISIONAL_PREFIX
from palermo.registry import Registry
from palermo.statements import RefType

OVERLAP_AXES = (
    ("intervention", "group", "place"),
    ("intervention", "group", "region"),
    ("intervention", "place"),
    ("intervention", "theme", "group"),
)
"""What must be the same, the narrowest first: few activities tell all of what, for whom and where. The last asks for
no place, so that the bodies may be at work far from each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Bodies that do the same."""

    axes: tuple[str, ...]
    """Dimensions that are the same."""
    values: tuple[str, ...]
    """Their values."""
    bodies: Mapping[str, tuple[str, ...]]
    """Ids of the statements that tell so, by body."""
    untied_pairs: tuple[BodyPair, ...]
    """Pairs of them between which no tie is found."""
    tied_pairs: tuple[BodyPair, ...]
    """Pairs that are tied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlaps:
    """The overlaps of an edition."""

    overlaps: tuple[Overlap, ...]
    """Those of most pairs without a tie first; one that says less than another of the same bodies is left out."""
    names: Mapping[str, str]
    """How documents call those bodies that the registry does not know."""
    fully_tied: int
    """Meetings of all three whose bodies are all tied to each other, which are no overlaps."""
    activities: int
    """Activities of bodies that are no States, with a value of each dimension of one of WAYS."""


def find_overlaps(view: View, registry: Registry, ties: PartnershipTies, filters: Filters = NO_FILTERS) -> Overlaps:
    """Find where bodies do the same for the same people in the same place."""
    parties = PartyResolver(registry)
    tied = {tie.parties for tie in ties.ties}
    made: list[Overlap] = []
    seen: set[tuple[frozenset[str], frozenset[str]]] = set()
    together = 0
    activities: set[str] = set()
    for way in OVERLAP_AXES:
        told = _collect_statements(view, registry, way, filters, parties)
        activities |= {id for bodies in told.values() for ids in bodies.values() for id in ids}
        for values, bodies in told.items():
            one = _build_overlap(way, values, bodies, tied, ties)
            together += way == OVERLAP_AXES[0] and len(bodies) > 1 and not one.untied_pairs
            same = (frozenset(bodies), frozenset(id for ids in bodies.values() for id in ids))
            if one.untied_pairs and same not in seen:
                seen.add(same)
                made.append(one)
    ordered = sorted(made, key=lambda one: (OVERLAP_AXES.index(one.axes), -len(one.untied_pairs), one.values))
    names = {body: name for one in ordered for body in one.bodies if (name := parties.get_printed_name(body))}
    return Overlaps(overlaps=tuple(ordered), names=names, fully_tied=together, activities=len(activities))


def _build_overlap(
    axes: tuple[str, ...],
    values: tuple[str, ...],
    bodies: Mapping[str, tuple[str, ...]],
    tied_pairs: set[BodyPair],
    ties: PartnershipTies,
) -> Overlap:
    pairs = [order_pair(one, other) for one, other in combinations(sorted(bodies), 2)]
    return Overlap(
        axes=axes,
        values=values,
        bodies=bodies,
        untied_pairs=tuple(two for two in pairs if two not in tied_pairs and two not in ties.affiliations),
        tied_pairs=tuple(two for two in pairs if two in tied_pairs),
    )


def _collect_statements(
    view: View, registry: Registry, axes: tuple[str, ...], filters: Filters, parties: PartyResolver
) -> Mapping[tuple[str, ...], Mapping[str, tuple[str, ...]]]:
    """Statements by body, by values: only where more than one body acts."""
    keys = ", ".join(f"on_{name}" for name in axes)
    query = (
        f"SELECT {keys}, reviewed, actor.id, actor.name, actor.type, list_sort(list(DISTINCT id)) FROM ("
        f"SELECT *, unnest(actors) AS actor FROM ({build_unnest_query(axes)}) "
        f"WHERE kind = '{SUPPLY}' AND NOT {build_inferred_condition(axes)}) "
        f"WHERE actor.type = '{RefType.ENTITY}' GROUP BY ALL ORDER BY ALL"
    )
    with open_demand_supply(view, registry, filters) as connection:
        rows = connection.execute(query).fetchall()
    found: defaultdict[tuple[str, ...], defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for *values, reviewed, id, name, type, statements in rows:
        for party in parties.resolve_refs([{"id": id, "name": name, "type": type}]):
            if not (reviewed and party.startswith(PROVISIONAL_PREFIX)):  # a body of the State under review
                found[tuple(values)][party].update(statements)
    return {
        values: {body: tuple(sorted(ids)) for body, ids in sorted(bodies.items())} for values, bodies in found.items()
    }
