"""Commitments: someone pledges, commits itself, reaffirms a commitment."""

from dataclasses import replace

from palermo.extraction.kinds.cues import SHOWN, Finding, matches, reason
from palermo.extraction.syntax.clauses import Clause
from palermo.statements import Kind, Reason

METHOD = "commitments.sentences.7"


def commitment(clause: Clause) -> Finding | None:
    """Read a clause as a commitment; None where it is none."""
    if clause.about and clause.words.exploiters.search(clause.about):
        return None  # `recruiters | promise them a career`
    for wording, found in matches(clause, Kind.COMMITMENT):
        actor = found.groupdict().get("actor")
        return Finding(kind=Kind.COMMITMENT, method=METHOD, reasons=(reason(wording, found),), actor=actor)
    return None


def pledged_below(found: Finding, heading: str) -> Finding:
    """Read what will be done, below a heading such as `Pledges`, as a commitment."""
    below = Reason(feature=f"it stands below “{heading[:SHOWN]}”", weight=0.1)
    return replace(found, kind=Kind.COMMITMENT, method=METHOD, reasons=(*found.reasons, below), tense=None)


def pledged_on(found: Finding) -> Finding:
    """Read what will be done by the party of the pledge before as pledged, too."""
    behind = Reason(feature="its party pledges it in the sentence before", weight=0.1)
    return replace(found, kind=Kind.COMMITMENT, method=METHOD, reasons=(*found.reasons, behind), tense=None)
