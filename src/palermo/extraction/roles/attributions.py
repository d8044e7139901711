"""Who says what an English clause asks or pledges, told beside it: `..., the coalition demanded`, `(Kenya)`."""

import re
from collections.abc import Iterator

from palermo.extraction.names.states import is_state
from palermo.extraction.roles.sure_parties import acting, surely_acting
from palermo.extraction.syntax.clauses import Clause

FURTHEST = 160
"""Characters behind a clause, and before it, in which who says it stands."""
_RECOMMENDERS = re.compile(r"[\s;,.]*(?P<who>\([^()]{3,140}\)(?:\s*\([^()]{3,80}\))*)\s*[.;,]?")
"""The States behind a recommendation of a review: `(Uruguay) (Ghana)`."""


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
    for pattern in words.roles.says_beside:
        if met := pattern.match(near):
            yield surely_acting(met["who"], words)
    if met := words.roles.says_at_end.search(clause.said[-FURTHEST:]):
        yield surely_acting(met["who"] or met["by"], words)


def _recommenders(printed: str) -> list[str]:
    names = [name.strip() for name in re.split(r"[()]|,|\s(?:and|et|y)\s", printed) if name.strip()]
    return names if names and all(map(is_state, names)) else []


def reported_by(clause: Clause) -> list[str]:
    """The party that reports what was done by nobody who is named."""
    met = clause.words.roles.reports_that.search(clause.text[max(0, clause.start - FURTHEST) : clause.start])
    return list(acting(met["who"], clause.words)) if met else []


def at_home(clause: Clause) -> tuple[int, int] | None:
    """Where the name stands that a clause says `we` are: `At Example Foods we`."""
    met = clause.words.roles.at_home.search(clause.text, clause.start, clause.verb[1] if clause.verb else clause.end)
    return met.span("who") if met else None
