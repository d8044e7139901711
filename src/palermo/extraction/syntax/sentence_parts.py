"""A printed sentence that holds several: joined by semicolons, set as bullets, or behind the label of its paragraph.

Only of languages whose wordings say so: `parts` holds the marks between such sentences, and `labels` how a paragraph
is labelled before its first word, `Article 7. – `, `Box 3. `.
"""

import re
from collections.abc import Iterator

from palermo.extraction.language.wordings import Wordings

_COLON = re.compile(r"\s?:\s")
_BRACKETS = (("(", ")"), ("[", "]"), ("«", "»"), ("“", "”"))
NEAR = 110
"""Characters of a part within which its verb stands."""
SHORTEST = 18
"""Characters of a part."""


def parts(text: str, start: int, end: int, words: Wordings) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence that a printed one holds, without its label."""
    if words.parts is None:
        yield start, end
        return
    begin = behind_label(text, start, end, words)
    for mark in words.parts.finditer(text, begin, end):
        bullet = not text[mark.start() : mark.end()].strip().startswith(";")
        if bullet and _COLON.search(text, max(begin, mark.start() - 3), mark.end()):
            break  # the items of a list
        if end - mark.end() < SHORTEST or _enclosed(text, begin, mark.start()):
            continue
        if not bullet and (
            mark.start() - begin < SHORTEST
            or _COLON.search(text, begin, mark.start())
            or not _whole(text, mark.end(), end, words)
        ):
            continue  # an item of a list, or half a sentence
        yield begin, mark.start()
        begin = behind_label(text, mark.end(), end, words)
    yield begin, end


def behind_label(text: str, start: int, end: int, words: Wordings) -> int:
    """Where a sentence begins behind the label of its paragraph."""
    found = words.labels.match(text, start, end) if words.labels else None
    return found.end() if found and end - found.end() >= SHORTEST else start


def _enclosed(text: str, start: int, at: int) -> bool:
    """Whether a place stands within brackets or quotation marks."""
    before = text[start:at]
    return any(before.count(opened) > before.count(closed) for opened, closed in _BRACKETS)


def _whole(text: str, start: int, end: int, words: Wordings) -> bool:
    """Whether a part has a finite verb near its beginning."""
    return next(words.verbs.spans(text, start, min(end, start + NEAR)), None) is not None
