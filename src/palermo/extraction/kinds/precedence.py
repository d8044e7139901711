"""Which recipe reads a clause: the first that can has it, in the order of what is most surely told by its wording."""

import re
from dataclasses import replace

from palermo.extraction.discourse.context import Setting, Surroundings
from palermo.extraction.kinds.activities import activity
from palermo.extraction.kinds.agentless_activities import done_otherwise, named_alone
from palermo.extraction.kinds.assistance import helps
from palermo.extraction.kinds.commitments import commitment, pledged_below
from palermo.extraction.kinds.cues import Finding
from palermo.extraction.kinds.factors import does_wrong, factor, lacks, listed_cause, shields
from palermo.extraction.kinds.listed_activities import item
from palermo.extraction.kinds.mandates import charged, given_by_law, mandate
from palermo.extraction.kinds.partnerships import partnership
from palermo.extraction.kinds.recommendations import asked, ordered, recommendation
from palermo.extraction.language.wordings import Wordings
from palermo.extraction.syntax.clauses import Clause, clause
from palermo.statements import Kind, PassageKind

ASKING = frozenset({Kind.RECOMMENDATION, Kind.COMMITMENT})
"""Kinds that ask somebody to act, or oneself."""
_HELPING = re.compile(
    r"(?:support|promot|develop|establish|build|creat|engage|enhanc|foster|strengthen|facilitat|encourag)", re.I
)
"""Verbs with which an item tells what is done for the ties of others."""


def judged(at: Clause, around: Surroundings) -> Finding | None:
    """The first recipe that can read a clause has it."""
    if around.setting is Setting.CAUSING and around.introduction:
        introduced = around.introduction.text
        return listed_cause(clause_of(introduced, 0, len(introduced), at.words), at)
    if _only_lists(at):
        return None
    pledged = commitment(at) if _may_pledge(at) else None
    if pledged and at.words.telling.opens_list.search(at.text, at.start, min(at.end + 2, len(at.text))):
        return None
    if pledged and at.words.language != "en" and _COLON.match(at.text, at.end):
        return None
    if pledged:
        return pledged if recommendation(at) is None else recommendation(at)
    administration = at.words.administration
    if administration and administration.hold(at.text[at.start : min(at.end, at.start + 220)]):
        return None
    if around.setting is Setting.DOING and (
        at.subject is None or at.text[at.subject[0]].isupper() is False or at.words.deeds.match(at.said)
    ):
        return _pledged_item(around) or _partnership_of_item(at, around) or item(at, around)
    found = (charged(at) or recommendation(at)) or mandate(at) or partnership(at, around) or commitment(at)
    if found is None and _asked_item(at, around):
        return asked(at, around)
    harming = at.words.harming is not None and (does_wrong(at) or lacks(at))
    found = found or shields(at) or (factor(at) if harming else None) or activity(at, around)
    found = found or done_otherwise(at, around) or named_alone(at, around) or (None if helps(at) else factor(at))
    named = found is not None and at.bearer is not None  # `Save the Children opened a shelter`
    if around.asked and (
        (
            (found is None or found.kind is Kind.ACTIVITY)
            and not named
            and at.words.imperative(at.text, at.start, at.end)
        )
        or ((found is None or found.kind is not Kind.RECOMMENDATION) and at.words.forbids(at.text, at.start, at.end))
    ):
        found = asked(at, around)
    if found is None or (found.kind in (Kind.ACTIVITY, Kind.FACTOR) and at.subject is None):
        found = ordered(at, around) or found
    if found is None or (found.kind is Kind.ACTIVITY and found.tense != "done"):
        found = given_by_law(at, around.text) or found
    if found and found.kind is Kind.ACTIVITY and found.tense == "planned" and around.pledged:
        found = pledged_below(found, around.pledged)
    if found and around.setting is Setting.MEASURE and not (found.kind in ASKING or found.tense == "done"):
        return None
    return found


def _only_lists(at: Clause) -> bool:
    """Whether it only introduces a list of causes, which its items name: `The risk factors are:`."""
    return _COLON.match(at.text, at.end) is not None and at.words.causes_listed(at.said) is not None


def _asked_item(at: Clause, around: Surroundings) -> bool:
    """Whether it is an item below a heading of recommendations that begins with its infinitive; not of English."""
    item = around.passage.kind is PassageKind.ITEM and around.asked is not None and at.words.language != "en"
    return item and not at.acts() and at.words.deeds.match(at.text, at.start, at.end) is not None


_COLON = re.compile(r"\s*[:：]\s*$")


def _may_pledge(at: Clause) -> bool:
    """Whether a clause is said of somebody who can commit: in English subjects are plain to see."""
    return at.words.language != "en" or at.subject is None or at.acts() or "commitment" in at.about


def _pledged_item(around: Surroundings) -> Finding | None:
    """An item of a list that is introduced as pledged: `In the coming year we will:`."""
    introduction = around.introduction
    if introduction is None or around.words.telling.striving.search(introduction.text):
        return None
    probe = introduction.text.rstrip(" :：") + (" do so" if around.words.language == "en" else "")
    at = clause_of(probe, 0, len(probe), around.words)
    pledged = commitment(at)
    return replace(pledged, actor="" if at.of_us() else at.about) if pledged else None


def _partnership_of_item(at: Clause, around: Surroundings) -> Finding | None:
    """An item whose first verb is a tie: `Play a leading role in the network`."""
    found = partnership(replace(at, verb=None), around)
    return found if found and not _HELPING.match(at.said) else None


def clause_of(text: str, start: int, end: int, words: Wordings) -> Clause:
    """The clause of a stretch of text, without the stops at its end."""
    stripped = text[start:end].rstrip(" ;,.:；，。：،؛")
    stripped = words.telling.and_next.sub("", stripped)
    return clause(text, start, start + len(stripped), words)
