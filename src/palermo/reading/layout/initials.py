"""Initials: the first letter of a chapter, several lines high, that stands apart from the rest of its word."""

import re
from collections.abc import Sequence
from dataclasses import replace

from palermo.reading.layout.lines import Line, Page

HIGHER = 1.8
"""An initial is at least so many times the size of the lines beside it."""
SHORT = 8
"""Characters of an initial's line, with its blanks."""
WORDS = frozenset("AIOYÀÉÓУОИВКСЯ")
"""Letters that are words of their own."""


def with_initials(page: Page) -> Page:
    """Give each initial back to the line that it begins."""
    short = [x for x in page.lines if len(x.text) <= SHORT]
    initials = [x for x in short if len(x.text.strip()) == 1 and x.text.strip().isupper()]
    if not initials:
        return page
    lines = list(page.lines)
    for initial in initials:
        first = min(_beside(initial, page.lines), key=lambda x: x.top, default=None)
        if first is not None:
            text = _joined(initial.text.strip(), first.text.lstrip(), page.lines)
            lines = [replace(x, text=text) if x is first else x for x in lines if x is not initial]
    return replace(page, lines=tuple(lines)) if len(lines) < len(page.lines) else page


def _beside(initial: Line, lines: Sequence[Line]) -> list[Line]:
    """Lines that begin right of an initial, within its height."""
    return [
        x
        for x in lines
        if x.size * HIGHER < initial.size
        and initial.right - 2 <= x.left < initial.right + 0.5 * initial.size
        and initial.top - x.size < x.top
        and x.bottom < initial.bottom + x.size
    ]


def _joined(letter: str, words: str, lines: Sequence[Line]) -> str:
    """A letter before words: `T` and `he plan`, but `A` and `plan`, a word that stands elsewhere on the page."""
    word = (re.match(r"[^\W\d_]+", words) or [""])[0]
    apart = letter in WORDS and any(re.search(rf"\b{word}\b", x.text[1:]) for x in lines) if word else True
    return f"{letter}{' ' if apart or (words[:1].isupper() and not words[1:2].isupper()) else ''}{words}"
