"""Who says what an English clause asks or pledges, told beside it: `..., the coalition demanded`, `(Kenya)`."""

import re
from collections.abc import Iterator

from palermo.extraction.names.states import is_state
from palermo.extraction.roles.sure_parties import acting, surely_acting
from palermo.extraction.syntax.clauses import Clause

FURTHEST = 160
"""Characters behind a clause, and before it, in which who says it stands."""
_SAYS = (
    r"(?:said|says|say|wrote|writes|declared|added|announced|demanded|demands|stressed|warned|urged|insisted|argued|explained|concluded"
    r"|noted|told|submitted|submits|recalled|promised|pledged)"
)
_BEHIND = (
    re.compile(
        rf"[\"”’']?,?[\"”’']?\s+(?:{_SAYS}|according\s+to|in\s+the\s+(?:words|view|opinion)\s+of)\s+(?P<who>(?!that\b|to\b|he\b|she\b|it\b|they\b)[^;:.”\"]{{2,110}})"
    ),
    re.compile(
        rf"[\"”’']?,[\"”’']?\s+(?P<who>(?!that\b|which\b|who\b|and\b|but\b)[^,;:.”\"]{{2,90}}?)\s+{_SAYS}\b(?!\s+that\b)"
    ),
)
"""Behind what is said: `” said the chair of the union`, `, the union wrote`."""
_WITHIN = re.compile(
    rf"(?<!\band),\s+(?:{_SAYS}\s+(?P<who>(?!that\b|to\b|he\b|she\b|it\b|they\b|by\b|in\b|on\b)[^;:.”\"]{{2,110}})|(?P<by>(?!that\b|which\b|who\b|and\b|but\b|as\b)"
    rf"[^,;:.”\"]{{2,90}}?)\s+(?:demanded|said|wrote|argued|insisted)\b(?!\s+that\b)[^,;:.]{{0,40}})$"
)
"""The same at the end of a clause that holds it."""
_RECOMMENDERS = re.compile(r"[\s;,.]*(?P<who>\([^()]{3,140}\)(?:\s*\([^()]{3,80}\))*)\s*[.;,]?")
"""The States behind a recommendation of a review: `(Uruguay) (Ghana)`."""
_REPORTED = re.compile(
    r"(?:^|[.;]\s+)(?:\d+\.\s+)?(?P<who>(?:the\s+)?[A-Z][^,;:.]{1,80}?)\s+(?:also\s+|further\s+|then\s+)?"
    r"(?:explained|reported|stated|indicated|replied|announced|informed\s+[^,;:.]{2,60}|told\s+[^,;:.]{2,60})\s+"
    r"(?:also\s+|further\s+)?that,?\s+(?:[^,;:.]{2,60},?\s+)?$",
    re.I,
)
"""Before a clause: the party that reports what was done: `Ghana explained that | kilns are now inspected`."""
_AT_HOME = re.compile(
    r"\b(?:[Aa]t|[Aa]s)\s+(?P<who>(?:the\s+)?[A-Z][\w&’'.-]*(?:\s+(?:(?:of|the|and|for|&)\s+)*[A-Z][\w&’'.-]*)*),?\s+(?:we\b|our\b)"
)
"""`At Example Foods | we have mapped`."""


def said_by(clause: Clause) -> list[str]:
    """Those who are told beside a clause to have said it; in a review the States that recommend it."""
    if clause.words.language not in ("en", "fr", "es"):
        return []
    return next((names for names in _found(clause) if names), [])


def _found(clause: Clause) -> Iterator[list[str]]:
    text, words = clause.text, clause.words
    near = text[clause.end : clause.end + FURTHEST]
    tail = re.search(r"\s\([^()]{3,80}\)$", clause.said)
    if met := _RECOMMENDERS.match(near):
        yield _recommenders(met["who"])
    if tail:
        yield _recommenders(tail.group())
    if words.language != "en":
        return
    for pattern in _BEHIND:
        if met := pattern.match(near):
            yield surely_acting(met["who"], words)
    if met := _WITHIN.search(clause.said[-FURTHEST:]):
        yield surely_acting(met["who"] or met["by"], words)


def _recommenders(printed: str) -> list[str]:
    names = [name.strip() for name in re.split(r"[()]|,|\s(?:and|et|y)\s", printed) if name.strip()]
    return names if names and all(map(is_state, names)) else []


def reported_by(clause: Clause) -> list[str]:
    """The party that reports what was done by nobody who is named."""
    if clause.words.language != "en":
        return []
    met = _REPORTED.search(clause.text[max(0, clause.start - FURTHEST) : clause.start])
    return list(acting(met["who"], clause.words)) if met else []


def at_home(clause: Clause) -> tuple[int, int] | None:
    """Where the name stands that a clause says `we` are: `At Example Foods we`."""
    met = _AT_HOME.search(clause.text, clause.start, clause.verb[1] if clause.verb else clause.end)
    return met.span("who") if met and clause.words.language == "en" else None
