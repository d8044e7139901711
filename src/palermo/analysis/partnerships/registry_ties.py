"""Ties from the registry: verified partnerships, publications and milestones, each with its sources."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from palermo.analysis.partnerships.affiliations import BodyPair, order_pair
from palermo.analysis.partnerships.evidence import EvidenceKind, EvidenceSource, TieEvidence
from palermo.registry import Milestone, Partnership, Publication, Registry

PARTNERSHIP_EVIDENCE: Mapping[str, EvidenceKind] = {
    "joint-programme": EvidenceKind.PROGRAMME,
    "joint-project": EvidenceKind.PROGRAMME,
    "cooperation": EvidenceKind.AGREEMENT,
    "cooperation-framework": EvidenceKind.AGREEMENT,
    "co-chair": EvidenceKind.CHAIR,
    "coordination": EvidenceKind.COORDINATION,
    "administration": EvidenceKind.COORDINATION,
    "initiative": EvidenceKind.COORDINATION,
    "joint-publication": EvidenceKind.PUBLICATION,
}
"""Kind of evidence of each kind of partnership in the registry. Others are no tie: a membership, a founding, a regional
process or a subsidiary shows that bodies belong to something, not that they act together; a donor only pays."""
CLOSED_KINDS = frozenset({EvidenceKind.PUBLICATION, EvidenceKind.CHAIR})
"""Kinds that end in their year."""
SIGNED_KINDS = frozenset({"statement", "joint-statement", "submission"})
"""Kinds of publication that are signed rather than written together."""
MEETING_KINDS = frozenset({"meeting", "principals-meeting", "briefing", "event", "statement", "submission", "plan"})
"""Kinds of milestone at which bodies act together; other kinds repeat rows of their own."""
MEMBERSHIP_KINDS = ("membership", "founding", "regional-process", "initiative", "coordination")
"""Kinds of partnership whose members belong to the mechanism or initiative among them."""
MECHANISM_KINDS = ("mechanism", "initiative")
"""Kinds of entity that have members."""


def is_organisation(body: str, registry: Registry) -> bool:
    """Return True if a body is an organisation rather than a mechanism in which others meet."""
    row = registry.entities.get(body)
    return row is None or row.kind not in MECHANISM_KINDS


def find_registry_ties(registry: Registry) -> Iterator[tuple[BodyPair, TieEvidence]]:
    """Find the ties of verified rows; a joint publication counts once, by its own row if it has one."""
    works = _collect_work_years(registry)
    for row in registry.partnerships:
        for body_pair, evidence in _read_partnership(row, registry):
            if row.kind == "joint-publication" and _has_work(works.get(body_pair, ()), evidence):
                continue
            yield body_pair, evidence
    for publication in registry.publications.values():
        yield from _read_publication(publication, registry)
    for milestone in registry.timeline:
        yield from _read_milestone(milestone, registry)


def find_memberships(registry: Registry) -> Mapping[str, frozenset[str]]:
    """Return entities by the mechanism or initiative of which a verified row says that they are members."""
    memberships: defaultdict[str, set[str]] = defaultdict(set)
    for row in registry.partnerships:
        members = _filter_entities(row.members, registry)
        for body in members if row.kind in MEMBERSHIP_KINDS else ():
            if registry.entities[body].kind in MECHANISM_KINDS:
                memberships[body].update(
                    member for member in members if registry.entities[member].kind not in MECHANISM_KINDS
                )
    memberships["icat"].update(entity.id for entity in registry.entities.values() if entity.icat)
    return {
        body: frozenset(members)
        for body, members in memberships.items()
        if len(members) > 1 and body in registry.entities
    }


def _collect_work_years(registry: Registry) -> Mapping[BodyPair, list[int | None]]:
    years_by_pair: defaultdict[BodyPair, list[int | None]] = defaultdict(list)
    for publication in registry.publications.values():
        for body_pair, evidence in _read_publication(publication, registry):
            years_by_pair[body_pair].append(evidence.last)
    return years_by_pair


def _has_work(years: Sequence[int | None], row: TieEvidence) -> bool:
    """Return True if the pair has published a work in the years of the row of their joint publication."""
    first, last = row.first or 0, row.last or row.first or 9999
    return any(year is None or first - 1 <= year <= last + 1 for year in years)


def _read_partnership(row: Partnership, registry: Registry) -> Iterator[tuple[BodyPair, TieEvidence]]:
    kind = PARTNERSHIP_EVIDENCE.get(row.kind)
    if kind is None:
        return
    members = _filter_entities(row.members, registry)
    for item, other in combinations(members, 2):
        if row.kind == "administration" and row.members[0] in (item, other):
            continue  # affiliated
        yield (
            order_pair(item, other),
            TieEvidence(
                kind=kind,
                source_type="partnership",
                id=row.id,
                work=row.id,
                first=row.start or row.end,
                last=row.end or row.start,
                open=row.start is not None and row.end is None and kind not in CLOSED_KINDS,
                bodies=len(members),
            ),
        )


def _read_publication(row: Publication, registry: Registry) -> Iterator[tuple[BodyPair, TieEvidence]]:
    kind = EvidenceKind.SIGNATURE if row.kind in SIGNED_KINDS else EvidenceKind.PUBLICATION
    yield from _build_evidence(row.id, kind, "publication", row.date, _filter_entities(row.publishers, registry))


def _read_milestone(row: Milestone, registry: Registry) -> Iterator[tuple[BodyPair, TieEvidence]]:
    if row.kind in MEETING_KINDS:
        yield from _build_evidence(
            row.id, EvidenceKind.EVENT, "milestone", row.date, _filter_entities(row.entities, registry)
        )


def _build_evidence(
    id: str, evidence_kind: EvidenceKind, source_type: EvidenceSource, date: str | None, bodies: Sequence[str]
) -> Iterator[tuple[BodyPair, TieEvidence]]:
    year = int(date[:4]) if date else None
    evidence = TieEvidence(
        kind=evidence_kind, source_type=source_type, id=id, work=id, first=year, last=year, bodies=len(bodies)
    )
    for item, other in combinations(bodies, 2):
        yield order_pair(item, other), evidence


def _filter_entities(ids: Sequence[str], registry: Registry) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for id in ids if id in registry.entities))
