"""Wordings of a kind in a clause that only tells of a noun or a text: `measures that the State recommends`."""

import re

from palermo.extraction.syntax.clauses import Clause


def told_within(clause: Clause, found: re.Match[str]) -> bool:
    """Whether a wording is met only in a clause behind the verb: `a map of what bodies | are charged with`."""
    at = found.end("actor") if found.groupdict().get("actor") else found.start()
    begun = clause.verb[1] - clause.start if clause.verb and clause.words.language == "ru" else 0
    return begun <= at and clause.words.clauses.object_clause.search(clause.said, begun, at) is not None
