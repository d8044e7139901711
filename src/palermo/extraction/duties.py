"""Mandates in running text: who is responsible for what, what a mandate derives from, who is given a task."""

import re

from palermo.extraction.clauses import Clause
from palermo.extraction.finding import Finding, matches, reason
from palermo.statements import Kind

METHOD = "mandates.sentences.2"

_ASIDE = re.compile(r"(?:,\s+(?:which|who|qui|que)|\s(?:which|who|that))\s+(?:\w+\s+)?$")
"""What is said of a party in passing: `the Office, which is responsible for ..., trained`."""


def mandate(clause: Clause) -> Finding | None:
    """Read a clause as a mandate; None where it is none."""
    for wording, found in matches(clause, Kind.MANDATE):
        if _ASIDE.search(clause.said[: found.start()]):
            continue
        tasked = found.groupdict().get("actor")
        return Finding(kind=Kind.MANDATE, method=METHOD, reasons=(reason(wording, found),), actor=tasked)
    return None
