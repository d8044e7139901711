"""Activities: a named party did, does or will do something; an item of `the office will:`; a deliverable."""

import re

from palermo.extraction.discourse.context import Setting, Surroundings
from palermo.extraction.kinds.cues import Finding
from palermo.extraction.kinds.factors import does_wrong
from palermo.extraction.roles.agents import agent
from palermo.extraction.roles.beneficiaries import received, served
from palermo.extraction.roles.parties import names_somebody, parties
from palermo.extraction.syntax.clauses import Clause, is_people
from palermo.extraction.syntax.intervening_phrases import within_whose
from palermo.extraction.syntax.tenses import suffered, tense_of
from palermo.statements import Kind, Reason

METHOD = "activities.sentences.13"
_COLONS = (":", "：")
LONGEST_ASKING = 100
"""Characters of its verb and of the adverbs before it."""
FEWEST_WORDS = 4


def activity(clause: Clause, around: Surroundings) -> Finding | None:
    """Read a clause as an activity; None where nobody who acts is its subject."""
    if clause.verb is None or _fragment(clause) or clause.text[clause.end : clause.end + 1] in _COLONS:
        return None
    if receiving := _receiving(clause):
        return receiving
    if not done_at_all(clause) or does_wrong(clause):
        return None
    tense = tense_of(clause)
    if around.setting is Setting.MEASURE and not clause.words.done.match(clause.text, clause.verb[0]):
        return None
    if _of_a_text(clause, around) or _lives(clause) or _general(clause) or _of_whose(clause):
        return None
    if suffered(clause):
        return _by_agent(clause, around, tense) or _made(clause, around)
    if (clause.acts() and (clause.subject is None or named(clause))) or _survivors_act(clause):
        verb = clause.text[slice(*clause.verb)]
        acting = (
            Reason(feature=f"its subject acts: “{clause.about[:80]}”", weight=0.45),
            Reason(feature=f"its verb tells what is done: “{verb}”", weight=0.25),
        )
        return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=acting, tense=tense)
    if held := _made(clause, around):
        return held
    if clause.words.helped and (helped := _helped(clause, around)):
        return _for_people(helped, clause, tense)
    if (
        clause.words.events
        and clause.words.events.search(clause.about)
        and clause.words.telling.event_reaches.match(clause.text, clause.verb[0])
    ):
        return _for_people(clause.about, clause, tense)
    if around.setting is Setting.MEASURE and clause.words.done.match(clause.text, clause.verb[0]):
        reasons = (Reason(feature="a table that measures tells it as done", weight=0.5),)
        return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=reasons, tense="done")
    return None


def _of_a_text(clause: Clause, around: Surroundings) -> bool:
    """Whether `it` is a text of the sentence before, which analyses and describes, and does nothing."""
    if clause.about not in ("It", "it"):
        return False
    before = around.text[: clause.start].rstrip()
    told = [sentence for sentence in before.split(". ") if sentence and not sentence.startswith(("It ", "They "))]
    return bool(told) and clause.words.telling.a_text.match(told[-1]) is not None


def _lives(clause: Clause) -> bool:
    """Whether an English clause tells how somebody works, and nothing that is done: `They work under pressure`."""
    return any(clause.words.telling.at_work.match(clause.text, place) for place in _verbs(clause))


def _of_whose(clause: Clause) -> bool:
    """Whether the only verb is of a relative clause, `suppliers whose work | involves lifting`: nothing is told."""
    return clause.verb is not None and within_whose(clause.text, clause.start, clause.verb[0], clause.words)


def _general(clause: Clause) -> bool:
    """Whether a clause is a statistic of countries at large, `Most countries spend less`: no named party acts."""
    return clause.words.telling.at_large.match(clause.text, clause.start, clause.end) is not None


def _survivors_act(clause: Clause) -> bool:
    """Whether survivors do something for others or for a policy: `Survivors of trafficking trained judges`."""
    if clause.words.survivors:
        return clause.verb is not None and clause.words.survivors.match(clause.said) is not None
    forms = clause.words.telling
    if not forms.survivors_subject.match(clause.about):
        return False
    return any(forms.experts_deed.match(clause.text, place) for place in _verbs(clause))


def done_at_all(clause: Clause) -> bool:
    """Whether the verb, behind its auxiliaries, tells of a deed: not of saying, feeling, asking or being."""
    being = clause.words.being
    if clause.verb is None or only_said(clause):
        return False
    return not (being and any(being.match(clause.text, place) for place in _verbs(clause)))


def only_said(clause: Clause) -> bool:
    """Whether the verb is of saying, feeling or asking, or tells what might be."""
    undone = clause.words.undone
    near = clause.text[clause.verb[0] : clause.verb[0] + LONGEST_ASKING] if clause.verb else ""
    if clause.words.telling.our_asking.match(f"{clause.about} {near}"):
        return False
    return bool(undone and any(undone.match(clause.text, place) for place in _verbs(clause)))


