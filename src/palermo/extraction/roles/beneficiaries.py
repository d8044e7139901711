"""Beneficiaries: who is served, trained, helped or advised by what is done, as addressees of activities."""

import re
from collections.abc import Iterator

from palermo.extraction.language.wordings import Wordings
from palermo.extraction.roles.chinese_phrases import served_in_chinese
from palermo.extraction.roles.objects import done_to_subject, object_place
from palermo.extraction.roles.parties import parties
from palermo.extraction.roles.told_by_form import served_so
from palermo.extraction.syntax.clauses import Clause, is_people

FURTHEST = 220
"""Characters behind a wording in which those who are served stand."""
MOST = 12
_AND_VERB = re.compile(r",?\s+and\s+([a-z]{3,}?)s\s")
_AND_DO = re.compile(
    r",?\s+and\s+(?:to\s+)?(?:promote|facilitate|strengthen|provide|ensure|enhance|improve|develop|establish|help|enable|foster|contribute|increase"
    r"|prevent|raise|build|reduce|address|identify|create|deliver|encourage)\s"
)
"""Where the next thing to be done begins: `the Committee | and promote cooperation`."""
_JOINT = re.compile(r"(?:,?\s+(?:and|or|et|y|и)|,)\s*$")
"""What is left at the end of a list that is cut off: `survivors' organizations and | to consult them`."""
_LEFT = re.compile(r"\s+(?:of|for|with)$")
"""What is left of what is told of a name that is cut off: `victims | of`."""
_GERUND = re.compile(r"(?:,\s+(?:and\s+)?|\s+and\s+)\w{4,}ing(?:\s+(?=\w)|$)")
"""Where the next thing that is done begins: `women and girls | , combating violence`."""
_DOES = re.compile(
    r"(?!(?:work|participat|send|receiv|liv|age|exist|request|develop|neighbour|implement|lead|train|fish|min|hous|nurs"
    r"|contract|peacekeep|visit|prosecut|incom|return|arriv|remain)ing\b)\w{3,}ing\s",
    re.I,
)
"""A gerund, behind which nobody stands who is served: `for | holding offenders`."""
_INFINITIVE = re.compile(r"[a-z]{3,}(?:ate|i[sz]e|ify|uce|ide|ain)\s", re.I)
_NOT_SERVED = re.compile(
    r"\b(?:programmes?|(?<!keeping )(?<!peace )operations?|projects?|campaigns?|initiatives?|services?|summit"
    r"|conference|facilit(?:y|ies)|branch|sections?|processes|platforms?)$"
)
"""What acts, but is no one who is served: `for | education programmes`."""
_IN_NAME = re.compile(r"\s+(?:for|on|against)$")
_CAPITAL = re.compile(r"\b[A-Z][\w-]*$")
_NEXT = re.compile(r"\s+(?:the\s+)?[A-Z]")
_ANYBODY = re.compile(r"(?:relevant\s+|key\s+)?(?:stakeholders|actors|partners)", re.I)
"""Words that say nothing beside others who are served."""
_PURPOSE = re.compile(r"(?:in\s+order\s+)?to\s+[a-z]", re.I)
"""How a sentence opens with what is done it for: `To reach isolated workers, ...`."""
_RECEIVING = re.compile(
    r"(?:(?:will|has|have|had|also|already|since|\w+ly)\s+)*(?:receiv(?:e|es|ed)|benefit(?:s|t?ed)?\s+from|complet(?:e|es|ed)|attend(?:s|ed)?|graduated\s+from|took\s+part\s+in|passed)\s+"
    r"(?:(?!no\b|little\b|limited\b|in(?:sufficient|adequate)\b|few\b|requests?\b|reports?\b|complaints?\b|calls?\b"
    r"|allegations?\b|applications?\b|proposals?\b|inquiries\b|and\s+(?:offer|provide|give|deliver)s?\s)[\w’'-]+,?\s+){0,6}?"
    r"(?:training|e-?learning|workshops?|training\s+modules?|courses?|assistance|support|shelter|services|aid|counsel+ing|care|advice|grants?|help|briefings?"
    r"|guidance|compensation|scholarships?)\b",
    re.I,
)
"""A verb whose subject is served: `300 children | received care`."""
_NOBODY = re.compile(r"(?:no|none|nobody|neither|few|fewer|hardly)\b", re.I)
"""The beginning of a subject that tells how many receive nothing."""
_FROM = re.compile(r"(?:\s+(?!from|by)[\w-]+){0,8}?\s+(?:from|by)\s+(?=(?:the\s+)?[A-Z])")
_REFUSED = re.compile(
    r"\b(?<!who )(?<!that )(?<!which )(?:will|shall|would|undertakes?|undertook|promise[sd]?|pledge[sd]?|vow(?:s|ed)?)"
    r"\s+(?:not|never|no\s+longer)\b",
    re.I,
)
"""What is pledged not to be done, and serves nobody: `we will never | pass names to the police`."""
_RELATIVE = re.compile(r"\s(?:that|which|who|qui|que|котор\w+|(?:designed|intended|meant|aimed)\s+(?:to|at))\s")
"""Behind it stands what those who are served do themselves."""


def received(clause: Clause) -> str | None:
    """From whom its subject receives help, as printed, empty where that is not told; None where it receives none."""
    if clause.words.language != "en" or clause.verb is None:
        return None
    found = _RECEIVING.match(clause.text, clause.verb[0], clause.end)
    if found is None or _NOBODY.match(clause.about) or clause.words.exploiters.search(clause.about):
        return None
    giver = _FROM.match(clause.text, found.end(), clause.end)
    if giver is None:
        return ""
    near = clause.text[giver.end() : min(clause.end, giver.end() + FURTHEST)]
    stop = clause.words.served_stops.search(near, 1)
    return near[: stop.start()] if stop else near


