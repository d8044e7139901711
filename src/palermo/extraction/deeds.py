"""Activities: a named party did, does or will do something; an item of `the office will:`; a deliverable."""

import re

from palermo.extraction.clauses import Clause
from palermo.extraction.finding import Finding
from palermo.extraction.surroundings import Setting, Surroundings
from palermo.extraction.wordings import Wordings
from palermo.statements import Kind, Reason

METHOD = "activities.sentences.1"

_COUNTED = re.compile(r"\((?:number|numéro|nombre|número)\b", re.I)
_COLONS = (":", "：")
FEWEST_WORDS = 4
MOST_WORDS_BEFORE = 5
"""Words before the noun that says what a deliverable is."""


def activity(clause: Clause, around: Surroundings) -> Finding | None:
    """Read a clause as an activity; None where nobody who acts is its subject."""
    if clause.verb is None or _fragment(clause) or clause.text[clause.end : clause.end + 1] in _COLONS:
        return None
    if clause.words.undone and clause.words.undone.match(clause.text, clause.verb[0]):
        return None
    tense = tense_of(clause)
    if around.setting is Setting.MEASURE and not clause.words.done.match(clause.text, clause.verb[0]):
        return None
    if clause.acts():
        verb = clause.text[slice(*clause.verb)]
        acting = (
            Reason(feature=f"its subject acts: “{clause.about[:80]}”", weight=0.45),
            Reason(feature=f"its verb tells what is done: “{verb}”", weight=0.25),
        )
        return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=acting, tense=tense)
    if around.setting is Setting.MEASURE and clause.words.done.match(clause.text, clause.verb[0]):
        reasons = (Reason(feature="a table that measures tells it as done", weight=0.5),)
        return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=reasons, tense="done")
    if tense == "planned" and around.entity and re.search(r"\bwill be\b", clause.said):
        reasons = (Reason(feature="it tells what will be done in the part of an entity", weight=0.5),)
        return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=reasons, tense=tense)
    return None


def _fragment(clause: Clause) -> bool:
    return clause.words.language != "zh" and len(clause.said.split()) < FEWEST_WORDS


def item(clause: Clause, around: Surroundings) -> Finding | None:
    """Read an item of a list of what is done; None where it begins with no verb of doing."""
    if around.setting is not Setting.DOING or around.introduction is None:
        return None
    introduced = around.introduction.text
    reasons = (Reason(feature=f"it is an item of what is done: “{introduced[-80:]}”", weight=0.7),)
    tense = _tense(introduced, around.words) or "planned"
    return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=reasons, tense=tense)


def deliverable(clause: Clause, around: Surroundings) -> Finding | None:
    """Read a cell of a table of deliverables; None where it names none, or only counts them."""
    said = clause.said
    if around.words.deliverables is None or _COUNTED.search(said) or said.endswith((":", "：")):
        return None
    found = around.words.deliverables.search(said)
    if not found or len(said[: found.start()].split()) > MOST_WORDS_BEFORE or len(said.split()) < 4:
        return None
    if re.match(r"(?:on|of|the|to|for|in|facilitation|generation|substantive deliverables)\b", said, re.I):
        return None
    reasons = (Reason(feature=f"it names a deliverable: “{found.group()}”", weight=0.65),)
    return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=reasons, tense="planned")


def tense_of(clause: Clause) -> str | None:
    """Whether what a clause tells is done, ongoing or planned."""
    start = clause.verb[0] if clause.verb else clause.start
    if clause.words.verb_first or clause.words.language == "zh":
        start = clause.start
    near = clause.text[start : min(clause.end, start + 90)]
    return _tense(near, clause.words) or "ongoing"


def _tense(text: str, words: Wordings) -> str | None:
    named = (("planned", words.planned), ("done", words.done), ("ongoing", words.ongoing))
    found = [(match.start(), name) for name, pattern in named if (match := pattern.search(text))]
    return min(found, key=lambda each: each[0])[1] if found else None