def _verbs(clause: Clause) -> set[int]:
    """Where the finite verb stands, and the one behind its auxiliaries."""
    if clause.verb is None:
        return set()
    start = clause.verb[0]
    chained = clause.words.chain.match(clause.text, start, clause.end) if clause.words.chain else None
    return {start, chained.end()} if chained else {start}


def named(clause: Clause) -> bool:
    """Whether the subject of a clause is a pronoun, or a party whose name can be told.

    Only in English is a subject found so surely that a clause without such a one can be left out.
    """
    if clause.words.language != "en":
        return True
    about = clause.words.naming.apposed.sub("", clause.about)
    told = clause.words.pronouns.match(about) or names_somebody(about, clause.words) or clause.bearer
    return bool(told)


def _by_agent(clause: Clause, around: Surroundings, tense: str | None) -> Finding | None:
    """Read a clause in the passive: done by whom it names, or by the entity whose part of the document it stands in."""
    forms = clause.words.telling
    by = agent(clause)
    if by:
        told = (
            Reason(feature=f"it names who does it: “by {by[:60]}”", weight=0.4),
            Reason(feature="its verb tells what is done", weight=0.25),
        )
        done = clause.text[clause.verb[0] : min(clause.end, clause.verb[1] + 40)] if clause.verb else ""
        whom = (
            clause.about
            if forms.helped_passive.match(done)
            else _helped(clause, around)
            if clause.words.helped
            else None
        )
        return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=told, actor=by, addressee=whom, tense=tense)
    if helped := _helped(clause, around):
        return _for_people(helped, clause, tense)
    done = clause.text[clause.verb[0] : clause.end] if clause.verb else ""
    if forms.done_with.match(done):
        joint = (
            Reason(feature="it tells with whom it is done", weight=0.35),
            Reason(feature="its verb tells what is done", weight=0.25),
        )
        return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=joint, actor="", tense=tense)
    if (
        clause.words.events
        and clause.words.events.search(clause.about)
        and (clause.words.language == "fr" or forms.held_passive.match(done))
    ):
        held = (
            Reason(feature=f"it tells what was held or given: “{clause.about[:60]}”", weight=0.35),
            Reason(feature="its verb tells what is done", weight=0.25),
        )
        return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=held, actor="", implied=True, tense=tense)
    if tense == "planned" and around.entity and re.search(r"\bwill be\b", clause.said):
        reasons = (Reason(feature="it tells what will be done in the part of an entity", weight=0.5),)
        return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=reasons, actor="", tense=tense)
    return None


def _made(clause: Clause, around: Surroundings) -> Finding | None:
    """Read an Arabic clause that tells what was made or held, by nobody who is named: `A shelter was opened`."""
    if clause.words.made is None or around.setting is not Setting.PROSE or not clause.words.made.match(clause.said):
        return None
    told = (Reason(feature="it tells what was made, held or decided", weight=0.6),)
    return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=told, actor="", tense=tense_of(clause))


def _receiving(clause: Clause) -> Finding | None:
    """Read a clause whose subject is helped, by whom it names if it names somebody: `300 children received care`."""
    giver = received(clause)
    counted = clause.words.telling.counted_first.match(clause.about) or clause.acts()
    if giver is None or not (counted or any(parties(clause.about, clause.words, served=True))):
        return None
    told = (
        Reason(feature=f"it tells who was helped or trained: “{clause.about[:60]}”", weight=0.4),
        Reason(feature="its verb tells that they receive it", weight=0.25),
    )
    return Finding(
        kind=Kind.ACTIVITY,
        method=METHOD,
        reasons=told,
        actor=giver,
        addressee=clause.about,
        implied=not giver,
        tense=tense_of(clause),
    )


def _for_people(helped: str, clause: Clause, tense: str | None) -> Finding:
    """What is told as done for people by nobody who is named."""
    told = (
        Reason(feature=f"it tells who was helped or trained: “{helped[:60]}”", weight=0.4),
        Reason(feature="its verb tells what is done", weight=0.25),
    )
    whom = helped if clause.about == helped or clause.words.helped else None
    return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=told, actor="", addressee=whom, implied=True, tense=tense)


def _helped(clause: Clause, around: Surroundings) -> str | None:
    """Whom something is done for in the passive, as printed: `200 judges | were trained`."""
    forms = clause.words.telling
    if around.setting is not Setting.PROSE or clause.verb is None:
        return None
    if clause.words.helped:
        found = clause.words.helped.match(clause.said) or (
            clause.words.helped.match(clause.text[clause.subject[0] : clause.end]) if clause.subject else None
        )
        helped = next((name for name in found.groups() if name), None) if found else None
        people = helped and (is_people(helped, clause.words) or any(parties(helped, clause.words, served=True)))
        return helped if people else None
    done = clause.text[clause.verb[0] : min(clause.end, clause.verb[1] + 40)]
    if forms.helped_passive.match(done) and not forms.abstract_subject.search(clause.about):
        return clause.about if any(parties(clause.about, clause.words, served=True)) else None
    return next(iter(served(clause, [])), None) if forms.given_passive.match(done) else None


def _fragment(clause: Clause) -> bool:
    return clause.words.language != "zh" and len(clause.said.split()) < FEWEST_WORDS
