"""From the places of a line's characters to its reading order: what Unicode's bidirectional rules do, turned back.

The rules draw a line; a PDF keeps the drawing. Read from the right, a right-to-left line is in order except for what
runs from left to right in it: foreign words, symbols such as `A/RES/64/293`, and numbers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from palermo.reading.arabic.brackets import faced
from palermo.reading.arabic.letters import ALEFS, LAM, RIGHT, is_mark, plain

GAP = 0.16
"""Empty strip between two words, in sizes of the font; letters that do not join stand up to 0.1 apart."""
THIN = 0.05
"""The same, where the file itself draws a blank in the strip."""
SAME_PEN = 0.05
"""Points within which two characters have one origin: they were drawn as one."""

_NUMBER = r"N+(?:[.,:/]N+)*%?"
_WORDS = r"(?:N[N./-]*)?L(?:(?:[^ROC]|O[^ROC]*C)*L)?(?:[-./:,– ]?N+| ?O[^ROC]*C)*"
_LEFT_TO_RIGHT = re.compile(rf"(?P<words>{_WORDS})|(?P<number>{_NUMBER})")
"""In signs of direction: words with all between them and the numbers that follow, or a number alone."""
_ISLAND = re.compile(r"R(?:[^L]*R)?")
_BRACKETS = frozenset("()[]{}")
_INSIDE = frozenset("RLN%")
"""Signs of what a bracket stands beside on its inner side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """A character as drawn; lengths in points from the page's left edge."""

    text: str
    left: float
    right: float
    origin: float
    """Where its pen stood."""
    em: float
    """Its font's size."""
    place: int = 0
    """Its place among the page's characters."""


def logical(glyphs: Sequence[Glyph], *, leftwards: bool) -> str:
    """Give a line's characters in reading order; `leftwards` says that the line as a whole runs from right to left.

    Presentation forms become letters, brackets are turned so that they open before and close after their words.
    """
    cells = _cells(glyphs)
    if leftwards:
        return faced(plain(" ".join("".join(_turned(cells)).split())))
    signs = _signs(cells)
    words: list[str] = []
    start = 0
    for island in _ISLAND.finditer(signs):
        words += [*cells[start : island.start()], *_turned(cells[island.start() : island.end()])]
        start = island.end()
    return plain(" ".join("".join([*words, *cells[start:]]).split()))


def _turned(cells: Sequence[str]) -> Iterator[str]:
    """Read drawn cells from the right; runs from left to right keep their order."""
    end = len(cells)
    for start, stop in reversed([found.span() for found in _LEFT_TO_RIGHT.finditer(_signs(cells))]):
        yield from reversed(cells[stop:end])
        yield from cells[start:stop]
        end = start
    yield from reversed(cells[:end])


def _signs(cells: Sequence[str]) -> str:
    """One sign for each cell's direction: R, L, N for a digit, O and C for brackets, else the character itself."""
    signs = [_sign(cell) for cell in cells]
    opened = 0
    for index, sign in enumerate(signs):
        if sign == "b":
            before = signs[index - 1] if index else " "
            after = signs[index + 1] if index + 1 < len(signs) else " "
            opens = _opens(before, after, pending=opened > 0)
            opened = opened + 1 if opens else max(0, opened - 1)
            signs[index] = "O" if opens else "C"
    return "".join(signs)


def _opens(before: str, after: str, *, pending: bool) -> bool:
    """Whether a bracket opens as drawn: its shape is not to be trusted, and words stand on its inner side."""
    inner_left, inner_right = before in _INSIDE or before == "C", after in _INSIDE or after == "b"
    return inner_right if inner_left != inner_right else not pending


def _sign(cell: str) -> str:
    char = cell[0]
    if char in _BRACKETS:
        return "b"
    if char.isdecimal():
        return "N"
    if RIGHT.match(char):
        return "R"
    return "L" if char.isalpha() else char if char in " .,:/%-–" else "o"


def _cells(glyphs: Sequence[Glyph]) -> list[str]:
    """Characters drawn together as one text each, from left to right, and the blanks between words.

    Marks go with the letter that they stand on. PDFium's own blanks are misplaced in such lines, so that a blank is
    where a strip is empty: one that holds a blank which was drawn, or one that is wide enough without.
    """
    bases = [glyph for glyph in glyphs if not is_mark(glyph.text) and not glyph.text.isspace()]
    bases.sort(key=lambda glyph: (glyph.origin, glyph.left))
    groups = [list(group) for _, group in groupby(bases, key=_Pen())]
    groups.sort(key=lambda group: max(glyph.left for glyph in group))
    marks: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        if is_mark(glyph.text) and groups:
            marks.setdefault(_under(glyph, groups), []).append(glyph)
    drawn = [(g.left + g.right) / 2 for g in glyphs if g.text.isspace() and g.right - g.left > SAME_PEN]
    cells: list[str] = []
    end = float("inf")
    for index, group in enumerate(groups):
        left, em = min(min(g.left, g.origin) for g in group), group[0].em
        if left - end > GAP * em or (left - end > THIN * em and any(end < middle < left for middle in drawn)):
            cells.append(" ")
        cells.append(_together(group) + _stack(marks.get(index, [])))
        end = max(glyph.right for glyph in [*group, *marks.get(index, [])])
    return cells


class _Pen:
    """Key for grouping: the first origin of a row of equal ones."""

    def __init__(self) -> None:
        self._origin = float("-inf")

    def __call__(self, glyph: Glyph) -> float:
        if glyph.origin - self._origin > SAME_PEN:
            self._origin = glyph.origin
        return self._origin


def _together(group: Sequence[Glyph]) -> str:
    """The letters of a ligature in reading order: lam goes before alef, others as they are placed."""
    if len(group) == 1:
        return group[0].text
    letters = [glyph.text for glyph in group]
    if LAM in letters and ALEFS & set(letters):
        return "".join(sorted(letters, key=lambda char: char in ALEFS))
    leftwards = bool(RIGHT.match(letters[0]))
    return "".join(g.text for g in sorted(group, key=lambda g: g.left, reverse=leftwards))


def _stack(marks: Sequence[Glyph]) -> str:
    return "".join(glyph.text for glyph in sorted(marks, key=lambda glyph: -glyph.left))


def _under(mark: Glyph, groups: Sequence[Sequence[Glyph]]) -> int:
    """Index of the letters that a mark stands on: those of its pen, else those below its middle, else the nearest."""
    middle = (mark.left + mark.right) / 2

    def distance(index: int) -> tuple[bool, float]:
        group = groups[index]
        left, right = min(g.left for g in group), max(g.right for g in group)
        return abs(group[0].origin - mark.origin) > SAME_PEN, max(left - middle, middle - right, 0.0)

    return min(range(len(groups)), key=distance)
