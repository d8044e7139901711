"""Drop caps: the first letter of a chapter, several lines high, separate from the rest of its word."""

import re
from collections.abc import Sequence
from dataclasses import replace

from palermo.reading.layout.text_lines import LayoutPage, TextLine

MIN_DROP_CAP_RATIO = 1.8
"""Minimum size of a drop cap, as a multiple of the adjacent lines."""
MAX_DROP_CAP_CHARS = 8
"""Maximum characters of a drop cap's line, including spaces."""
ONE_LETTER_WORDS = frozenset("AIOYÀÉÓУОИВКСЯ")
"""Letters that are words."""


def join_drop_caps(page: LayoutPage) -> LayoutPage:
    """Join each drop cap to the line that it begins."""
    short = [x for x in page.lines if len(x.text) <= MAX_DROP_CAP_CHARS]
    initials = [x for x in short if len(x.text.strip()) == 1 and x.text.strip().isupper()]
    if not initials:
        return page
    lines = list(page.lines)
    for initial in initials:
        first = min(_find_adjacent_lines(initial, page.lines), key=lambda x: x.top, default=None)
        if first is not None:
            text = _join_letter(initial.text.strip(), first.text.lstrip(), page.lines)
            lines = [replace(x, text=text) if x is first else x for x in lines if x is not initial]
    return replace(page, lines=tuple(lines)) if len(lines) < len(page.lines) else page


def _find_adjacent_lines(initial: TextLine, text_lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines right of a drop cap, within its height."""
    return [
        x
        for x in text_lines
        if x.size * MIN_DROP_CAP_RATIO < initial.size
        and initial.right - 2 <= x.left < initial.right + 0.5 * initial.size
        and initial.top - x.size < x.top
        and x.bottom < initial.bottom + x.size
    ]


def _join_letter(letter: str, line_text: str, text_lines: Sequence[TextLine]) -> str:
    """Return a letter joined to a text.

    `T` and `he plan` are joined without a space; `A` and `plan` stay separate words if `plan` occurs on the page.
    """
    word = (re.match(r"[^\W\d_]+", line_text) or [""])[0]
    is_separate = (
        letter in ONE_LETTER_WORDS and any(re.search(rf"\b{word}\b", x.text[1:]) for x in text_lines) if word else True
    )
    return (
        f"{letter}{' ' if is_separate or (line_text[:1].isupper() and not line_text[1:2].isupper()) else ''}{line_text}"
    )
