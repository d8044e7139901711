"""Partnerships: current ties with evidence, prospective ties with reasons, and a network layout."""

from palermo.analysis.partnerships.affiliations import Affiliation
from palermo.analysis.partnerships.current_ties import PartnershipTie, PartnershipTies, TieContinuity, find_current_ties
from palermo.analysis.partnerships.evidence import WEIGHTS, EvidenceKind, TieEvidence
from palermo.analysis.partnerships.field_history import MIN_TIE_STRENGTH
from palermo.analysis.partnerships.network_layout import NetworkLayout, NetworkNode, lay_out_network
from palermo.analysis.partnerships.parties import ExclusionReason
from palermo.analysis.partnerships.proposal_history import ProposalYear, score_past_proposals
from palermo.analysis.partnerships.prospective_ties import (
    ProspectiveTie,
    ProspectiveTies,
    TieReason,
    rank_prospective_ties,
)
from palermo.analysis.partnerships.registry_ties import MECHANISM_KINDS, is_organisation

__all__ = [
    "MECHANISM_KINDS",
    "MIN_TIE_STRENGTH",
    "WEIGHTS",
    "Affiliation",
    "EvidenceKind",
    "ExclusionReason",
    "NetworkLayout",
    "NetworkNode",
    "PartnershipTie",
    "PartnershipTies",
    "ProposalYear",
    "ProspectiveTie",
    "ProspectiveTies",
    "TieContinuity",
    "TieEvidence",
    "TieReason",
    "find_current_ties",
    "is_organisation",
    "lay_out_network",
    "rank_prospective_ties",
    "score_past_proposals",
]
