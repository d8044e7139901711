"""Partnerships: the verb is itself the tie, such as to cooperate, or to chair a joint body."""

import re
from collections.abc import Iterator

from palermo.extraction.discourse.context import Setting, Surroundings
from palermo.extraction.kinds.cues import Finding, matches, reason, said_of
from palermo.extraction.language.wordings import Wording
from palermo.extraction.roles.parties import said_to_act
from palermo.extraction.syntax.clauses import Clause, is_people
from palermo.statements import Kind, Reason

METHOD = "partnerships.sentences.11"

TOGETHER = ("coordination-and-partnership",)
"""What every partnership is, as an intervention."""
NEAR = 30
"""Characters behind the verb within which the tie begins: further on it is what is done, and no tie."""
FIRST = 200
"""Characters of a passage in which it says that it is about cooperation."""


def partnership(clause: Clause, around: Surroundings) -> Finding | None:
    """Read a clause as a partnership; None where its main verb is no tie."""
    forms = clause.words.telling
    if _possible(clause):
        return None
    free = clause.words.verb_first or clause.words.language == "zh"
    start = clause.verb[0] if clause.verb and not free else clause.start
    limit = clause.end if free else (clause.verb[1] if clause.verb else clause.start) + NEAR
    about = around.setting is Setting.PROSE and _about_cooperation(around.passage.text[:FIRST])
    acts = clause.acts() or around.setting is Setting.DOING or _may_act(clause)
    for wording, found in _met(clause, start):
        at = clause.start + found.start()
        if clause.verb and forms.second_verb.search(clause.text, clause.verb[1], at):
            continue
        if clause.verb and _behind_a_deed(clause, at, found.group()):
            continue
        if forms.named_alliance.search(found.group()):
            continue
        if (wording.anywhere or clause.words.language != "en") and _for_others(clause, at):
            continue
        if at > limit and about and _IN_PASSING.search(clause.text, start, at):
            continue
        if wording.mutual and not _mutual(clause, at):
            continue
        if wording.anywhere or (
            acts and (at <= limit or about) and (wording.doing or around.setting is not Setting.DOING)
        ):
            reasons = (reason(wording, found), *((_ABOUT,) if about else ()))
            named = found.groupdict().get("actor")
            return Finding(kind=Kind.PARTNERSHIP, method=METHOD, reasons=reasons, actor=named, interventions=TOGETHER)
    if (
        about
        and acts
        and clause.verb
        and not _OWN.match(clause.text, _lexical(clause))
        and clause.words.loose.search(clause.text, clause.verb[0], min(clause.end, clause.verb[1] + 110))
    ):
        return Finding(kind=Kind.PARTNERSHIP, method=METHOD, reasons=(_ABOUT, _WITH), interventions=TOGETHER)
    return None


def _possible(clause: Clause) -> bool:
    """Whether an English clause tells of a tie that may be: `Companies | can partner with charities`."""
    verb = clause.text[slice(*clause.verb)] if clause.verb else ""
    return clause.words.language == "en" and verb in ("can", "could", "may", "might")


def _mutual(clause: Clause, at: int) -> bool:
    """Whether a deed is the main verb, and of two parties at least, or with another: `Lima and Quito | pool lists`."""
    forms = clause.words.telling
    if at > _lexical(clause) + SHORT:
        return False
    return (
        forms.several.search(clause.about) is not None
        or forms.with_another.search(clause.text, at, clause.end) is not None
    )


SHORT = 12
"""Characters between the main verb and what it does with others."""


def _for_others(clause: Clause, at: int) -> bool:
    """Whether a tie stands behind a verb of helping, and is of others: `helped them | set up a joint committee`."""
    lexical = _lexical(clause)
    helping = clause.words.helping
    return helping is not None and at > lexical and helping.match(clause.text, lexical) is not None


_TIED = re.compile(r"(?:partner|cooperat|co-operat|collaborat|work|coordinat|engag|consult|liais|join)\w*\b")


def _behind_a_deed(clause: Clause, at: int, tie: str) -> bool:
    """Whether an English tie is the second verb of a clause: `identified more victims and | partnered with`."""
    if clause.words.language != "en" or clause.verb is None or not _TIED.match(tie):
        return False
    if clause.text[slice(*clause.verb)] in ("is", "are", "was", "were"):
        return False
    between = clause.text[clause.verb[1] : at]
    return _is_object_and(between) and not _TIED.search(between)


def _is_object_and(between: str) -> bool:
    """Whether words are an object, of two words at least and no list, and `and` or a comma behind it."""
    words = between.split()
    if words[-1:] == ["also"]:
        words.pop()
    if words[-1:] == ["and"]:
        words.pop()
    elif not words or not words[-1].endswith(","):
        return False
    told = " ".join(words).removesuffix(",")
    return len(words) > 1 and "," not in told and ";" not in told


def _may_act(clause: Clause) -> bool:
    """Whether a subject whose head noun is unknown may act: no people, nobody who does harm; not of English."""
    words, about = clause.words, clause.about
    if words.language == "en" or words.exploiters.search(about) or is_people(about, words):
        return False
    return any(said_to_act(about, words))


def _met(clause: Clause, start: int) -> Iterator[tuple[Wording, re.Match[str]]]:
    """Wordings near the verb; those that count anywhere are looked for from the subject on."""
    yield from ((w, found) for w, found in matches(clause, Kind.PARTNERSHIP, start) if not w.anywhere)
    yield from ((w, found) for w, found in said_of(clause, Kind.PARTNERSHIP) if w.anywhere)


_IN_PASSING = re.compile(r"\b(?:including|that|which|whereby|who)\b|,\s*$")
"""What stands between a verb and a tie that is told in passing: `will provide services, including co-leading`."""
_ABOUT = Reason(feature="the passage opens with cooperation or coordination", weight=0.35)
_WITH = Reason(feature="it does something with other organisations", weight=0.25)


_OWN = re.compile(
    r"(?:supports?|enables?|ensures?|leverages?\s+its|reviews?|refines?|helps?|publish|deliver|promote\s+and\s+follow"
    r"|provides?|strengthen\s+feedback|assists?)\b"
)
"""What is done for others, even where the passage is about cooperation."""


def _lexical(clause: Clause) -> int:
    """Where the verb that says what is done begins, behind its auxiliaries."""
    start = clause.verb[0] if clause.verb else clause.start
    chained = clause.words.chain.match(clause.text, start, clause.end) if clause.words.chain else None
    return chained.end() if chained else start


def _about_cooperation(opening: str) -> bool:
    return "cooperation with other entities" in opening or "coordination and liaison" in opening
