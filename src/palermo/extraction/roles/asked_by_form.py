"""Who is asked where no wording names them: by the form of an English clause alone."""

import re
from collections.abc import Iterator

from palermo.extraction.roles.arabic_requests import asked_in_arabic
from palermo.extraction.roles.chinese_phrases import asked_in_chinese, done_to_in_chinese
from palermo.extraction.roles.parties import asked_parties
from palermo.extraction.roles.russian_requests import asked_in_russian
from palermo.extraction.roles.told_by_form import asked_so
from palermo.extraction.syntax.clauses import Clause

AND_ASKS = re.compile(
    r"\s+(?:and\s+(?:also\s+|further\s+)?(?:invites|requests|urges|encourages|calls\s+(?:up)?on)|et\s+(?:invite|prie|demande|exhorte|engage|encourage)"
    r"|e?\s?y\s+(?:invita|pide|insta|exhorta|alienta|solicita))\s"
)
"""Where another is asked: `requests the Office | and invites States to`."""
OPERATIVE = re.compile(
    r"(?:Also\s+|Further\s+|Strongly\s+)*(?:[a-z]+ly\s+)?(?:Welcomes|Notes|Takes\s+(?:positive\s+)?note|Commends|Recalls|Reaffirms|Reiterates"
    r"|Expresses|Acknowledges|Recogni[sz]es|Stresses|Emphasi[sz]es|Underlines|Underscores|Affirms|Appreciates|Condemns"
    r"|Deplores|Regrets|Decides|Requests|Urges|Invites|Encourages|Calls\s+(?:up)?on|Supports|Endorses|Approves|Commends"
    r"|Se\s+félicite|Prend\s+(?:acte|note)|Note|Constate|Réaffirme|Rappelle|Salue|Souligne|Condamne|Exprime"
    r"|Acoge\s+con|Observa|Toma\s+nota|Reafirma|Recuerda|Condena|Destaca|Subraya|Expresa|Reconoce)\s"
)
"""How a paragraph of a resolution begins, whose organ is not named in it."""
LONGEST = 130
"""Characters of those who are asked."""
MOST_VERBS = 4
"""Verbs behind `that` at which the name of those who are asked may end."""
_LY = r"(?:(?:once\s+(?:more|again)|also|further|now|therefore|kindly|again|hereby|[a-z]+ly)\s+)*"
_SUBJECT = re.compile(
    rf"(?:,\s*|\s+){_LY}(?:(?:is|are|was|were)\s+{_LY}(?:(?:asked|requested|urged|encouraged|invited|advised|reminded"
    r"|expected|required|obliged|bound|challenged|called\s+(?:up)?on|recommended|exhorted|instructed|directed|told|warned"
    r"|best\s+placed|not)\s+)?to\s+(?!be\b(?!\s+given\b))|needs?\s+(?:to\s+(?!be\b)|(?:an?|clear|better)\s)"
    r"|(?:may|might)\s+(?:wish|want|find|like|consider)\b|(?:should|must|shall|ought)\b|ha(?:s|ve)\s+to\s+(?!be\b)"
    r"|had\s+better\b|would\s+(?:do\s+well|be\s+well\s+advised|be\s+wise)\b|cannot\b)",
    re.I,
)
"""Behind a subject: that it is asked, or has a duty."""
_NOMINAL = re.compile(
    r"(?:the\s+)?(?:\w+\s+)?(?:[a-z]\w*(?:ment|tion|sion|ance|ence|ing)|use|efforts?|measures?|steps)\s+(?:of|to|by|in|and)\b(?!\s+\w+\s+(?:of|for)\s+[A-Z])"
)
"""What is asked for, and nobody who is asked: `encourages the development of policies`."""
_PASSIVE = re.compile(rf"\s(?:is|are|was|were|been)\s+{_LY}$", re.I)
"""The end of those who are asked: `States are once again | requested to`."""
_SUFFERED = re.compile(
    r"\s+(?:should|must|shall|ought to|ha(?:s|ve) to)\s+(?:(?:also|not|always|never)\s+)*"
    r"(?:be\s+(?:\w+(?:ed|en|t|ld)|able)|have(?!\s+to)|receive|enjoy)\b",
    re.I,
)
"""What is said of somebody to whom something should be done."""
_THAT = re.compile(r"\b(?:that|(?:high\s+)?time)\s+(?=(?:the\s+|all\s+|each\s+|every\s+)?[\w’'-]+\s)")
_NEXT = re.compile(rf"\s+(?:(?:should|must|shall|not|to)\s+)?{_LY}$", re.I)
_OBJECT = re.compile(
    r"\b(?:begs?|begged|tasks?|tasked|trusts?|trusted|counts?\s+on|counted\s+on|looks?\s+to|looked\s+to|relies\s+on|rely\s+on"
    r"|asks?|asked|requests?|requested|urges?|urged|invites?|invited|calls?\s+(?:up)?on|called\s+(?:up)?on|encourages?"
    r"|advises?|advised|implores?|implored|exhorts?|presses|instructs?|directs?|reminds?|expects?|pleads?\s+with)\s+"
    rf"(?P<asked>[^;:]{{2,{LONGEST}}}?)(?:,\s+(?:when|if|in|as|before|after|once|where|while|upon|with)\b[^,;:]{{2,80}},)?"
    r"\s+(?:(?:not\s+)?to\s+(?!the\b|an?\b)|for\s+(?=an?\b)|with\s+(?=\w+ing\b))",
    re.I,
)
"""Whoever stands between a verb of asking and what is to be done: `begs States | not to wait`."""
_GIVEN = re.compile(
    rf"\b(?:recommends?|recommended|commends?|puts?|addresses|addressed)\s+(?!that\b|to\b)[^,;:]{{3,80}}?\s+to\s+"
    rf"(?P<asked>[^,;:]{{2,{LONGEST}}})$",
    re.I,
)
"""`recommends this guidance to | country teams`."""
_CLEFT = re.compile(
    rf"^\W*(?:(?:it\s+is|it\s+remains|it\s+falls)\s+(?:also\s+|now\s+|therefore\s+)*(?:(?:up\s+to|for|to|incumbent\s+(?:up)?on|on)\s+)?)"
    rf"(?P<asked>[^,;:]{{2,{LONGEST}}}?)\s+(?:who\s+|that\s+|which\s+)?(?:must|should|ought|shall|needs?|has|have|to)\b",
    re.I,
)
"""`It is the police | who must prove age`, `it is for States | to act`."""
_INFINITIVE = re.compile(r"\b[a-zé]{2,}(?:er|ir|re|ar)\b")
_CALLED = re.compile(r"^(?P<asked>[A-Z][^,;:.]{2,60}),\s+(?:please\b|we\s+(?:urge|ask|call\s+on)\s+you\b)")
"""`Donors, | please fund`."""
_ASIDE_DUTY = re.compile(
    r"(?:^|[–,]\s+)(?P<asked>[^,;:–]{2,80}?)(?:,\s[^,;:]{2,60},)\s+(?:must|should|shall|ought\s+to)\s+(?!be\b)",
    re.I,
)
"""`refiners, we submit, must`: a duty behind an aside."""


