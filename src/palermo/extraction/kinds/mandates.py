"""Mandates in running text: who is responsible for what, what a mandate derives from, who is given a task."""

import re

from palermo.extraction.kinds.cues import Finding, matches, reason
from palermo.extraction.syntax.clauses import Clause
from palermo.extraction.syntax.subordinate_clauses import told_within
from palermo.extraction.syntax.tenses import tense_of
from palermo.statements import Kind, Reason

METHOD = "mandates.sentences.9"

_ASIDE = re.compile(r"(?:,\s+(?:which|who|qui|que)|\s(?:which|who|that))\s+(?:\w+\s+)?$")
"""What is said of a party in passing: `the Office, which is responsible for ..., trained`."""
_OF_WHAT = re.compile(r"\s(?:what|how|whom)\s[^,;:]*$")
_OF_WHICH = re.compile(r"\s(?:which|whose)\s[^,;:]*$")
"""What stands before a task that is the object of another verb: `published a map of what they | are mandated to do`."""


_CHARGED = re.compile(
    r",?\s+(?:shall|will)\s+(?:(?:also|further|jointly|primarily|in particular)\s+)*"
    r"(?:be\s+(?:\w+\s+)?(?:responsible\s+for|mandated\s+to|tasked\s+with|charged\s+with|entrusted\s+with|in\s+charge\s+of)"
    r"|have\s+(?:the\s+|a\s+|an\s+)?(?:\w+\s+)?(?:mandate|task|duty|responsibility|function|power)s?\s+(?:to|of|for)\b"
    r"|(?:oversee|supervise|monitor|coordinate|be\s+composed|consist|consider|review|examine|advise|serve|act"
    r"|perform|exercise|facilitate|follow\s+up|meet|prepare|convene)\b)"
)
"""What a law or a plan gives somebody as a task: `The Committee shall be responsible for ...`."""


_DECIDED = re.compile(r"(?:(?:also|further)\s+)?decides\s+(?:also\s+|further\s+)?that\s", re.I)


def charged(clause: Clause) -> Finding | None:
    """Read `shall be responsible for`, which asks nothing, as a mandate; None where it does not stand there."""
    if clause.words.language != "en":
        return None
    decided = _DECIDED.match(clause.text, clause.start, clause.end)
    begin = clause.subject[1] if clause.subject and not decided else clause.start
    found = _CHARGED.search(clause.text, begin, min(clause.end, begin + 160))
    return mandate(clause) if found and (decided or found.start() == begin) else None


def mandate(clause: Clause) -> Finding | None:
    """Read a clause as a mandate; None where it is none."""
    for wording, found in matches(clause, Kind.MANDATE):
        passing = _ASIDE.search(clause.said[: found.start()]) or told_within(clause, found)
        if passing or _told_of(clause, clause.start + found.start()):
            continue
        tasked = found.groupdict().get("actor") or found.groupdict().get("charged")
        return Finding(kind=Kind.MANDATE, method=METHOD, reasons=(reason(wording, found),), actor=tasked)
    return None


def given_by_law(clause: Clause, passage: str) -> Finding | None:
    """Read what somebody does or will do, in a passage of a law, as a task that it gives; None outside of a law."""
    words = clause.words
    if words.law is None or clause.verb is None or not words.law.match(passage):
        return None
    if not (clause.acts() or _WHOEVER.match(clause.about) or (words.agents and words.agents.match(clause.about))):
        return None
    if tense_of(clause) == "done" or (words.being and words.being.match(clause.text, clause.verb[0])):
        return None
    given = Reason(feature=f"it stands in a text of law: “{clause.text[slice(*clause.verb)]}”", weight=0.65)
    return Finding(kind=Kind.MANDATE, method=METHOD, reasons=(given,))


_WHOEVER = re.compile(r"(?:el\s+que|quien(?:es)?)\s", re.I)


def _told_of(clause: Clause, at: int) -> bool:
    """Whether a task is told in an English clause that is the object of the verb before it."""
    if clause.words.language != "en":
        return False
    behind = clause.verb[1] if clause.verb and clause.verb[1] < at else at
    return bool(_OF_WHAT.search(clause.text, clause.start, at) or _OF_WHICH.search(clause.text, behind, at))