def served(
    clause: Clause,
    others: list[str],
    *,
    whole: bool = False,
    loose: bool = True,
    tied: bool = False,
    deeds: bool = False,
) -> list[str]:
    """Those who are served, as printed, in their order; `others` act themselves and are left out.

    `whole` says that the clause has no subject: they may stand anywhere in it. `loose` says that whoever something is
    for is served too, where nobody else is; `deeds`, that those to whom a deed is done are.
    """
    words = clause.words
    if words.language == "en" and _REFUSED.search(clause.said):
        return []
    if words.language == "zh":
        if tied:
            return []
        return [name for name in served_in_chinese(clause) if not any(name in other for other in others)][:MOST]
    begins = whole or clause.subject is None or words.deeds.match(clause.text, clause.start) is not None
    free = begins or words.verb_first or words.language == "zh"
    start = clause.start if free or clause.verb is None else clause.verb[0]
    if words.language == "en" and _PURPOSE.match(clause.text, clause.start):
        start = clause.start
    known = {name.casefold() for name in others}
    found = _found(clause, start, words.served, tied=tied) or (
        _done_to(clause) or (served_so(clause) if deeds else []) or _found(clause, start, words.benefiting, strict=True)
        if loose
        else []
    )
    distinct = dict.fromkeys(name for name in found if not any(other.startswith(name.casefold()) for other in known))
    names = [name for name in distinct if not any(name != other and name in other for other in distinct)]
    return [name for name in names if len(names) == 1 or not _ANYBODY.fullmatch(name)][:MOST]


def _done_to(clause: Clause) -> list[str]:
    """The people to whom the deed is done, as object or, in the passive, as subject."""
    if done_to_subject(clause):
        return list(parties(clause.about, clause.words, served=True))
    found = object_place(clause)
    if found is None:
        return []
    at, whoever = found
    names = list(_behind(clause.text[at : clause.end], clause.words, strict=True))
    return names if whoever or all(is_people(name, clause.words) for name in names) else []


def _found(
    clause: Clause, start: int, patterns: tuple[re.Pattern[str], ...], *, strict: bool = False, tied: bool = False
) -> list[str]:
    """The parties behind what some patterns meet, from a place on.

    `strict` wants a list that begins with one; `tied` leaves out who stands behind `with`.
    """
    found: list[tuple[int, str]] = []
    opens = clause.words.language == "en" and _PURPOSE.match(clause.text, clause.start) is not None
    cues = sorted(
        cue.end()
        for pattern in patterns
        for cue in pattern.finditer(clause.text, start, clause.end)
        if not (clause.words.language == "en" and cue.start() > clause.start and cue.group()[:1].isupper())
    )  # a capital within a sentence is of a name: `the Group on Strengthening Training | Capacity`
    for at in dict.fromkeys(cues):
        if (tied and clause.text[:at].rstrip().endswith("with")) or _in_title(clause.text, clause.start, at):
            continue  # who a tie is with is a partner
        if clause.text.endswith(" to ", 0, at) and (
            clause.words.deeds.match(clause.text, at) or _INFINITIVE.match(clause.text, at)
        ):
            continue  # `shelters to | accommodate victims`
        if found and _RELATIVE.search(clause.text, found[0][0], at):
            break
        end = clause.subject[0] if opens and clause.subject and at < clause.subject[0] else clause.end
        found += [(at, name) for name in _behind(clause.text[at:end], clause.words, strict)]
    return [name for _, name in sorted(found, key=lambda each: each[0])]


def _in_title(text: str, start: int, at: int) -> bool:
    """Whether a place is within quotation marks: `a course called “Assistance to | Victims”`."""
    return text.count("“", start, at) > text.count("”", start, at)


def _behind(text: str, words: Wordings, strict: bool) -> Iterator[str]:
    """The parties that a text begins with, up to what ends a list of names."""
    near = text[:FURTHEST]
    stop = name_stop(near, words)
    whole = near if len(near) == len(text) else re.sub(r"\s+\S*$", "", near)
    listed = _LEFT.sub("", _JOINT.sub("", near[: stop.start()] if stop else whole))
    if words.language == "en":
        listed = _GERUND.split(listed, maxsplit=1)[0]
        if _DOES.match(listed) or _NOT_SERVED.search(listed):
            return
    found = list(parties(_before_next_verb(listed, words), words, served=True))
    if found and (not strict or _begins(listed, found[0])):
        yield from found


def name_stop(near: str, words: Wordings) -> re.Match[str] | None:
    """Where a list of those who are served ends; not within a name: `the Fund | for Victims`."""
    for stop in words.served_stops.finditer(near, 1):
        if stop.group().strip()[:1].isupper():
            continue  # `the Working Group`
        if not (
            _IN_NAME.match(stop.group()) and _CAPITAL.search(near[: stop.start()]) and _NEXT.match(near, stop.end())
        ):
            return stop
    return None


def _begins(listed: str, name: str) -> bool:
    """Whether a list begins with its first party: `contingency planning, cross-border operations` does not."""
    return ", " not in listed[: max(0, listed.find(name))]


def _before_next_verb(listed: str, words: Wordings) -> str:
    """A list up to the next thing that is done: `migrant workers | and trains prosecutors`."""
    if words.language == "en":
        listed = _AND_DO.split(listed, maxsplit=1)[0]
    for found in _AND_VERB.finditer(listed) if words.language == "en" else ():
        if words.deeds.fullmatch(found[1]) or words.deeds.fullmatch(found[1].removesuffix("e")):
            return listed[: found.start()]
    return listed
