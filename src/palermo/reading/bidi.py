"""Right-to-left lines in logical order.

PDFs store these lines as drawn, and PDFium reorders them only in part.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

RTL_LETTER = re.compile(r"[\u0590-\u05ff\u0600-\u0605\u0608\u061c-\u065f\u066d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Hebrew and Arabic letters and marks; Arabic digits and signs within numbers are left-to-right."""
_LTR_LETTER = re.compile(r"[a-zß-öø-ÿа-яё]")
_PRESENTATION_FORMS = re.compile(r"[\ufb1d-\ufdff\ufe70-\ufefc]+")
"""Presentation forms: one character for each shape of a letter in its word."""
ALEFS = frozenset("اأإآٱ")
LAM = "ل"


def is_right_to_left(text: str) -> bool:
    """Return whether a line is right-to-left: most of its letters are.

    Capitals do not count, because a line of Arabic may consist of little more than a symbol.

    >>> is_right_to_left("القرار A/HRC/WG.6/5/L.3"), is_right_to_left("the word قرار in English")
    (True, False)
    """
    if text.isascii():
        return False
    return len(RTL_LETTER.findall(text)) > len(_LTR_LETTER.findall(text))


def fold_presentation_forms(text: str) -> str:
    """Convert presentation forms to letters, and put marks after their letter in Unicode's order.

    >>> fold_presentation_forms("ﺣﻤﺎﻳﺔ")
    'حماية'
    """
    if text.isascii():
        return text
    letters = _PRESENTATION_FORMS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return unicodedata.normalize("NFC", letters)


def is_combining_mark(char: str) -> bool:
    """Return whether a character is a mark above or below the preceding letter."""
    return unicodedata.category(char) == "Mn"


_BRACKET_PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›", "<": ">"}
_CLOSERS = {close: opened for opened, close in _BRACKET_PAIRS.items()}
_AFTER_CLOSE = frozenset(" .,:;!?،؛؟…/-–") | frozenset(_CLOSERS) | frozenset(_BRACKET_PAIRS)
_BEFORE_OPEN = frozenset(" /-–") | frozenset(_BRACKET_PAIRS) | frozenset(_CLOSERS)
_BRACKET = re.compile("[" + re.escape("".join([*_BRACKET_PAIRS, *_CLOSERS])) + "]")


def orient_brackets(text: str) -> str:
    """Orient each bracket so that it opens before a word and closes after one; others alternate.

    >>> orient_brackets("الأعضاء )انظر الوثيقة A/RES/64/293( أن")
    'الأعضاء (انظر الوثيقة A/RES/64/293) أن'
    """
    if not _BRACKET.search(text):
        return text
    chars = list(text)
    waiting: list[str] = []
    for index, char in enumerate(chars):
        opened = char if char in _BRACKET_PAIRS else _CLOSERS.get(char)
        if opened is None:
            continue
        if _is_opening_at(text, index, opened in waiting):
            waiting.append(opened)
            chars[index] = opened
        else:
            if opened in waiting:
                waiting.remove(opened)
            chars[index] = _BRACKET_PAIRS[opened]
    return "".join(chars)


def _is_opening_at(text: str, index: int, pending: bool) -> bool:
    """Return whether the bracket at a position opens: a space before it and none after.

    If the spaces are unclear, brackets alternate.
    """
    before = text[index - 1] if index else " "
    after = text[index + 1] if index + 1 < len(text) else " "
    if before == " " and after != " ":
        return True
    if before != " " and after == " ":
        return False
    may_open, may_close = before in _BEFORE_OPEN, after in _AFTER_CLOSE
    if may_open != may_close:
        return may_open
    return not pending


MIN_WORD_GAP_EM = 0.16
"""Minimum space between two words, in font sizes; unjoined letters are up to 0.1 apart."""
MIN_DRAWN_GAP_EM = 0.05
"""The same, if the file itself draws a space there."""
SAME_ORIGIN_PT = 0.05
"""Points within which two characters have one origin: they were drawn as one."""

_NUMBER_RUN = r"N+(?:[.,:/]N+)*%?"
_LTR_WORDS_RUN = r"(?:N[N./-]*)?L(?:(?:[^ROC]|O[^ROC]*C)*L)?(?:[-./:,– ]?N+| ?O[^ROC]*C)*"
_LTR_RUN = re.compile(rf"(?P<words>{_LTR_WORDS_RUN})|(?P<number>{_NUMBER_RUN})")
"""Pattern of directions: words with everything between them and following numbers, or a number alone."""
_RTL_ISLAND = re.compile(r"R(?:[^L]*R)?")
_BRACKETS = frozenset("()[]{}")
_INNER_DIRECTIONS = frozenset("RLN%")
"""Directions of characters on the inner side of a bracket."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """A character as drawn; lengths in points from the page's left edge."""

    text: str
    left: float
    right: float
    origin: float
    em: float
    """Its font's size."""
    char_index: int = 0
    """Its index among the page's characters."""


