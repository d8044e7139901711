"""Activities that no whole sentence tells: an item of `the office will:`, a line of a plan, a deliverable."""

import re

from palermo.extraction.discourse.context import Setting, Surroundings
from palermo.extraction.kinds.activities import METHOD, named
from palermo.extraction.kinds.cues import Finding
from palermo.extraction.roles.agents import agent
from palermo.extraction.syntax.clauses import Clause, is_actor
from palermo.extraction.syntax.clauses import clause as clause_of
from palermo.extraction.syntax.tenses import tense_in
from palermo.statements import Kind, Reason

_COMMA = re.compile(r"[,،，]\s*")
NEAR = 40
"""Characters of an item in which its verb says when it is done."""
MOST_words_BEFORE = 5
"""Words before the noun that says what a deliverable is."""


def item(clause: Clause, around: Surroundings) -> Finding | None:
    """Read an item of a list of what is done; None where it begins with no verb of doing."""
    if around.setting is not Setting.DOING or around.introduction is None or _is_name_only(clause):
        return None
    introduced = around.introduction.text
    forms = clause.words.telling
    if forms.ends_with_are.search(introduced) and not forms.doing_behind_are.match(clause.said):
        return None
    reasons = (Reason(feature=f"it is an item of what is done: “{introduced[-80:]}”", weight=0.7),)
    own = tense_in(clause.said[:NEAR], around.words) if around.words.language != "en" else None
    tense = tense_in(introduced, around.words) or own or "planned"
    return Finding(
        kind=Kind.ACTIVITY, method=METHOD, reasons=reasons, actor=_introduced_actor(around), listed=True, tense=tense
    )


def listed_deed(introduction: Clause, item: Clause) -> Finding:
    """Read an item of a list within a sentence that tells what is done: `In 2023: | a shelter was opened`."""
    reasons = (Reason(feature=f"it is an item of what is done: “{introduction.said[-80:]}”", weight=0.65),)
    tense = tense_in(item.said[:NEAR], item.words) or "planned"
    actor = introduction.about if introduction.acts() else ""
    return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=reasons, actor=actor, listed=True, tense=tense)


def planned_action(clause: Clause) -> Finding | None:
    """Read a numbered line of a plan, `Action 12. Print a leaflet`, in English, as planned by nobody who is named."""
    if clause.words.measures and (named := clause.words.measures.match(clause.said)):
        told = Reason(feature=f"it is named as a measure of a plan: “{named.group().strip()}”", weight=0.7)
        return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=(told,), actor="", listed=True, tense="planned")
    found = clause.words.telling.numbered_action.match(clause.said)
    if found is None or not clause.words.deeds.match(clause.said, found.end()):
        return None
    reasons = (
        Reason(feature=f"it is numbered or dated as an action of a plan: “{found.group().strip()}”", weight=0.7),
    )
    return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=reasons, actor="", listed=True, tense="planned")


def achieved(heading: str, item: Clause) -> Finding | None:
    """Read an Arabic item that names a deed, below a heading such as `Results of the year`; else None."""
    if item.words.achieved is None or item.words.achieved.match(heading) is None:
        return None
    told = Reason(feature=f"it stands below “{heading}”", weight=0.65)
    by = agent(item) or ""
    return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=(told,), actor=by, listed=True, tense="done")


def _is_name_only(clause: Clause) -> bool:
    """Whether an item is a word or two that only name something: `main activities`."""
    spaced = clause.words.language not in {"ar", "zh"}
    return spaced and len(clause.said.split()) < 3 and clause.words.deeds.match(clause.said) is None


def _introduced_actor(around: Surroundings) -> str:
    """Who does what a list tells, from its introduction: `the Office will:`; empty where it names nobody."""
    introduction = around.introduction
    if introduction is None:
        return ""
    if around.words.telling.ours_introduced.search(introduction.text):
        return "we"
    said = clause_of(introduction.text, 0, len(introduction.text), around.words)
    if said.verb is None and around.words.language != "en":  # `In 2022, the Office:`
        behind = _COMMA.split(said.said)[-1]
        return behind if is_actor(behind, around.words) else ""
    return said.about if said.acts() and named(said) else ""


def deliverable(clause: Clause, around: Surroundings) -> Finding | None:
    """Read a cell of a table of deliverables; None where it names none, or only counts them."""
    forms = clause.words.telling
    said = clause.said
    if around.words.deliverables is None or forms.counted_cell.search(said) or said.endswith((":", "：")):
        return None
    if forms.of_organs.match(said):
        return None
    found = around.words.deliverables.search(said)
    if not found or len(said[: found.start()].split()) > MOST_words_BEFORE or len(said.split()) < 4:
        return None
    if re.match(r"(?:on|of|the|to|for|in|facilitation|generation|substantive deliverables)\b", said, re.I):
        return None
    reasons = (Reason(feature=f"it names a deliverable: “{found.group()}”", weight=0.65),)
    return Finding(
        kind=Kind.ACTIVITY, method=METHOD, reasons=reasons, actor=_of_whom(clause), listed=True, tense="planned"
    )


def _of_whom(clause: Clause) -> str:
    """Whose reports a cell names, `Reports of the Committee on ...`; empty where they are the entity's own."""
    found = clause.words.telling.reports_of.match(clause.said)
    return found[1] if found else ""