def asking(named: str, clause: Clause) -> str:
    """Who asks, of what stands before a verb of asking: `The Committee | welcomes the plan and`; not who is asked."""
    if _PASSIVE.search(f"{named} "):
        return ""
    if clause.subject and clause.verb and named.startswith(clause.text[clause.subject[0] : clause.verb[1]]):
        return clause.about
    return named


def nobody_asked(named: str, clause: Clause) -> bool:
    """Whether what is named where somebody is asked is a measure, or somebody to whom something should be done."""
    words, behind = clause.words, clause.said.partition(named)[2]
    if words.language == "en" and (_NOMINAL.match(named.strip()) or _SUFFERED.match(behind)):
        return True
    if words.language == "zh" and done_to_in_chinese(named, words):
        return True
    return words.to_be_done is not None and words.to_be_done.match(behind) is not None


def asked_by_form(clause: Clause, named: list[str]) -> list[str]:
    """Those who are asked, by the form of a clause where nobody is named, and those asked beside who is named.

    Nobody in English where something should be done to them.
    """
    if clause.words.language == "en":
        return named or next((names for names in _found(clause) if names), [])
    more = asked_so(clause)
    french = clause.words.language == "fr"
    longer = french and bool(named) and all(any(_goes_on(name, other) for other in more) for name in named)
    return more if longer or set(named) < set(more) else named


def _goes_on(name: str, other: str) -> bool:
    """Whether another form has more of a name, and nothing of what is asked: `Bureau de la | Cellule régionale`."""
    return other.startswith(f"{name} ") and _INFINITIVE.search(other, len(name)) is None


def asked_elsewhere(clause: Clause) -> list[str]:
    """Those who are asked, by the form of an Arabic, Chinese or Russian clause."""
    by_form = {"zh": asked_in_chinese, "ar": asked_in_arabic, "ru": asked_in_russian}.get(clause.words.language)
    return by_form(clause) if by_form else []


def _found(clause: Clause) -> Iterator[list[str]]:
    said, words = clause.said, clause.words
    for pattern in (_CALLED, _CLEFT):
        if met := pattern.match(said):
            yield list(asked_parties(met["asked"], words))
    if met := _OBJECT.search(said):
        yield list(asked_parties(met["asked"], words))
    if that := _THAT.search(said):
        yield _before_verb(clause, clause.start + that.end())
    if clause.subject and not words.pronouns.match(clause.about):
        behind = said[clause.subject[1] - clause.start :]
        if _SUBJECT.match(behind) and not _SUFFERED.match(behind):
            yield list(asked_parties(clause.about, words))
    if met := _ASIDE_DUTY.search(said):
        yield list(asked_parties(met["asked"], words))
    if met := _GIVEN.search(said):
        yield list(asked_parties(met["asked"], words))


def _before_verb(clause: Clause, start: int) -> list[str]:
    """Those who stand between `that` and the verb of what they are to do."""
    text, words = clause.text, clause.words
    end = min(clause.end, start + LONGEST)
    for count, (begin, _) in enumerate(words.verbs.spans(text, start + 2, end)):
        if count >= MOST_VERBS:
            break
        named = _NEXT.sub("", text[start:begin])
        if names := list(asked_parties(named, words)):
            duty = text[start + len(named) : clause.end]
            return [] if _SUFFERED.match(duty) else names
    return []
