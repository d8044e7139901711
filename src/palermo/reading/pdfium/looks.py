"""Places and looks of a page's characters, as PDFium tells them."""

import ctypes
import math
import re
import struct
from collections.abc import Sequence
from itertools import chain

from palermo.reading.pdfium import calls

Rect = tuple[float, float, float, float]
"""left, top, right, bottom in points, measured from the page's lower left corner."""
Look = tuple[float, float, bool, bool]
"""Height of the baseline above the page's lower edge, height of the font's box, both in points; bold, italic."""
_BOLD = re.compile(rb"bold|black|heavy", re.IGNORECASE)
_SLANTED = re.compile(rb"italic|oblique", re.IGNORECASE)
_RECT = struct.Struct("4d").unpack
_ITALIC = 1 << 6
"""Bit of a font's flags, by the PDF standard."""


def middle_letter(text: str) -> int:
    """Offset of a letter whose look is the line's: numbers, footnote signs and raised `th` stand at the ends.

    Of `fi` and its like PDFium tells the ink, where a font draws both letters as one.
    """
    middle = len(text) // 2
    if text[middle : middle + 1].isalpha() and "f" not in text[middle - 2 if middle > 2 else 0 : middle + 1]:
        return middle
    for index in chain(range(middle, len(text)), range(middle)):
        if text[index].isalpha() and "f" not in text[max(0, index - 2) : index + 1]:
            return index
    return next((index for index in range(len(text)) if text[index].isalpha()), len(text) - len(text.lstrip()))


def around(rects: Sequence[Rect]) -> Rect:
    """The box around boxes."""
    if len(rects) == 1:
        return rects[0]
    lefts, tops, rights, bottoms = zip(*rects, strict=True)
    return min(lefts), max(tops), max(rights), min(bottoms)


class Looks:
    """What PDFium tells of the characters of one text page; each font is asked for once."""

    def __init__(self, text_page: object) -> None:
        self.handle = text_page
        self.page = calls.pointer(text_page)
        self.turned = True
        """Whether the page may hold letters from the right, Chinese, or signs beyond the basic plane."""
        self._edges = (ctypes.c_double * 4)()
        self._places = [ctypes.byref(self._edges, place * ctypes.sizeof(ctypes.c_double)) for place in range(4)]
        self._box = (ctypes.c_float * 4)()
        self._box_place = ctypes.byref(self._box)
        self._object = ctypes.c_void_p()
        self._fonts: dict[int | None, tuple[bool, bool]] = {}

    def rects(self, start: int, length: int) -> list[Rect]:
        """Boxes around characters, one for each run of one look; none around blanks."""
        page, rect, edges, (left, top, right, bottom) = self.page, calls.rect, self._edges, self._places
        return [
            _RECT(edges)
            for index in range(calls.count_rects(page, start, length))
            if rect(page, index, left, top, right, bottom)
        ]

    def look(self, index: int, group: Sequence[Rect]) -> Look:
        """The look of a line by one of its letters; where the font tells nothing, by the boxes of its ink."""
        page, edges, box = self.page, self._edges, self._box
        if calls.origin(page, index, self._places[0], self._places[1]):
            baseline = edges[1]
        else:
            baseline = min(rect[3] for rect in group)
        size = box[1] - box[3] if calls.loose_box(page, index, self._box_place) else 0.0
        if not 2 < size < 200:
            size = max(rect[1] - rect[3] for rect in group)
        self._object.value = calls.text_object(page, index)
        font = calls.font(self._object) if self._object else None
        weight = self._fonts.get(font)
        if weight is None:
            weight = self._weight(index)
            if font is not None:
                self._fonts[font] = weight
        return baseline, size, *weight

    def _weight(self, index: int) -> tuple[bool, bool]:
        """By the font's weight and flags, else by its name: fonts that are not embedded tell no weight."""
        name, flags = ctypes.create_string_buffer(96), ctypes.c_int()
        calls.font_info(self.page, index, ctypes.addressof(name), len(name), ctypes.addressof(flags))
        bold = calls.font_weight(self.page, index) >= 600 or _BOLD.search(name.value)
        return bool(bold), bool(flags.value & _ITALIC or _SLANTED.search(name.value))

    def left(self, index: int) -> float | None:
        """Left edge of a character's ink, in points; None for a blank."""
        return self._edges[0] if calls.ink_box(self.page, index, *self._places) else None

    def gap(self, index: int) -> float:
        """Points between the characters before and after a place, in sizes of the font; infinite where unknown."""
        if not calls.loose_box(self.page, index - 1, self._box_place):
            return math.inf
        right = self._box[2]
        if not calls.loose_box(self.page, index + 1, self._box_place):
            return math.inf
        return float(abs(self._box[0] - right) / max(1.0, calls.font_size(self.page, index - 1)))
