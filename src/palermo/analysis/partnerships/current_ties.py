"""Current ties: who works with whom, since when, how strongly, and with what evidence."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from palermo.analysis.availability import match_publications
from palermo.analysis.partnerships.affiliations import Affiliation, BodyLink, BodyPair, find_affiliations, order_pair
from palermo.analysis.partnerships.document_ties import (
    STATEMENT_COLUMNS,
    find_publication_ties,
    find_statement_ties,
)
from palermo.analysis.partnerships.evidence import StrengthComponent, TieEvidence, compute_components
from palermo.analysis.partnerships.parties import ExclusionReason, PartyResolver
from palermo.analysis.partnerships.registry_ties import find_registry_ties
from palermo.analysis.profiles import MAX_EVIDENCE_AGE_YEARS
from palermo.edition import NO_FILTERS, Filters, View
from palermo.registry import Registry
from palermo.statements import JOINT_WORK_KINDS

MIN_SOME_STRENGTH, MIN_STRONG_STRENGTH = 1.0, 3.0
"""Minimum strengths of the bands `some` and `strong`."""


class TieContinuity(StrEnum):
    """Whether a tie appears to continue."""

    RECENT = "recent"
    """Its newest evidence is at most MAX_EVIDENCE_AGE_YEARS old."""
    OPEN = "open"
    """Older evidence began something without a known end: it may continue, or may have ended unnoticed."""
    SILENT = "silent"
    """There is no evidence of the last MAX_EVIDENCE_AGE_YEARS."""
    UNDATED = "undated"
    """No evidence has a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipTie(BodyLink):
    """Two bodies with evidence of joint work."""

    evidence: tuple[TieEvidence, ...]
    """Newest first, undated last."""
    components: tuple[StrengthComponent, ...]
    """Contribution of each kind of evidence to the strength, largest first."""
    strength: float
    first: int | None
    """First year of its evidence."""
    last: int | None
    """Last year of its evidence."""
    continuity: TieContinuity
    """Whether the tie appears to continue."""

    @property
    def is_documented(self) -> bool:
        """Whether a document of the edition shows it; otherwise only facts of the registry do."""
        return any(item.source_type in ("statement", "document") for item in self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipTies:
    """All ties of an edition and the registry."""

    ties: tuple[PartnershipTie, ...]
    """Strongest first."""
    names: Mapping[str, str]
    """Printed names of parties that the registry does not know."""
    affiliations: Mapping[BodyPair, Affiliation]
    """Affiliated pairs, which have no tie whatever they do together."""
    year: int
    """Year of the edition, against which the age of evidence is measured."""
    statements: int
    """Number of statements that were searched: partnerships, activities, commitments."""
    documents: int
    """Number of documents that contain them."""
    left_out: Mapping[ExclusionReason, int]
    """Number of names in these statements that are no party, by reason."""

    def find_by_party(self, party: str) -> tuple[PartnershipTie, ...]:
        """Return the ties of a body, strongest first."""
        return tuple(tie for tie in self.ties if party in tie.parties)

    def find_tie(self, party_a: str, party_b: str) -> PartnershipTie | None:
        """Return the tie of two bodies, given in either order, or None."""
        return next((tie for tie in self.ties if {party_a, party_b} == set(tie.parties)), None)

    @property
    def registry_only_count(self) -> int:
        """Number of ties that only facts of the registry show."""
        return sum(not tie.is_documented for tie in self.ties)

    @property
    def bodies(self) -> tuple[str, ...]:
        """All parties of ties, highest sum of strengths first."""
        weight: Counter[str] = Counter()
        for tie in self.ties:
            for end in tie.parties:
                weight[end] += int(1000 * tie.strength)
        return tuple(sorted(weight, key=lambda id: (-weight[id], id)))


def get_strength_band(strength: float) -> str:
    """Return the band of a tie's strength.

    >>> get_strength_band(0.4), get_strength_band(1.0), get_strength_band(5.5)
    ('slight', 'some', 'strong')
    """
    return "strong" if strength >= MIN_STRONG_STRENGTH else "some" if strength >= MIN_SOME_STRENGTH else "slight"


def find_current_ties(view: View, registry: Registry, filters: Filters = NO_FILTERS) -> PartnershipTies:
    """Find ties in the statements and documents of a view and in the registry's verified facts.

    Filters apply to statements. With any filter, documents and facts of the registry, which cannot be filtered, are
    omitted.
    """
    parties = PartyResolver(registry)
    table = view.select_columns(STATEMENT_COLUMNS, filters.narrow_kinds(JOINT_WORK_KINDS))
    documents = {document.id: document for document in view.list_documents()}
    current_ties: list[tuple[BodyPair, TieEvidence]] = list(find_statement_ties(table, documents, parties))
    if filters == NO_FILTERS:
        current_ties += find_publication_ties(view.list_documents(), parties, _map_publications(view, registry))
        current_ties += find_registry_ties(registry)
    affiliations = find_affiliations(registry)
    year = view.manifest.date.year
    names = {party: name for pair, _ in current_ties for party in pair if (name := parties.get_printed_name(party))}
    full_ids = _map_split_names(names)
    ties = gather_ties(
        (
            item
            for item in _rejoin_parties(current_ties, full_ids)
            if item[0] not in affiliations and not _is_nested_name(item[0], names)
        ),
        year,
    )
    tied_parties = {party for tie in ties for party in tie.parties}
    return PartnershipTies(
        ties=ties,
        names={party: names[party] for party in sorted(tied_parties) if party in names},
        affiliations=affiliations,
        year=year,
        statements=table.num_rows,
        documents=len({documents[id].work for id in set(table["document"].to_pylist()) if id in documents}),
        left_out=dict(parties.left_out),
    )


def gather_ties(pair_evidence: Iterable[tuple[BodyPair, TieEvidence]], year: int) -> tuple[PartnershipTie, ...]:
    """Group evidence by pair and build the ties as of a year, strongest first."""
    by_pair: defaultdict[BodyPair, dict[tuple[str, str], TieEvidence]] = defaultdict(dict)
    for body_pair, evidence in pair_evidence:
        by_pair[body_pair].setdefault((evidence.kind, evidence.id), evidence)
    ties = [_build_tie(body_pair, tuple(evidence.values()), year) for body_pair, evidence in by_pair.items()]
    return tuple(sorted(ties, key=lambda tie: (-tie.strength, -(tie.last or 0), tie.parties)))


def _map_split_names(names: Mapping[str, str]) -> Mapping[str, str]:
    """Map the ids of names that a list has split at `and` to the id of the full name.

    For example, `Department of Political` is split from `and Peacebuilding Affairs`.
    """
    return {
        short_id: full_id
        for short_id, short_name in names.items()
        for full_id, full_name in names.items()
        if full_name.startswith(f"{short_name} and ")
    }


def _rejoin_parties(
    pair_evidence: Iterable[tuple[BodyPair, TieEvidence]], full_ids: Mapping[str, str]
) -> Iterator[tuple[BodyPair, TieEvidence]]:
    for (item, other), evidence in pair_evidence:
        body_pair = order_pair(full_ids.get(item, item), full_ids.get(other, other))
        if body_pair[0] != body_pair[1]:
            yield body_pair, evidence


def _is_nested_name(body_pair: BodyPair, names: Mapping[str, str]) -> bool:
    """Return True if the name of one contains that of the other: a body and a part of it."""
    item, other = (names.get(party, "") for party in body_pair)
    return bool(item and other) and (item in other or other in item)


def _build_tie(body_pair: BodyPair, evidence: tuple[TieEvidence, ...], year: int) -> PartnershipTie:
    ordered = tuple(
        sorted(evidence, key=lambda tie_evidence: (-(tie_evidence.last or 0), tie_evidence.kind, tie_evidence.id))
    )
    components = compute_components(ordered)
    first_years = [tie_evidence.first for tie_evidence in ordered if tie_evidence.first]
    last_years = [tie_evidence.last for tie_evidence in ordered if tie_evidence.last]
    return PartnershipTie(
        party_a=body_pair[0],
        party_b=body_pair[1],
        evidence=ordered,
        components=components,
        strength=round(sum(part.strength for part in components), 3),
        first=min(first_years, default=None),
        last=max(last_years, default=None),
        continuity=_classify_continuity(ordered, max(last_years, default=None), year),
    )


def _classify_continuity(evidence: tuple[TieEvidence, ...], last_year: int | None, year: int) -> TieContinuity:
    if last_year is not None and year - last_year <= MAX_EVIDENCE_AGE_YEARS:
        return TieContinuity.RECENT
    if any(tie_evidence.open for tie_evidence in evidence):
        return TieContinuity.OPEN
    return TieContinuity.UNDATED if last_year is None else TieContinuity.SILENT


def _map_publications(view: View, registry: Registry) -> Mapping[str, str]:
    """Return the id of the publication that each document is, or is a digest of, by document id."""
    publications = match_publications(registry.publications.values(), view.list_documents())
    return {document.id: id for id, documents in publications.items() for document in documents}
