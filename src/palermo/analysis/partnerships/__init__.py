"""Partnerships: current ties with their evidence, prospective ones with their reasons, and a picture of both."""

from palermo.analysis.partnerships.evidence import WEIGHTS, Evidence, EvidenceKind, Part
from palermo.analysis.partnerships.houses import House
from palermo.analysis.partnerships.known import BODIES, belonging
from palermo.analysis.partnerships.network import Node, Picture, picture
from palermo.analysis.partnerships.parties import LeftOut
from palermo.analysis.partnerships.prospects import Prospect, Prospects, Reason, prospective_ties
from palermo.analysis.partnerships.ties import Standing, Tie, Ties, current_ties
from palermo.analysis.partnerships.times import SLIGHT

__all__ = [
    "BODIES",
    "SLIGHT",
    "WEIGHTS",
    "Evidence",
    "EvidenceKind",
    "House",
    "LeftOut",
    "Node",
    "Part",
    "Picture",
    "Prospect",
    "Prospects",
    "Reason",
    "Standing",
    "Tie",
    "Ties",
    "belonging",
    "current_ties",
    "picture",
    "prospective_ties",
]
