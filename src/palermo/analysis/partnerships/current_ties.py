"""Current ties: who works with whom, since when, how strongly, and what shows it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from palermo.analysis.availability import match_publications
from palermo.analysis.partnerships.affiliations import Affiliation, BodyLink, BodyPair, find_affiliations, order_pair
from palermo.analysis.partnerships.document_ties import (
    STATEMENT_COLUMNS,
    STATEMENT_KINDS,
    find_publication_ties,
    find_statement_ties,
)
from palermo.analysis.partnerships.evidence import StrengthComponent, TieEvidence, compute_components
from palermo.analysis.partnerships.parties import ExclusionReason, PartyResolver
from palermo.analysis.partnerships.registry_ties import find_registry_ties
from palermo.analysis.profiles import MAX_EVIDENCE_AGE_YEARS
from palermo.edition import NO_FILTERS, Filters, View
from palermo.registry import Registry


class TieStanding(StrEnum):
    """Whether a tie is seen to go on."""

    RECENT = "recent"
    """Its newest evidence is at most OLD years old."""
    OPEN = "open"
    """Older evidence began something of which no end is known: it may go on, or may have ended unseen."""
    SILENT = "silent"
    """Nothing newer than OLD years was found."""
    UNDATED = "undated"
    """No evidence has a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipTie(BodyLink):
    """Two bodies that were seen to work together."""

    evidence: tuple[TieEvidence, ...]
    """Newest first, undated last."""
    components: tuple[StrengthComponent, ...]
    """What each kind of evidence adds to the strength, the most first."""
    strength: float
    first: int | None
    last: int | None
    standing: TieStanding

    @property
    def is_documented(self) -> bool:
        """Whether a document of the edition shows it; else facts of the registry alone do."""
        return any(one.source_type in ("statement", "document") for one in self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipTies:
    """All ties of an edition and the registry."""

    ties: tuple[PartnershipTie, ...]
    """The strongest first."""
    names: Mapping[str, str]
    """How documents call those ends that the registry does not know."""
    affiliations: Mapping[BodyPair, Affiliation]
    """Pairs of one house, which are no ties whatever they do together."""
    year: int
    """From which ties are seen: that of the edition."""
    statements: int
    """Statements that were asked: partnerships, activities, commitments."""
    documents: int
    """Documents that hold them."""
    left_out: Mapping[ExclusionReason, int]
    """Names of those statements that are no party, by the reason."""

    def find_by_party(self, party: str) -> tuple[PartnershipTie, ...]:
        """The ties of one body, the strongest first."""
        return tuple(tie for tie in self.ties if party in tie.parties)

    def find_tie(self, party_a: str, party_b: str) -> PartnershipTie | None:
        """The tie of two, in either order."""
        return next((tie for tie in self.ties if {party_a, party_b} == set(tie.parties)), None)

    @property
    def registry_only_count(self) -> int:
        """How many ties no document of the edition shows: the registry's facts alone do."""
        return sum(not tie.is_documented for tie in self.ties)

    @property
    def bodies(self) -> tuple[str, ...]:
        """Every end of a tie, those whose ties add up to most first."""
        weight: Counter[str] = Counter()
        for tie in self.ties:
            for end in tie.parties:
                weight[end] += int(1000 * tie.strength)
        return tuple(sorted(weight, key=lambda id: (-weight[id], id)))


def find_current_ties(view: View, registry: Registry, filters: Filters = NO_FILTERS) -> PartnershipTies:
    """Ties from the statements and documents of a view and from the registry's verified facts.

    Filters narrow the statements; with any set, documents and the registry's facts, which they cannot ask, are
    left out.
    """
    parties = PartyResolver(registry)
    asked = _narrow_kinds(filters)
    table = view.select_columns(STATEMENT_COLUMNS, asked)
    documents = {one.id: one for one in view.list_documents()}
    found: list[tuple[BodyPair, TieEvidence]] = list(find_statement_ties(table, documents, parties))
    if filters == NO_FILTERS:
        found += find_publication_ties(view.list_documents(), parties, _map_publications(view, registry))
        found += find_registry_ties(registry)
    apart = find_affiliations(registry)
    year = view.manifest.date.year
    names = {end: name for two, _ in found for end in two if (name := parties.get_printed_name(end))}
    whole = _map_cut_names(names)
    ties = gather_ties(
        (one for one in _rename_ends(found, whole) if one[0] not in apart and not _is_nested_name(one[0], names)), year
    )
    ends = {end for tie in ties for end in tie.parties}
    return PartnershipTies(
        ties=ties,
        names={end: names[end] for end in sorted(ends) if end in names},
        affiliations=apart,
        year=year,
        statements=table.num_rows,
        documents=len({documents[id].work for id in set(table["document"].to_pylist()) if id in documents}),
        left_out=dict(parties.left_out),
    )


def _narrow_kinds(filters: Filters) -> Filters:
    kinds = tuple(kind for kind in STATEMENT_KINDS if kind in filters.selected.get("kind", (kind,)))
    return replace(filters, selected={**filters.selected, "kind": kinds or ("-",)})


def gather_ties(pair_evidence: Iterable[tuple[BodyPair, TieEvidence]], year: int) -> tuple[PartnershipTie, ...]:
    """Bring the evidence of each pair together, seen from a year; the strongest tie first."""
    by_pair: defaultdict[BodyPair, dict[tuple[str, str], TieEvidence]] = defaultdict(dict)
    for two, evidence in pair_evidence:
        by_pair[two].setdefault((evidence.kind, evidence.id), evidence)
    ties = [_build_tie(two, tuple(evidence.values()), year) for two, evidence in by_pair.items()]
    return tuple(sorted(ties, key=lambda tie: (-tie.strength, -(tie.last or 0), tie.parties)))


def _map_cut_names(names: Mapping[str, str]) -> Mapping[str, str]:
    """Ids of names that a list has cut at `and`, with the id of the whole: `Department of Political` | `and ...`."""
    return {
        cut: whole for cut, begun in names.items() for whole, name in names.items() if name.startswith(f"{begun} and ")
    }


def _rename_ends(
    pair_evidence: Iterable[tuple[BodyPair, TieEvidence]], full_ids: Mapping[str, str]
) -> Iterator[tuple[BodyPair, TieEvidence]]:
    for (one, other), evidence in pair_evidence:
        two = order_pair(full_ids.get(one, one), full_ids.get(other, other))
        if two[0] != two[1]:
            yield two, evidence


def _is_nested_name(body_pair: BodyPair, names: Mapping[str, str]) -> bool:
    """Whether the one's name holds the other's: a body and a part of it."""
    one, other = (names.get(end, "") for end in body_pair)
    return bool(one and other) and (one in other or other in one)


def _build_tie(body_pair: BodyPair, evidence: tuple[TieEvidence, ...], year: int) -> PartnershipTie:
    ordered = tuple(sorted(evidence, key=lambda one: (-(one.last or 0), one.kind, one.id)))
    made = compute_components(ordered)
    firsts = [one.first for one in ordered if one.first]
    lasts = [one.last for one in ordered if one.last]
    return PartnershipTie(
        party_a=body_pair[0],
        party_b=body_pair[1],
        evidence=ordered,
        components=made,
        strength=round(sum(part.strength for part in made), 3),
        first=min(firsts, default=None),
        last=max(lasts, default=None),
        standing=_classify_standing(ordered, max(lasts, default=None), year),
    )


def _classify_standing(evidence: tuple[TieEvidence, ...], last_year: int | None, year: int) -> TieStanding:
    if last_year is not None and year - last_year <= MAX_EVIDENCE_AGE_YEARS:
        return TieStanding.RECENT
    if any(one.open for one in evidence):
        return TieStanding.OPEN
    return TieStanding.UNDATED if last_year is None else TieStanding.SILENT


def _map_publications(view: View, registry: Registry) -> Mapping[str, str]:
    """Which publication of the registry a document is, or is a digest of."""
    found = match_publications(registry.publications.values(), view.list_documents())
    return {document.id: id for id, documents in found.items() for document in documents}
