"""English factors whose words are none of harm, in a passage that is about it: `Recruiters came to the village`."""

import re
from functools import lru_cache

from palermo.extraction.discourse.context import Setting, Surroundings
from palermo.extraction.kinds.cues import Finding
from palermo.extraction.kinds.english_claims import claims_nothing_in_english
from palermo.extraction.kinds.factors import dimension
from palermo.extraction.syntax.clauses import RELATIVE, Clause, is_people
from palermo.statements import Kind, PassageKind, Reason

METHOD = "factors.circumstances.1"

_ABOUT_HARM = re.compile(
    r"\b(?:traffick\w*|exploit\w*|forced|coerc\w*|victims?|survivors?|slaver\w*|servitude|bondage|brothels?|smuggl\w*"
    r"|recruit(?:ers?|ment)|brokers?|beg(?:s|ging)|pimps?|militias?|abus\w+|debts?|detain\w*|detention|child\s+(?:labour|marriage)|prostitution)\b",
    re.I,
)
_OWN = re.compile(
    r"(?:(?:[\w,]+\s+){0,3}?(?:we|our|i|my)\b|(?:it|this|these|that|such)\b|if\s|(?:the\s+|an?\s+|our\s+)?(?:[\w-]+\s+){0,2}?(?:report|study|survey|authors?|committee|council|commission"
    r"|recommendations?|terms?|articles?|acts?|section|plan|progress|names|definitions?|totals?|photographs?|logo|schedule|clause)\b)",
    re.I,
)
_OTHERWISE = re.compile(
    r"\b(?:will|shall|should|must|ought|would|let\s+us|please|you|your|we|our|I|my)\b|[?!]|\b(?:is|are|was|were)\s+to\b"
    r"|\b(?:received?s?\s+no|(?:law|code|act)s?\s+(?:did|does|do)\s+not|explained|described|discussed|(?:not\s+)?defined|employed\s+as\s+(?:advis|peer)\w*|in\s+(?:section|chapter|annex|part|paragraph|table))\b|\b(?:means?|includes?|is\s+defined|refers?)\b|\b(?:is|are|was|were)\s+(?:kindly\s+)?(?:encouraged|asked|invited|requested|urged|counted)\b"
)
_HELP = re.compile(
    r"(?:(?:has|have|had|is|are|was|were|been|being|also|now|so\s+far|already|since|\w+ly)\s+)+(?:trained|helped|assisted|supported|freed|rescued|released|flown\s+home"
    r"|received|begun\s+to|given|offered|provided|inspected|welcomed|briefed|sheltered|housed|equipped|reunited|enrolled|referred|interviewed|placed|brought\s+home|recruited|advised|compensated|repatriated|met|designed|tried)\b"
    r"|(?:learn(?:ed|t|s)?|receiv(?:e|es|ed))\b"
)
"""What is done for people, or what they have of it."""
_MAY = re.compile(r"(?:may|can)\s+(?!be\b|have\b|not\b|never\b|also\b|only\b)\w")
"""What people are free to do."""
_SPEAKERS = re.compile(
    r"(?:\w+\s+){0,4}(?:companies|businesses|countries|governments|employers|schools|banks|hotels|speakers|panellists|participants|delegates|delegations|respondents|interviewees|contributors|readers|totals)\b",
    re.I,
)
"""People of a meeting or of a study."""
_NOBODY_DOES = re.compile(
    r"(?:no\s+(?!one\s+(?:is|should)\b|statement|fewer\b|later\b)|none\s+of\b|hardly\s+any\b|(?:too\s+)?few\b|neither\b|not\s+one\b)",
    re.I,
)
_ONLY_SOME = re.compile(
    r"\bonly\s+(?:in\s+)?(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)\s+(?:of|in|out\s+of)\s|\bwithout\s+(?:asking|screening|checking|informing|telling|warning)\b"
)
_CAUSE = re.compile(
    r"\b(?:wages?|pay|prices?|costs?|fees?|loans?|permits?|visas?|contracts?|laws?|demand|trade|market|industr(?:y|ies)|work|labour|jobs?|homes?|schools?|school"
    r"|roads?|borders?|routes?|drought|rain|harvests?|wells?|war|fighting|money|profits?|ransom|impunity|corruption|fear|shame|silence|stigma|rumours?|papers|passports?|status|statelessness"
    r"|control|profiles?|adverts?|advertisements|platforms?|algorithms?|online|social\s+media|judges|police|courts?|inspectors?|hospitals|buyers|owners|neighbours?)\b",
    re.I,
)


