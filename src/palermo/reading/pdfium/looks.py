"""Places and looks of a page's characters, as PDFium tells them."""

import ctypes
import math
import re
from collections.abc import Sequence
from itertools import chain

from palermo.reading.pdfium import calls

Rect = tuple[float, float, float, float]
"""left, top, right, bottom in points, measured from the page's lower left corner."""
_BOLD = re.compile(rb"bold|black|heavy", re.IGNORECASE)
_SLANTED = re.compile(rb"italic|oblique", re.IGNORECASE)
_ITALIC = 1 << 6
"""Bit of a font's flags, by the PDF standard."""


def middle_letter(text: str) -> int:
    """Offset of a letter whose look is the line's: numbers, footnote signs and raised `th` stand at the ends.

    Of `fi` and its like PDFium tells the ink, where a font draws both letters as one.
    """
    middle = len(text) // 2
    for index in chain(range(middle, len(text)), range(middle)):
        if text[index].isalpha() and "f" not in text[max(0, index - 2) : index + 1]:
            return index
    return next((index for index in range(len(text)) if text[index].isalpha()), len(text) - len(text.lstrip()))


class Looks:
    """What PDFium tells of the characters of one text page; each font is asked for once."""

    def __init__(self, text_page: object) -> None:
        self.handle = text_page
        self.page = calls.address(text_page)
        self.turned = True
        """Whether the page may hold letters from the right, Chinese, or signs beyond the basic plane."""
        self._edges = [ctypes.c_double() for _ in range(4)]
        self._places = [ctypes.addressof(edge) for edge in self._edges]
        self._box = (ctypes.c_float * 4)()
        self._fonts: dict[int | None, tuple[bool, bool]] = {}

    def rects(self, start: int, length: int) -> list[Rect]:
        """Boxes around characters, one for each run of one look; none around blanks."""
        left, top, right, bottom = self._edges
        return [
            (left.value, top.value, right.value, bottom.value)
            for index in range(calls.count_rects(self.page, start, length))
            if calls.rect(self.page, index, *self._places)
        ]

    def size(self, index: int, group: Sequence[Rect]) -> float:
        """Height of the font's box at a character; where the font tells none, of the ink."""
        if calls.loose_box(self.page, index, ctypes.addressof(self._box)):
            _, top, _, bottom = self._box
            if 2 < top - bottom < 200:
                return float(top - bottom)
        return max(rect[1] - rect[3] for rect in group)

    def baseline(self, index: int, group: Sequence[Rect]) -> float:
        """Height above the page's lower edge at which a character stands, in points."""
        if calls.origin(self.page, index, self._places[0], self._places[1]):
            return self._edges[1].value
        return min(rect[3] for rect in group)

    def weight(self, index: int) -> tuple[bool, bool]:
        """Whether a character is bold and whether it is italic."""
        found = calls.text_object(self.page, index)
        font = calls.font(found) if found else None
        if font is None:
            return self._weight(index)
        if font not in self._fonts:
            self._fonts[font] = self._weight(index)
        return self._fonts[font]

    def _weight(self, index: int) -> tuple[bool, bool]:
        """By the font's weight and flags, else by its name: fonts that are not embedded tell no weight."""
        name, flags = ctypes.create_string_buffer(96), ctypes.c_int()
        calls.font_info(self.page, index, ctypes.addressof(name), len(name), ctypes.addressof(flags))
        bold = calls.font_weight(self.page, index) >= 600 or _BOLD.search(name.value)
        return bool(bold), bool(flags.value & _ITALIC or _SLANTED.search(name.value))

    def left(self, index: int) -> float | None:
        """Left edge of a character's ink, in points; None for a blank."""
        return self._edges[0].value if calls.ink_box(self.page, index, *self._places) else None

    def gap(self, index: int) -> float:
        """Points between the characters before and after a place, in sizes of the font; infinite where unknown."""
        if not calls.loose_box(self.page, index - 1, ctypes.addressof(self._box)):
            return math.inf
        right = self._box[2]
        if not calls.loose_box(self.page, index + 1, ctypes.addressof(self._box)):
            return math.inf
        return float(abs(self._box[0] - right) / max(1.0, calls.font_size(self.page, index - 1)))
