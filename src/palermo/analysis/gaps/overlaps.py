"""Overlaps: bodies without a tie that do the same for the same people in the same place."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from palermo.analysis.gaps.demand_supply import SUPPLY, build_inferred_condition, build_unnest_query, open_demand_supply
from palermo.analysis.partnerships.affiliations import BodyPair, order_pair
from palermo.analysis.partnerships.current_ties import PartnershipTies
from palermo.analysis.partnerships.parties import PartyResolver
from palermo.edition import NO_FILTERS, Filters, View
from palermo.registry import Registry
from palermo.statements import PROVISIONAL_PREFIX, RefType

OVERLAP_AXES = (
    ("intervention", "group", "place"),
    ("intervention", "group", "region"),
    ("intervention", "place"),
    ("intervention", "theme", "group"),
)
"""Combinations of dimensions that must be equal, narrowest first, because few activities state intervention, group and
place. The last has no place, so that the bodies may work far from each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Bodies whose activities have the same values."""

    axes: tuple[str, ...]
    """Dimensions whose values are equal."""
    values: tuple[str, ...]
    """Values in the order of `axes`."""
    bodies: Mapping[str, tuple[str, ...]]
    """Ids of the activities by body."""
    untied_pairs: tuple[BodyPair, ...]
    """Pairs of the bodies without a tie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlaps:
    """The overlaps of an edition."""

    overlaps: tuple[Overlap, ...]
    """Most pairs without a tie first; an overlap that is implied by another of the same bodies is omitted."""
    names: Mapping[str, str]
    """Printed names of bodies that the registry does not know."""
    fully_tied: int
    """Combinations of all three values whose bodies are all tied to each other; they are no overlaps."""
    activities: int
    """Activities of bodies other than States and theirs, with a value for each dimension of one of OVERLAP_AXES."""


def find_overlaps(view: View, registry: Registry, ties: PartnershipTies, filters: Filters = NO_FILTERS) -> Overlaps:
    """Find bodies without a tie that do the same for the same people in the same place."""
    parties = PartyResolver(registry)
    tied_pairs = {tie.parties for tie in ties.ties}
    overlaps: list[Overlap] = []
    seen: set[tuple[frozenset[str], frozenset[str]]] = set()
    fully_tied_count = 0
    activities: set[str] = set()
    for axes in OVERLAP_AXES:
        statements_by_value = _collect_statements(view, registry, axes, filters, parties)
        activities |= {id for bodies in statements_by_value.values() for ids in bodies.values() for id in ids}
        for values, bodies in statements_by_value.items():
            overlap = _build_overlap(axes, values, bodies, tied_pairs, ties)
            if axes == OVERLAP_AXES[0] and len(bodies) > 1 and not overlap.untied_pairs:
                fully_tied_count += 1
            overlap_key = (frozenset(bodies), frozenset(id for ids in bodies.values() for id in ids))
            if overlap.untied_pairs and overlap_key not in seen:
                seen.add(overlap_key)
                overlaps.append(overlap)
    ordered = sorted(
        overlaps, key=lambda entry: (OVERLAP_AXES.index(entry.axes), -len(entry.untied_pairs), entry.values)
    )
    names = {body: name for entry in ordered for body in entry.bodies if (name := parties.get_printed_name(body))}
    return Overlaps(overlaps=tuple(ordered), names=names, fully_tied=fully_tied_count, activities=len(activities))


def _build_overlap(
    axes: tuple[str, ...],
    values: tuple[str, ...],
    bodies: Mapping[str, tuple[str, ...]],
    tied_pairs: set[BodyPair],
    ties: PartnershipTies,
) -> Overlap:
    pairs = [order_pair(item, other) for item, other in combinations(sorted(bodies), 2)]
    return Overlap(
        axes=axes,
        values=values,
        bodies=bodies,
        untied_pairs=tuple(pair for pair in pairs if pair not in tied_pairs and pair not in ties.affiliations),
    )


def _collect_statements(
    view: View, registry: Registry, axes: tuple[str, ...], filters: Filters, parties: PartyResolver
) -> Mapping[tuple[str, ...], Mapping[str, tuple[str, ...]]]:
    """Return the ids of activities by values and body."""
    keys = ", ".join(f"on_{name}" for name in axes)
    query = (
        f"SELECT {keys}, reviewed, actor.id, actor.name, actor.type, "
        f"(actor::STRUCT(id VARCHAR, state VARCHAR)).state AS state, list_sort(list(DISTINCT id)) FROM ("
        f"SELECT *, unnest(actors) AS actor FROM ({build_unnest_query(axes)}) "
        f"WHERE kind = '{SUPPLY}' AND NOT {build_inferred_condition(axes)}) "
        f"WHERE actor.type = '{RefType.ENTITY}' GROUP BY ALL ORDER BY ALL"
    )
    with open_demand_supply(view, registry, filters) as connection:
        rows = connection.execute(query).fetchall()
    statements_by_value: defaultdict[tuple[str, ...], defaultdict[str, set[str]]] = defaultdict(
        lambda: defaultdict(set)
    )
    for *values, reviewed, id, name, type, state, statements in rows:
        for party in parties.resolve_refs([{"id": id, "name": name, "type": type, "state": state}]):
            if not (reviewed and party.startswith(PROVISIONAL_PREFIX)):  # a body of the State under review
                statements_by_value[tuple(values)][party].update(statements)
    return {
        values: {body: tuple(sorted(ids)) for body, ids in sorted(bodies.items())}
        for values, bodies in statements_by_value.items()
    }
