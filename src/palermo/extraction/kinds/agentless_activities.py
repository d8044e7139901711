"""Activities whose subject is nobody who acts, most of them English: decided, planned, on offer, or what it is."""

import re
from dataclasses import replace

from palermo.extraction.discourse.context import Setting, Surroundings
from palermo.extraction.kinds.activities import METHOD, activity
from palermo.extraction.kinds.cues import Finding
from palermo.extraction.kinds.factors import does_wrong
from palermo.extraction.roles.agents import agent
from palermo.extraction.syntax.clauses import LONGEST_RELATIVE, Clause
from palermo.extraction.syntax.tenses import tense_of
from palermo.statements import Kind, PassageKind, Reason

_DECIDED = re.compile(
    r"(?:(?:also|further|hereby)\s+)*decides\s+(?:also\s+|further\s+)?to\s+"
    r"(?:convene|establish|create|set\s+up|launch|organi[sz]e|hold|appoint|designate|develop|dedicate|proclaim)\s+",
    re.I,
)
"""What an organ decides to do itself."""
_PLANNED = re.compile(
    r"(?:will|shall|is\s+to|are\s+to|is\s+due\s+to|are\s+due\s+to)\s+(?:(?:also|then|soon|\w+ly)\s+)*be\s+(?:(?:also|then|\w+ly)\s+)*"
    r"(?:opened|tabled|drafted|published|launched|introduced|established|set\s+up|created|developed|piloted|rolled\s+out|amended|revised"
    r"|adopted|enacted|trained|recruited|built|organi[sz]ed|held|conducted|carried\s+out|distributed|translated|updated|extended|expanded)\b"
)
"""In the passive, what is planned to be made or held."""
_MADE = re.compile(
    r"\b(?:bills?|laws?|acts?|amendments?|(?:action\s+)?plans?|strateg(?:y|ies)|guidelines|handbooks?|manuals?|shelters?|cent(?:re|er)s?"
    r"|hotlines?|helplines?|databases?|campaigns?|trainings?|workshops?|courses?|modules?|mechanisms?|task\s+forces?|units?|registers?"
    r"|procedures|protocols?|toolkits?|programmes?|projects?|surveys?|stud(?:y|ies)|inspections?|patrols?|consultations?|leaflets?"
    r"|apps?|websites?|portals?|funds?|clauses|codes?|desks?|houses?|schemes?|inspectors|officers|judges|prosecutors|teachers|staff)\s*$",
    re.I,
)
_ON_OFFER = re.compile(
    r"(?:(?:is|are)\s+(?:(?:also|now|freely|always|\w+ly)\s+)*(?:open|available|accessible|free(?:\s+of\s+charge)?|on\s+offer)"
    r"|(?:runs?|works?|operates?)\s+(?:day\s+and\s+night|around\s+the\s+clock|24))\s+(?!only\b)(?:(?:day\s+and\s+night|around\s+the\s+clock|24\s+hours(?:\s+a\s+day)?|free\s+of\s+charge)\s+)?(?:to|for)\s+(?=\w)"
)
_SERVICE = re.compile(
    r"\b(?:(?:grievance|complaints?|help|whistle-?blow\w*|speak-?up|advice|telephone)[\s-](?:hot)?(?:lines?|mechanisms?|channels?|desks?|service)"
    r"|hotlines?|helplines?|shelters?|safe\s+houses?|legal\s+aid|counselling|interpretation|(?:drop-in|advice|support|crisis|day)\s+cent(?:re|er)s?)\s*$",
    re.I,
)
_IS_A_BODY = re.compile(
    r"(?P<who>(?:(?!\b(?:is|are|was|were|that|which)\b)[^;:]){2,120}?),?\s+(?:is|are)\s+(?:an?|the)\s+(?:(?!\bof\b)[\w,’'/-]+\s+){0,8}?"
    r"(?:organi[sz]ation|ngo|charity|foundation|association|agency|cent(?:re|er)|shelter|hotline|helpline|clinic|programme|project|initiative"
    r"|campaign|service|movement|trust|fund|institute|company)s?(?:\s+(?:of|in|based\s+in|from)\s+[^,;:.]{2,60}?)?\s+(?:that|which)\s+(?:(?:also|now|\w+ly)\s+)*"
    r"(?=(?P<does>[a-z]+)\s)",
    re.I,
)
"""How a body says what it is and, behind it, what it does: `Example House is a charity that shelters survivors`."""


def done_otherwise(clause: Clause, around: Surroundings) -> Finding | None:
    """Read a clause as an activity though its subject does not act; None where it tells of none."""
    if clause.words.unnamed and (unnamed := clause.words.unnamed.match(clause.said)):
        told = f"it tells what is done in the passive: “{unnamed.group()[-40:]}”"
        return None if does_wrong(clause) else _told(told, tense_of(clause) or "done")
    if clause.words.undertaken and around.setting is Setting.PROSE:
        return _undertaken(clause)
    if clause.words.language != "en" or around.setting is not Setting.PROSE or clause.verb is None:
        return None
    if _DECIDED.match(clause.text, clause.start, clause.end):
        return _told("it tells what an organ decides to do", "planned")
    if around.passage.kind is PassageKind.CELL:
        return None
    return _of_what_it_is(clause, around) or _planned(clause) or _on_offer(clause)


def named_alone(clause: Clause, around: Surroundings) -> Finding | None:
    """Read a line without a verb that names what is given or held, `Workshops on referral for judges`."""
    if clause.words.language != "en" or around.setting is not Setting.PROSE:
        return None
    found = _OFFERED.match(clause.said)
    if found is None or len(clause.said.split()) < FEWEST_WORDS or _told_of(clause):
        return None
    return _told(f"it names what is given or held: “{found.group().strip()}”", "planned")


FEWEST_WORDS = 4
_OFFERED = re.compile(
    r"(?:(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|several|annual|regional|national|subregional|international|joint|new|free|mobile|online|legal|technical|safe|further)\s+)*"
    r"(?:[a-z]+\s+)?(?:workshops?|seminars?|training(?:\s+(?:courses?|sessions?|modules?|events?))?|courses?|classes|advice|advisory\s+services|counselling|clinics?|shelters?|house"
    r"|publications?|concept\s+notes?|handbooks?|manuals?|toolkits?|missions?|hotlines?|helplines?|round\s*tables?|webinars?|briefings?|consultations?|study\s+visits?)\s+"
    r"(?:for|on|in|with|to|across)\s+(?=\w)",
    re.I,
)
"""What begins a line of a list of services, of a calendar of events, or of what will be delivered."""


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
    verb = clause.verb[0] if clause.verb else clause.start
    found = _PLANNED.match(clause.text, verb, clause.end)
    if found is None or not _MADE.search(_head(clause)):
        return None
    return _told(f"it tells what will be done with something: “{found.group()}”", "planned", agent(clause) or "")


def _on_offer(clause: Clause) -> Finding | None:
    verb = clause.verb[0] if clause.verb else clause.start
    found = _ON_OFFER.match(clause.text, verb, clause.end)
    if found is None or not _SERVICE.search(_head(clause)):
        return None
    return _told(f"it tells of help that is on offer: “{found.group().strip()}”", "ongoing")


def _of_what_it_is(clause: Clause, around: Surroundings) -> Finding | None:
    found = _IS_A_BODY.match(clause.text, clause.start, clause.end)
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
