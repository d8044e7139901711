"""Commitments: someone pledges, commits itself, reaffirms a commitment."""

from palermo.extraction.clauses import Clause
from palermo.extraction.finding import Finding, matches, reason
from palermo.statements import Kind

METHOD = "commitments.sentences.1"


def commitment(clause: Clause) -> Finding | None:
    """Read a clause as a commitment; None where it is none."""
    for wording, found in matches(clause, Kind.COMMITMENT):
        actor = found.groupdict().get("actor")
        return Finding(kind=Kind.COMMITMENT, method=METHOD, reasons=(reason(wording, found),), actor=actor)
    return None
