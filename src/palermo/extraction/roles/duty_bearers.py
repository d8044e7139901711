"""Whose an English mandate is, where that is told behind it: `responsibility rests with the Prosecutor`."""

import re

from palermo.extraction.roles.sure_parties import surely_acting
from palermo.extraction.syntax.clauses import Clause

_WHO = r"(?P<who>(?!it\b|them\b|us\b)[^,;:]{2,110}?)"
_END = (
    r"(?=\s*(?:,|;|\(|$|\s(?:until|which|who|while|under|since|by|"
    r"and\s+(?:is|was|are|has|it)|in\s+accordance|pursuant)\b))"
)
_SURE = (
    re.compile(
        rf"\b(?:rests?|lies|lie|sits?|resides?|remains?|is\s+vested|are\s+vested|vests)\s+(?:[a-z]+ly\s+)?(?:with|in)\s+{_WHO}{_END}",
        re.I,
    ),
    re.compile(
        rf"\b(?:falls?|fell)\s+(?:[a-z]+ly\s+)?(?:to|on|upon)\s+{_WHO}(?=\s+to\b|\s*(?:,|;|$))",
        re.I,
    ),
    re.compile(
        rf"\bit\s+is\s+(?:also\s+|therefore\s+|then\s+)?(?:for|up\s+to|incumbent\s+(?:up)?on|the\s+(?:task|duty|job|role|responsibility)\s+of)\s+{_WHO},?\s+to\b",
        re.I,
    ),
    re.compile(rf"^\W*it\s+is\s+{_WHO}(?:,\s+(?:and\s+)?not\s[^,;:]{{2,60}},)?\s+(?:who|that|which)\b", re.I),
    re.compile(
        r"(?:^|,\s+)(?:the\s+)?(?:[a-z-]+\s+)?(?:mandate|function|task|role|duty|duties|responsibilit(?:y|ies)|jurisdiction|powers?|remit|competence"
        rf"|terms\s+of\s+reference)s?\s+of\s+{_WHO}(?=\s+(?:is|are|was|were|has|have|had|shall|will|includes?|included|extends?|covers?"
        r"|requires?|derives?|comprises?|consists?|flows?|stems?|rests?|comes?|entails?|remains?|also|to)\b)",
        re.I,
    ),
    re.compile(
        rf"\b(?:is|are|was|were|been)\s+(?:[a-z]+ly\s+)?(?:entrusted|assigned|conferred|delegated|awarded)\s+(?:to|on|upon)\s+{_WHO}{_END}",
        re.I,
    ),
    re.compile(
        rf"^(?:[A-Z][a-z-]+\s+){{0,2}}(?:[Ss]teering|[Ww]atchdog|[Ll]ead|[Oo]versight|[Cc]oordination|[Mm]onitoring|[Rr]esponsib\w+|[Ss]upervision)"
        rf"(?:\s+[a-z]+)?:\s+{_WHO}(?=\s*(?:,|;|\(|$))"
    ),
)
_OF_BODY = re.compile(
    rf"\b(?:(?:administered|managed|owned|run|overseen|led|enforced|supervised|kept|coordinated)\s+by|(?:entrusted|assigned|conferred|delegated)\s+(?:to|on|upon))\s+{_WHO}{_END}",
    re.I,
)


def duty_bearers(clause: Clause, *, told: bool = False) -> list[str]:
    """Those whose duty a clause tells of, surely so; `told`: where no other is, those too by whom a thing is run."""
    if clause.words.language != "en":
        return []
    for pattern in (_OF_BODY,) if told else _SURE:
        if (met := pattern.search(clause.said)) and (names := surely_acting(met["who"], clause.words)):
            return names
    return []


def owner_of(named: str) -> str:
    """Whose a mandate is that is named; what is named where it is no mandate: `the Agency's mandate`."""
    owner = _OWNER.fullmatch(named)
    return (owner["of"] or owner["whose"]) if owner else named


_OWNER = re.compile(
    r"(?:the\s+)?(?:(?:original|current|new)\s+)?mandates?\s+of\s+(?P<of>.+)|(?P<whose>.+?)['’]s?\s+(?:\w+\s+)?mandates?",
    re.I,
)
"""Whose mandate it is: `the mandate of the Agency`, `the Agency's mandate`."""
