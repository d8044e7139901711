"""Activities whose subject is nobody who acts, most of them English: decided, planned, on offer, or what it is."""

from dataclasses import replace

from palermo.extraction.discourse.context import Setting, Surroundings
from palermo.extraction.kinds.activities import METHOD, activity
from palermo.extraction.kinds.cues import Finding
from palermo.extraction.kinds.factors import does_wrong
from palermo.extraction.roles.agents import agent
from palermo.extraction.syntax.clauses import LONGEST_RELATIVE, Clause
from palermo.extraction.syntax.tenses import tense_of
from palermo.statements import Kind, PassageKind, Reason


def done_otherwise(clause: Clause, around: Surroundings) -> Finding | None:
    """Read a clause as an activity though its subject does not act; None where it tells of none."""
    if clause.words.unnamed and (unnamed := clause.words.unnamed.match(clause.said)):
        told = f"it tells what is done in the passive: “{unnamed.group()[-40:]}”"
        return None if does_wrong(clause) else _told(told, tense_of(clause) or "done")
    if clause.words.undertaken and around.setting is Setting.PROSE:
        return _undertaken(clause)
    if clause.words.language != "en" or around.setting is not Setting.PROSE or clause.verb is None:
        return None
    if clause.words.telling.organ_decides.match(clause.text, clause.start, clause.end):
        return _told("it tells what an organ decides to do", "planned")
    if around.passage.kind is PassageKind.CELL:
        return None
    return _of_what_it_is(clause, around) or _planned(clause) or _on_offer(clause)


def named_alone(clause: Clause, around: Surroundings) -> Finding | None:
    """Read a line without a verb that names what is given or held, `Workshops on referral for judges`."""
    if around.setting is not Setting.PROSE:
        return None
    found = clause.words.telling.line_of_services.match(clause.said)
    if found is None or len(clause.said.split()) < FEWEST_WORDS or _told_of(clause):
        return None
    return _told(f"it names what is given or held: “{found.group().strip()}”", "planned")


FEWEST_WORDS = 4


def _told_of(clause: Clause) -> bool:
    """Whether it has a finite verb, of which something is told."""
    if clause.verb is None:
        return False
    spans = clause.words.verbs.spans(clause.text, clause.start, clause.end)
    if not any(span == clause.verb for span in spans):
        return False
    near = max(0, clause.verb[0] - LONGEST_RELATIVE)
    return clause.words.clauses.before_relative_verb.search(clause.text, near, clause.verb[0]) is None


def _undertaken(clause: Clause) -> Finding | None:
    """Read what was held, opened or made by nobody who is named, in languages whose wordings say how it is told."""
    found = clause.words.undertaken.search(clause.said) if clause.words.undertaken else None
    tense = tense_of(clause) or "done"
    return _told(f"it tells what was held, opened or made: “{found.group()[-60:]}”", tense) if found else None


def _planned(clause: Clause) -> Finding | None:
    forms = clause.words.telling
    verb = clause.verb[0] if clause.verb else clause.start
    found = forms.planned_passive.match(clause.text, verb, clause.end)
    if found is None or not forms.thing_made.search(_head(clause)):
        return None
    return _told(f"it tells what will be done with something: “{found.group()}”", "planned", agent(clause) or "")


def _on_offer(clause: Clause) -> Finding | None:
    forms = clause.words.telling
    verb = clause.verb[0] if clause.verb else clause.start
    found = forms.on_offer.match(clause.text, verb, clause.end)
    if found is None or not forms.service.search(_head(clause)):
        return None
    return _told(f"it tells of help that is on offer: “{found.group().strip()}”", "ongoing")


def _of_what_it_is(clause: Clause, around: Surroundings) -> Finding | None:
    found = clause.words.telling.is_a_body.match(clause.text, clause.start, clause.end)
    if found is None or not clause.words.verbs.known(found["does"]):
        return None
    verb = found.span("does")
    told = activity(replace(clause, subject=found.span("who"), verb=verb), around)
    return replace(told, actor=found["who"]) if told else None


def _head(clause: Clause) -> str:
    """The subject up to what is told of it: `A shelter | for women`."""
    cut = clause.words.prepositions.search(clause.about, 1)
    return clause.about[: cut.start()] if cut else clause.about


def _told(why: str, tense: str, actor: str = "") -> Finding:
    return Finding(
        kind=Kind.ACTIVITY,
        method=METHOD,
        reasons=(Reason(feature=why, weight=0.6),),
        actor=actor,
        implied=not actor,
        tense=tense,
    )
