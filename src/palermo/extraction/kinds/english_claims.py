"""Whether an English clause claims something of the problem, cause by cause; `claims` says so of other languages."""

import re
from itertools import pairwise

from palermo.extraction.kinds.about_texts import counts_others, of_text
from palermo.extraction.language.verbs import AUXILIARIES
from palermo.extraction.syntax.clauses import Clause


def claims_nothing_in_english(clause: Clause) -> bool:
    """Whether an English clause tells of a text or of what is to be done, or has no main verb of its own."""
    if clause.words.language != "en":
        return False
    if clause.verb is None:
        return not clause.words.exploiters.match(clause.said)
    return (
        _reduced(clause)
        or _of_texts_or_figures(clause, clause.verb)
        or _to_be_done(clause, clause.verb)
        or _without_main_verb(clause, clause.verb)
    )


def _of_texts_or_figures(clause: Clause, verb: tuple[int, int]) -> bool:
    """Whether it tells of a text, counts meetings and their like, discusses its subject, or is a figure's title."""
    if of_text(clause) or _DISCUSSED.match(clause.text[slice(*verb)]) or counts_others(clause):
        return True
    return _MEASURED.fullmatch(clause.said) is not None


def _to_be_done(clause: Clause, verb: tuple[int, int]) -> bool:
    """Whether it is an infinitive, and not the subject of what that brings about: `To be poor | makes them weak`."""
    before = clause.text[clause.start : verb[0]]
    return _INFINITIVE.match(clause.said) is not None and "," not in before and clause.text[slice(*verb)] not in _MAKES


def _without_main_verb(clause: Clause, verb: tuple[int, int]) -> bool:
    """Whether its verb is of a relative clause behind which no other stands, or is none: of a task, of a gerund."""
    behind = _end_of_relative(clause, verb)
    return _bare(clause, verb) if behind is None else not _verb_behind(clause, behind)


def _end_of_relative(clause: Clause, verb: tuple[int, int]) -> int | None:
    """Behind the verb of a relative clause that tells of a noun, `victims who were afraid |`; None where none does."""
    before = clause.text[clause.start : verb[0]]
    if _RELATIVE.search(before) or _ADJECTIVE.search(clause.said[: verb[1] - clause.start]):
        return verb[1]
    phrase = _NOUN_PHRASE.match(clause.said)
    return clause.start + phrase.end() if phrase and clause.words.verbs.known(phrase["verb"]) else None


def _bare(clause: Clause, verb: tuple[int, int]) -> bool:
    """Whether it begins with what is to be done, `Train judges`, or with a gerund, and has no finite verb."""
    words, found = clause.words, clause.text[slice(*verb)]
    if _BARE.match(clause.said) and words.deeds.match(clause.said):
        return not words.verbs.known(found) or not (found in AUXILIARIES or found.endswith(("s", "ed")))
    return _GERUND.match(clause.said) is not None and not words.verbs.known(found)


def _reduced(clause: Clause) -> bool:
    """Whether its only verb is a participle that tells of a noun: `frameworks | adopted by States to address harm`."""
    if clause.verb is None or clause.text[slice(*clause.verb)] in AUXILIARIES:
        return False
    if clause.text[clause.start : clause.verb[0]].endswith("being "):
        return False
    return _PARTICIPLE.match(clause.text, clause.verb[0]) is not None and not _verb_behind(clause, clause.verb[1])


_PARTICIPLE = re.compile(r"\w+(?:ed|en|held|made|set|run|built)\s+by\s")


def _verb_behind(clause: Clause, place: int) -> bool:
    """Whether behind a relative clause stands the verb of the sentence: `victims who are afraid | keep silent`."""
    behind = _SUBORDINATE.split(clause.text[place : clause.end], maxsplit=1)[0].replace(",", " ").split()
    return any(
        clause.words.verbs.known(word)
        for before, word in pairwise(behind)
        if before not in ("to", "of", "the", "a", "and", "who", "that")
    )


_SUBORDINATE = re.compile(r"\b(?:why|how|whether|so\s+that|because)\b")
_ADJECTIVE = re.compile(r"^[a-z]\w+(?:tion|ment|port|ance|ship|ity)\s+(?:of|for|to)\b[^.;:]*\bof\s+\w+ed$")
"""A lone noun with what is no verb: `protection of victims and of exploited`."""
_NOUN_PHRASE = re.compile(
    r"(?:the|an?|those)\s+(?:(?!(?:is|are|was|were|has|have|had|may|can|will)\b)[\w-]+\s+){0,6}?(?:that|who|which)\s+"
    r"(?:(?:is|are|was|were)\s+)?(?P<verb>[a-z]+)",
    re.I,
)
_MEASURED = re.compile(
    r"(?:the\s+)?(?:total\s+)?(?:number|percentage|proportion|share|rate|ratio|level)s?\s+of\s+(?:[\w-]+\s+){1,8}?"
    r"(?:\w+ed|held|known|found)(?:\s+(?:by|in|for|with|as|to|of|per|each|and|or)\b(?!.*\b(?:is|are|was|were|has|have|rose|fell|grew)\b)(?!.*ed$).*)?"
    r"|.*,\s+by\s+(?:sex|age|gender|year|country|region|nationality|type|form)\b[\w\s,]*",
    re.I,
)
"""The title of an indicator or of a figure: `Number of victims identified`, `Victims detected, by sex`."""


_RELATIVE = re.compile(
    r"^(?!.*\b(?:is|are|was|were|has|have)\b).*\b(?:who|whom|that|which)\s+(?:\w+ly\s+|also\s+)?$", re.I
)
"""What stands before the verb of a relative clause, where no other verb stands: `victims who | were afraid`."""
_LABEL = r"(?:[A-Z][\w -]{2,40}:\s+)?"
_INFINITIVE = re.compile(_LABEL + r"(?:to|being)\s+\w", re.I)
_MAKES = frozenset(["makes", "leaves", "exposes", "puts", "renders", "keeps"])
"""Verbs whose subject may be what somebody does or is: `Being poor | makes children vulnerable`."""
_GERUND = re.compile(_LABEL + r"(?!during\b)\w{3,}ing\s", re.I)
_DISCUSSED = re.compile(r"(?:discuss|address|debat|explor|examin)(?:e[sd]?|s|es|ed)$")
"""What is done with a subject, of which nothing is claimed."""
_BARE = re.compile(r"[A-Za-z]\w+\s+(?!of\b|for\b|in\b|is\b|are\b|and\b|or\b)\w")
