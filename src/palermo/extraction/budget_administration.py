"""Requests of reports on budgets of the United Nations about their own administration: posts, money, documents.

These are out of scope: who should cut travel by five per cent says nothing about the subject.
"""

import re
from collections.abc import Iterable, Iterator

from palermo.statements import Masthead, Statement, StatementKind

_BUDGET_TITLE = re.compile(r"\bbudgets?\b", re.IGNORECASE)
_AMOUNT = (
    r"(?:reduction|increase) of \d|\d per cent reduction|(?:reduced|increased) by (?:\$|\d)|appropriate the amount"
    r"|approv(?:al of|e|es) the (?:proposals|resources|amount)|proposed (?:resources|amounts?|provision)"
)
_POSTS = r"vacan(?:cy (?:rate|factor)s?|t posts)|\((?:P|D|FS|GS)-\d\)|staffing proposals"
_DOCUMENTS = (
    r"^(?:(?!\b(?:emphasi[sz]|stress|underscor|encourag)es\b).)*"
    r"\b(?:trusts|expects|requests|recommends)(?:, [^,]*,)? that "
    r"(?:[\w-]+ly |more |further |updated |additional |future |detailed )*"
    r"(?:information|updates?|details|justifications?|budget (?:submissions?|proposals?|reports?))\b"
)
_ADMINISTRATION = re.compile(rf"{_AMOUNT}|{_POSTS}|{_DOCUMENTS}")
"""Of 34 sentences with such words in labelled reports none is a statement."""


def exclude_administration(statements: Iterable[Statement], masthead: Masthead) -> Iterator[Statement]:
    """Yield statements; in a report on a budget without recommendations about its amounts, posts and documents."""
    is_budget = bool(masthead.symbol and _BUDGET_TITLE.search(masthead.title or ""))
    for statement in statements:
        is_request = is_budget and statement.kind is StatementKind.RECOMMENDATION
        if not (is_request and _ADMINISTRATION.search(statement.quote)):
            yield statement
