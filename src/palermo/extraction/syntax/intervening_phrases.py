"""What stands between a subject and the verb that says what is done: adverbials, relative and subordinate clauses."""

import re

from palermo.extraction.language.wordings import Wordings
from palermo.extraction.syntax.russian_circumstances import without_circumstances

FURTHEST = 40
"""Characters before a verb in which `whose` and its noun stand."""


def behind_adverbial(text: str, verb: tuple[int, int], end: int, words: Wordings) -> tuple[int, int]:
    """The participle of an auxiliary behind an adverbial, `have for many years | offered`, else the verb as it is."""
    found = words.clauses.behind_adverbial.match(text, verb[0], end)
    return found.span("verb") if found and words.verbs.known(found["verb"]) else verb


def within_whose(text: str, start: int, at: int, words: Wordings) -> bool:
    """Whether a verb is of a relative clause that begins with `whose`: `suppliers whose work | involves`."""
    return words.clauses.whose_noun.search(text, max(start, at - FURTHEST), at) is not None


def main_verb(
    text: str, start: int, end: int, words: Wordings, subordinators: re.Pattern[str]
) -> tuple[int, int] | None:
    """The first finite verb before which, since the verb before it, no word begins a subordinate clause."""
    first: tuple[int, int] | None = None
    behind = start
    for verb in words.verbs.spans(text, start, end):
        first = first or verb
        if subordinators.search(text, behind, verb[0]) is None:
            return verb
        behind = verb[1]
    return first


def without_aside(text: str, start: int, end: int, words: Wordings) -> tuple[int, int]:
    """A Spanish or Russian subject without what is told of it in passing."""
    if words.language == "ru":
        return without_circumstances(text, start, end, words)
    aside = words.clauses.relative_aside.search(text, start, end)
    return start, aside.start() if aside else end