def to_logical_order(glyphs: Sequence[Glyph], *, is_rtl: bool) -> str:
    """Return a line's characters in logical order.

    `is_rtl` means that the line as a whole is right-to-left.

    Presentation forms become letters. Brackets are turned so that they open before their words and close after
    them.
    """
    cells = _build_cells(glyphs)
    if is_rtl:
        return orient_brackets(fold_presentation_forms(" ".join("".join(_reverse_cells(cells)).split())))
    directions = _classify_directions(cells)
    words: list[str] = []
    start = 0
    for island in _RTL_ISLAND.finditer(directions):
        words += [*cells[start : island.start()], *_reverse_cells(cells[island.start() : island.end()])]
        start = island.end()
    return fold_presentation_forms(" ".join("".join([*words, *cells[start:]]).split()))


def _reverse_cells(cells: Sequence[str]) -> Iterator[str]:
    """Read drawn cells from the right; left-to-right runs keep their order."""
    end = len(cells)
    for start, stop in reversed([match.span() for match in _LTR_RUN.finditer(_classify_directions(cells))]):
        yield from reversed(cells[stop:end])
        yield from cells[start:stop]
        end = start
    yield from reversed(cells[:end])


def _classify_directions(cells: Sequence[str]) -> str:
    """Return one character for the direction of each cell.

    `R` and `L` are letters, `N` is a digit, `O` and `C` are brackets; any other character stands for itself.
    """
    directions = [_classify_direction(cell) for cell in cells]
    opened = 0
    for index, direction in enumerate(directions):
        if direction == "b":
            before = directions[index - 1] if index else " "
            after = directions[index + 1] if index + 1 < len(directions) else " "
            opens = _is_opening(before, after, pending=opened > 0)
            opened = opened + 1 if opens else max(0, opened - 1)
            directions[index] = "O" if opens else "C"
    return "".join(directions)


def _is_opening(left_direction: str, right_direction: str, *, pending: bool) -> bool:
    """Return whether a bracket opens as drawn.

    This depends on the words on its inner side, because its shape is unreliable.
    """
    inner_left = left_direction in _INNER_DIRECTIONS or left_direction == "C"
    inner_right = right_direction in _INNER_DIRECTIONS or right_direction == "b"
    return inner_right if inner_left != inner_right else not pending


def _classify_direction(cell: str) -> str:
    char = cell[0]
    if char in _BRACKETS:
        return "b"
    if char.isdecimal():
        return "N"
    if RTL_LETTER.match(char):
        return "R"
    return "L" if char.isalpha() else char if char in " .,:/%-–" else "o"


def _build_cells(glyphs: Sequence[Glyph]) -> list[str]:
    """Return characters drawn together as one text each, left to right, and the spaces between words.

    Marks belong to the letter below them. PDFium's own spaces are misplaced in such lines. Therefore a space is an
    empty strip with a drawn space, or a wide strip without one.
    """
    bases = [glyph for glyph in glyphs if not is_combining_mark(glyph.text) and not glyph.text.isspace()]
    bases.sort(key=lambda glyph: (glyph.origin, glyph.left))
    groups = [list(group) for _, group in groupby(bases, key=_PenOrigin())]
    groups.sort(key=lambda group: max(glyph.left for glyph in group))
    marks: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        if is_combining_mark(glyph.text) and groups:
            marks.setdefault(_find_base_index(glyph, groups), []).append(glyph)
    drawn = [(g.left + g.right) / 2 for g in glyphs if g.text.isspace() and g.right - g.left > SAME_ORIGIN_PT]
    cells: list[str] = []
    end = float("inf")
    for index, group in enumerate(groups):
        left, em = min(min(g.left, g.origin) for g in group), group[0].em
        if left - end > MIN_WORD_GAP_EM * em or (
            left - end > MIN_DRAWN_GAP_EM * em and any(end < middle < left for middle in drawn)
        ):
            cells.append(" ")
        cells.append(_join_ligature(group) + _order_marks(marks.get(index, [])))
        end = max(glyph.right for glyph in [*group, *marks.get(index, [])])
    return cells


class _PenOrigin:
    """Return the key for grouping: the first origin of a row of equal ones."""

    def __init__(self) -> None:
        self._origin = float("-inf")

    def __call__(self, glyph: Glyph) -> float:
        if glyph.origin - self._origin > SAME_ORIGIN_PT:
            self._origin = glyph.origin
        return self._origin


def _join_ligature(group: Sequence[Glyph]) -> str:
    """Return the letters of a ligature in logical order: lam before alef, others by position."""
    if len(group) == 1:
        return group[0].text
    letters = [glyph.text for glyph in group]
    if LAM in letters and ALEFS & set(letters):
        return "".join(sorted(letters, key=lambda char: char in ALEFS))
    leftwards = bool(RTL_LETTER.match(letters[0]))
    return "".join(g.text for g in sorted(group, key=lambda g: g.left, reverse=leftwards))


def _order_marks(combining_marks: Sequence[Glyph]) -> str:
    return "".join(glyph.text for glyph in sorted(combining_marks, key=lambda glyph: -glyph.left))


def _find_base_index(combining_mark: Glyph, groups: Sequence[Sequence[Glyph]]) -> int:
    """Return the index of the letters that a mark belongs to.

    These are the letters with the same origin, otherwise those below its middle, otherwise the nearest.
    """
    middle = (combining_mark.left + combining_mark.right) / 2

    def measure_distance(index: int) -> tuple[bool, float]:
        group = groups[index]
        left, right = min(g.left for g in group), max(g.right for g in group)
        return abs(group[0].origin - combining_mark.origin) > SAME_ORIGIN_PT, max(left - middle, middle - right, 0.0)

    return min(range(len(groups)), key=measure_distance)
