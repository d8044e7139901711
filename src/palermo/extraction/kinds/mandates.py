"""Mandates in running text: who is responsible for what, what a mandate derives from, who is given a task."""

from palermo.extraction.kinds.cues import Finding, matches, reason
from palermo.extraction.syntax.clauses import Clause
from palermo.extraction.syntax.subordinate_clauses import told_within
from palermo.extraction.syntax.tenses import tense_of
from palermo.statements import Kind, Reason

METHOD = "mandates.sentences.9"


def charged(clause: Clause) -> Finding | None:
    """Read `shall be responsible for`, which asks nothing, as a mandate; None where it does not stand there."""
    forms = clause.words.telling
    decided = forms.decides_that.match(clause.text, clause.start, clause.end)
    begin = clause.subject[1] if clause.subject and not decided else clause.start
    found = forms.charged_by_law.search(clause.text, begin, min(clause.end, begin + 160))
    return mandate(clause) if found and (decided or found.start() == begin) else None


def mandate(clause: Clause) -> Finding | None:
    """Read a clause as a mandate; None where it is none."""
    for wording, found in matches(clause, Kind.MANDATE):
        passing = clause.words.telling.in_passing.search(clause.said[: found.start()]) or told_within(clause, found)
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
    if not (
        clause.acts()
        or words.telling.whoever.match(clause.about)
        or (words.agents and words.agents.match(clause.about))
    ):
        return None
    if tense_of(clause) == "done" or (words.being and words.being.match(clause.text, clause.verb[0])):
        return None
    given = Reason(feature=f"it stands in a text of law: “{clause.text[slice(*clause.verb)]}”", weight=0.65)
    return Finding(kind=Kind.MANDATE, method=METHOD, reasons=(given,))


def _told_of(clause: Clause, at: int) -> bool:
    """Whether a task is told in an English clause that is the object of the verb before it."""
    behind = clause.verb[1] if clause.verb and clause.verb[1] < at else at
    forms = clause.words.telling
    return bool(forms.of_what.search(clause.text, clause.start, at) or forms.of_which.search(clause.text, behind, at))