def circumstance(clause: Clause, around: Surroundings) -> Finding | None:
    """Read a clause in which nobody named acts as a claim about the problem, where its passage is about harm."""
    if clause.words.language != "en" or around.setting is not Setting.PROSE or around.passage.kind is PassageKind.CELL:
        return None
    if (
        clause.verb is None
        or clause.subject is None
        or clause.acts()
        or not (_about_harm(around) or _of_people(clause))
    ):
        return None
    if (
        _SPEAKERS.match(clause.about)
        or '"' in clause.about
        or _OWN.match(clause.about)
        or _OTHERWISE.search(clause.said)
        or claims_nothing_in_english(clause)
    ):
        return None
    if (
        len(clause.said.split()) < 4
        or _HELP.match(clause.text, clause.verb[0])
        or not clause.text[clause.verb[0]].islower()
    ):
        return None
    if _MAY.match(clause.text, clause.verb[0]) or not _touches_people(clause) or not _told(clause):
        return None
    return _claimed(clause, "it tells of circumstances in a passage about harm")


def left_undone(clause: Clause, around: Surroundings) -> Finding | None:
    """Read a clause as a factor in which those who should act do not, or seldom: `No inspector boards the ships`."""
    if clause.words.language != "en" or around.setting is not Setting.PROSE or around.passage.kind is PassageKind.CELL:
        return None
    if clause.verb is None or not clause.acts() or _OTHERWISE.search(clause.said) or not _about_harm(around):
        return None
    seldom = _NOBODY_DOES.match(clause.about) or _ONLY_SOME.search(clause.text, clause.verb[1], clause.end)
    return _claimed(clause, "it tells what those who should help leave undone") if seldom else None


def _claimed(clause: Clause, why: str) -> Finding:
    return Finding(
        kind=Kind.FACTOR,
        method=METHOD,
        reasons=(Reason(feature=why, weight=0.6),),
        actor="",
        dimension=dimension(clause.said, clause.words),
        protective=bool(clause.words.protective.search(clause.said)),
    )


def _told(clause: Clause) -> bool:
    """Whether it is a sentence: its verb is known, stands near, and behind no colon; it is nothing to be done."""
    if (
        clause.verb is None
        or clause.verb[0] - clause.start > FARTHEST
        or (_TO_BE_DONE.match(clause.said) is not None and clause.words.deeds.match(clause.said))
    ):
        return False
    before = clause.text[clause.start : clause.verb[0]]
    spans = clause.words.verbs.spans(clause.text, clause.start, clause.end)
    if RELATIVE.search(before) or re.search(r"\bwhose?\s[^,]*$", before):
        return False
    return ":" not in before and not before.startswith("By ") and any(span == clause.verb for span in spans)


_TO_BE_DONE = re.compile(r"\w+\s+(?!(?:of|for|in|on|at|is|are|was|were|has|have|by|from)\b)")
FARTHEST = 140
"""Characters before the verb."""


def _about_harm(around: Surroundings) -> bool:
    """Whether the passage speaks of those who exploit, or of harm."""
    return _speaks_of_harm(around.text, around.words.harm)


@lru_cache(maxsize=2)
def _speaks_of_harm(text: str, harm: re.Pattern[str]) -> bool:
    """Asked for every clause of a passage, and the same for all."""
    return _ABOUT_HARM.search(text) is not None or harm.search(text) is not None


def _of_people(clause: Clause) -> bool:
    """Whether people are its subject, or some of them: `Two in three | had paid`."""
    return is_people(clause.about, clause.words) or _SOME.match(clause.about) is not None


def _touches_people(clause: Clause) -> bool:
    """Whether it is said of people, of those who exploit, or of what brings people into harm."""
    words, about = clause.words, clause.about
    told = clause.text[clause.verb[1] : clause.end] if clause.verb else ""
    if words.exploiters.search(about) or words.harm.search(about) or is_people(about, words) or _SOME.match(about):
        return True
    if words.people.search(about):
        return True
    return bool(_CAUSE.search(about)) and bool(
        words.people.search(told) or words.harm.search(told) or _CAUSE.search(told)
    )


_SOME = re.compile(
    r"(?:(?:only|about|nearly|almost|over|some)\s+)*(?:many|most|few|fewer|none|some|half|those|all|both|one\s+in|two\s+in|two|three|a\s+third|a\s+quarter|every|each)\b(?!\s+recommend)",
    re.I,
)
