"""Which pairs the ranking would have proposed in earlier years, and which of them later became ties."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from palermo.analysis.partnerships.activity_records import load_activity_records
from palermo.analysis.partnerships.affiliations import BodyLink, BodyPair
from palermo.analysis.partnerships.current_ties import PartnershipTies
from palermo.analysis.partnerships.evidence import TieEvidence
from palermo.analysis.partnerships.field_history import build_snapshot, find_open_pairs, load_model
from palermo.analysis.partnerships.parties import PartyResolver
from palermo.analysis.partnerships.prospective_ties import extend_pairs, pair_members, rank_pairs
from palermo.analysis.partnerships.registry_ties import find_memberships
from palermo.edition import View
from palermo.registry import Registry

MAX_YEARS = 8
"""Earlier years that are looked at."""
MAX_PROPOSALS = 20
"""Proposals of a year that are scored, the most promising."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastProposal(BodyLink):
    """Two bodies without a tie, current or past, at the end of a year that rank among the first."""

    tied_since: int | None
    """First year after it in which a tie is found; None where none is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalYear:
    """The proposals of a year and what came of them."""

    year: int
    proposals: tuple[PastProposal, ...]
    """The most promising first."""
    open_pairs: int
    """Pairs of bodies seen by then that had no tie, current or past."""
    formed_pairs: int
    """Those of them that became a tie later."""

    @property
    def tied(self) -> int:
        """Number of proposals that became a tie."""
        return sum(proposal.tied_since is not None for proposal in self.proposals)


def score_past_proposals(view: View, registry: Registry, ties: PartnershipTies) -> tuple[ProposalYear, ...]:
    """Rank pairs by what is dated until the end of each of the last years, the newest first.

    Evidence without a date is not used, but pairs that have some are not proposed; nor are bodies without a name today.
    """
    evidence = [(tie.parties, item) for tie in ties.ties for item in tie.evidence]
    records = load_activity_records(view, registry, PartyResolver(registry))
    memberships, model = find_memberships(registry), load_model()
    undated_pairs = {pair for pair, item in evidence if item.first is None}
    excluded_pairs = frozenset((*ties.affiliations, *pair_members(memberships), *undated_pairs))
    past_proposals = []
    for year in range(ties.year - 1, ties.year - 1 - MAX_YEARS, -1):
        snapshot = build_snapshot(evidence, records, memberships, year, ties.year)
        bodies = snapshot.pair_features.bodies
        if len(bodies) < 2:
            continue
        known_pairs = excluded_pairs.union(extend_pairs({*snapshot.tied, *snapshot.earlier}, ties.affiliations))
        ranked = rank_pairs(snapshot.pair_features, model, known_pairs, registry)
        pairs = [(bodies[a], bodies[b]) for a, b in ranked]
        named_pairs = [pair for pair in pairs if all(id in registry.entities or id in ties.names for id in pair)]
        past_proposals.append(
            ProposalYear(
                year=year,
                proposals=tuple(
                    _build_proposal(pair, year, snapshot.later, evidence) for pair in named_pairs[:MAX_PROPOSALS]
                ),
                open_pairs=int(find_open_pairs(bodies, known_pairs).sum()),
                formed_pairs=sum(pair not in known_pairs for pair in snapshot.later),
            )
        )
    return tuple(past_proposals)


def _build_proposal(
    pair: BodyPair, year: int, later: Mapping[BodyPair, float], evidence: Sequence[tuple[BodyPair, TieEvidence]]
) -> PastProposal:
    since = min(_list_later_years(pair, year, evidence), default=None) if pair in later else None
    return PastProposal(party_a=pair[0], party_b=pair[1], tied_since=since)


def _list_later_years(pair: BodyPair, year: int, evidence: Iterable[tuple[BodyPair, TieEvidence]]) -> Iterable[int]:
    return (
        tie_evidence.first
        for body_pair, tie_evidence in evidence
        if body_pair == pair and tie_evidence.first is not None and tie_evidence.first > year
    )
