"""In English, people to whom a deed is done: `freed | 312 families`, `families | were flown home`."""

import re

from palermo.extraction.syntax.clauses import Clause, is_people
from palermo.extraction.syntax.tenses import suffered

_CHAIN = re.compile(
    r"(?:(?:has|have|had|is|are|was|were|be|been|being|will|shall|would|to|do|does|did|not|also|now|then|so\s+far|already|since"
    r"|recently|currently|today|still|jointly|continues?|continued|plans?|planned|intends?|aims?|begun|began|begins?|started|[a-z]+ly)\s+)*"
)
"""Auxiliaries and adverbs before the verb that tells the deed."""
_NOT_DONE_FOR = re.compile(
    r"(?:re-?)?(?:identif|arrest|detain|prosecut|convict|charg|investigat|hir|recruit|appoint|deploy|second|send|sent|elect|nominat"
    r"|nam|includ|employ|count|verif|find|found|regist|lead|led|join|sentenc|indict|extradit|deport|captur|apprehend|accus|fin(?:e|ed|es|ing)$"
    r"|expel|select|assign|dispatch|head|host|tri(?:ed|es)|try|record|document|report|exploit|traffick|abus|kill|attack|forc|lur|deceiv"
    r"|hold|held|keep|kept|have$|has$|had$|see$|saw$|call|describ|consider|target|affect|involv|represent|comprise|bring|brought|screen"
    r"|suspend|dismiss|punish|replac|succeed|need|want|expos|traumati|stigmati|interrogat|question|jail|imprison|smuggl|enslav"
    r"|transport|mov(?:e|ed)|list|sanction|summon|face|use|produc|order|work|collect|survey|study|studied|gather|process|draft|train$)",
    re.I,
)
"""Verbs whose object is nobody who is served, or is harmed, or is sent to do something."""
_VERB = re.compile(r"([a-z-]{3,})\s+(?:(?:together|back|home|out|up)\s+)?(?=\S)")
LONGEST_VERB = 200
"""Characters of a verb and of the adverb behind it."""
_TOGETHER = re.compile(r"(?:bring|brings|bringing|brought|convene[sd]?|gather(?:s|ed)?|unite[sd]?)\s+(?:together\s+)?")
_ASKED = re.compile(
    r"(?:ask(?:s|ed)?|oblig(?:e[sd]?)|requir(?:e[sd]?)|instruct(?:s|ed)?|task(?:s|ed)?|invit(?:e[sd]?))\s+"
)
"""Verbs whose object is asked, whoever it is: `has asked | the Authority to draw up`."""
_PUT_THROUGH = re.compile(r"(?:put|puts|took|takes|walk(?:s|ed)?|guid(?:es|ed))\s+(?=[^,.;:]{3,60}\s+through\b)")


def object_place(clause: Clause) -> tuple[int, bool] | None:
    """Where the object of a clause begins, and whether whoever it names is served and not only people.

    None where it is not of such a deed.
    """
    if clause.words.language != "en" or clause.verb is None or suffered(clause):
        return None
    text, end = clause.text, clause.end
    chain = _CHAIN.match(text, clause.verb[0], end)
    at = chain.end() if chain else clause.verb[0]
    for pattern in (_TOGETHER, _ASKED, _PUT_THROUGH):
        if met := pattern.match(text, at, end):
            return met.end(), True
    verb = _VERB.match(text, at, end)
    if verb is None or _NOT_DONE_FOR.match(verb[1]):
        return None
    return verb.end(), False


def done_to_subject(clause: Clause) -> bool:
    """Whether a deed is done to the people who are the subject: `stranded migrants | have been flown home`."""
    if clause.words.language != "en" or clause.verb is None or not suffered(clause):
        return False
    chain = _CHAIN.match(clause.text, clause.verb[0], clause.end)
    at = chain.end() if chain else clause.verb[0]
    verb = _VERB.match(f"{clause.text[at : at + LONGEST_VERB]} .")
    if verb is None or _NOT_DONE_FOR.match(verb[1]):
        return False
    return is_people(clause.about, clause.words)
