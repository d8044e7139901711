"""Wordings of a kind in a clause that only tells of a noun or a text: `measures that the State recommends`."""

import re

from palermo.extraction.syntax.clauses import Clause

_WITHIN = {
    "ru": re.compile(
        r",\s+(?:\w+\s+)?котор\w+\s[^,]*$"
        r"|\b(?:то(?:го|м|му)?|тем),\s+(?:\w{1,3}\s+)?(?:что|чем|ч[её]м|кому|кто)\s[^,]*$"
    ),
    "zh": re.compile(r"(?:发布|公布|出版|编写|汇编|绘制)了[^，。；]*$"),
}
"""What stands between a verb and the words of a clause that is its object, or tells of it."""


def told_within(clause: Clause, found: re.Match[str]) -> bool:
    """Whether a wording is met only in a clause behind the verb: `a map of what bodies | are charged with`."""
    within = _WITHIN.get(clause.words.language)
    if within is None:
        return False
    at = found.end("actor") if found.groupdict().get("actor") else found.start()
    begun = clause.verb[1] - clause.start if clause.verb and clause.words.language == "ru" else 0
    return begun <= at and within.search(clause.said, begun, at) is not None
