"""Clauses that a semicolon or a bullet joins in one English sentence, each whole: `Boys beg; girls | serve`."""

import re
from collections.abc import Iterator, Sequence

from palermo.extraction.language.wordings import Wordings
from palermo.extraction.syntax.clauses import clause

_BULLET = re.compile(r"\s[•▪●☐☑✓‣]\s+(?=[A-Z\d“\"])|(?<=[:;.])\s[–—-]\s+(?=\w)")
_OPEN = re.compile(r"\b(?:to|should|must|will|shall|by|that|is|are|for|has|have|following)\s*:?$")
"""The end of an introduction that its items go on with."""
_SEMICOLON = re.compile(
    r";\s+(?!\(|[a-z]\)|and\s+\([a-z]|including\b|such\s+as\b|or\b|(?:that|this|these|such)\s)(?:(?:and|but|while|whereas)\s+)?"
)
_LISTED = re.compile(r":\s|\(a\)|\(i\)")
"""What tells that semicolons part the items of a list."""
FARTHEST = 120
"""Characters of a clause before its verb."""


def whole_clauses(text: str, start: int, end: int, words: Wordings) -> Iterator[tuple[int, int]]:
    """Start and end of each whole clause of a sentence; the sentence itself where it is one."""
    if words.language != "en":
        yield start, end
        return
    begin = start
    bullets = list(_BULLET.finditer(text, start, end))
    if bullets and _OPEN.search(text[start : bullets[0].start()].rstrip()):
        bullets = []
    if bullets and "•" not in text and "☐" not in text and not _all_whole(text, bullets, end, words):
        bullets = []  # `The centre: – opened a shelter; – trained judges`
    for bullet in bullets:
        yield from _joined(text, begin, bullet.start(), words)
        begin = bullet.end()
    yield from _joined(text, begin, end, words)


def _all_whole(text: str, bullets: Sequence[re.Match[str]], end: int, words: Wordings) -> bool:
    """Whether each item has a subject and a finite verb of its own."""
    ends = [*(bullet.start() for bullet in bullets[1:]), end]
    return all(_is_whole(text, bullet.end(), stop, words) for bullet, stop in zip(bullets, ends, strict=True))


def _joined(text: str, start: int, end: int, words: Wordings) -> Iterator[tuple[int, int]]:
    """The clauses that semicolons join, where each is whole; else semicolons part the items of a list."""
    marks = list(_SEMICOLON.finditer(text, start, end))
    begins = [start, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), end]
    parts = list(zip(begins, ends, strict=True))
    if not marks or text.count(";", start, end) > len(marks) or _LISTED.search(text, start, end):
        yield start, end
    elif all(_is_whole(text, begin, stop, words) for begin, stop in parts):
        yield from parts
    else:
        yield start, end


def _is_whole(text: str, start: int, end: int, words: Wordings) -> bool:
    """Whether a stretch has a subject and a finite verb of its own."""
    read = clause(text, start, end, words)
    if read.subject is None or read.verb is None:
        return False
    return read.verb[0] - read.subject[0] <= FARTHEST and not _INFINITIVE.match(text, start)


_INFINITIVE = re.compile(r"(?:to|for|by|with|in\s+order\s+to)\s")
