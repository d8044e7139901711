"""Sentences that one full stop ends and semicolons part, each with a subject and a verb of its own."""

import re
from collections.abc import Iterator

from palermo.extraction.language.wordings import Wordings
from palermo.extraction.syntax.clauses import clause

_SEMICOLON = re.compile(r"\s*[;；؛]\s*")
_LISTED = re.compile(
    r"[:：]\s|：|(?:^|[\s;,])\(?(?:[a-z]|[ivx]{1,4}|\d{1,2}|[а-д]|[أ-ي])[)）]\s|（[一二三四五六七八九十\d]+）|[①-⑩]"
)
"""A colon, or the mark of an item: behind it semicolons part the items of a list."""
FURTHEST_VERB = 90
"""Characters before the verb of a part that is a sentence."""
FURTHEST_WITHOUT_SUBJECT = 40
"""The same where a verb may stand without a subject."""
MOST_PARTS = 12


def independent(text: str, start: int, end: int, words: Wordings) -> Iterator[tuple[int, int]]:
    """Start and end of each part that could be a sentence; the whole where semicolons part a list."""
    if text.find(";", start, end) < 0 and text.find("；", start, end) < 0 and text.find("؛", start, end) < 0:
        yield start, end
        return
    cuts = [] if _LISTED.search(text, start, end) else [found.span() for found in _SEMICOLON.finditer(text, start, end)]
    begin = start
    for number, (stop, following) in enumerate(cuts[:MOST_PARTS]):
        next_stop = cuts[number + 1][0] if number + 1 < len(cuts) else end
        if _could_stand_alone(text, begin, stop, words) and _could_stand_alone(text, following, next_stop, words):
            yield begin, stop
            begin = following
    yield begin, end


def _could_stand_alone(text: str, start: int, end: int, words: Wordings) -> bool:
    at = clause(text, start, end, words)
    if at.verb is None or at.verb[0] - start > FURTHEST_VERB:
        return False
    if at.subject is not None and at.subject[0] < at.verb[0]:
        return True
    return (words.pro_drop or words.verb_first) and at.verb[0] - start < FURTHEST_WITHOUT_SUBJECT
