"""Places and looks of a page's characters, as PDFium tells them."""

import ctypes
import math
import re
import struct
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, repeat
from operator import sub

from palermo.reading.pdfium import calls
from palermo.reading.pdfium.calls import count_rects, rect

Rect = tuple[float, float, float, float]
"""left, top, right, bottom in points, measured from the page's lower left corner."""
Weight = tuple[bool, bool]
"""Bold, italic."""
Look = tuple[float, float, Weight]
"""Height of the baseline above the page's lower edge and height of the font's box, both in points; weight."""
LEAST, LARGEST = 2, 200
"""Points between which the height of a font's box is believed."""
MANY = 128
"""Letters that are asked for at once; most pages have fewer lines."""
_BOLD = re.compile(rb"bold|black|heavy", re.IGNORECASE)
_SLANTED = re.compile(rb"italic|oblique", re.IGNORECASE)
_RECT = struct.Struct("4d").unpack_from
_ITALIC = 1 << 6
"""Bit of a font's flags, by the PDF standard."""


def middle_letter(text: str) -> int:
    """Offset of a letter whose look is the line's: numbers, footnote signs and raised `th` stand at the ends.

    Of `fi` and its like PDFium tells the ink, where a font draws both letters as one.
    """
    middle = len(text) // 2
    if middle > 1 and text[middle].isalpha() and "f" not in text[middle - 2 : middle + 1]:
        return middle
    for index in chain(range(middle, len(text)), range(middle)):
        if text[index].isalpha() and "f" not in text[max(0, index - 2) : index + 1]:
            return index
    return next((index for index in range(len(text)) if text[index].isalpha()), len(text) - len(text.lstrip()))


@lru_cache(maxsize=512)
def _by_name(font: bytes) -> Weight:
    return bool(_BOLD.search(font)), bool(_SLANTED.search(font))


def around(rects: Sequence[Rect]) -> Rect:
    """The box around boxes."""
    if len(rects) == 1:
        return rects[0]
    lefts, tops, rights, bottoms = zip(*rects, strict=True)
    return min(lefts), max(tops), max(rights), min(bottoms)


class Looks:
    """What PDFium tells of the characters of a document's text pages, one page at a time."""

    def __init__(self) -> None:
        self.handle: object = None
        self.page = ctypes.c_void_p()
        self.turned = True
        """Whether the page may hold letters from the right, Chinese, or signs beyond the basic plane."""
        self._edges = (ctypes.c_double * (2 * MANY))()
        self._places = [ctypes.byref(self._edges, 8 * place) for place in range(2 * MANY)]
        self._corners = self._places[:4]
        self._xs, self._ys = self._places[::2], self._places[1::2]
        self._boxes = (ctypes.c_float * (4 * MANY))()
        self._box_places = [ctypes.byref(self._boxes, 16 * place) for place in range(MANY)]
        self._name, self._flags = ctypes.create_string_buffer(96), ctypes.c_int()
        self._fonts: dict[int, Weight] = {}

    def open(self, text_page: object) -> None:
        """Turn to a page; fonts are told apart by their addresses, which only hold while their page is open."""
        self.handle, self.page, self.turned = text_page, calls.pointer(text_page), True
        self._fonts.clear()

    def rects(self, start: int, length: int) -> list[Rect]:
        """Boxes around characters, one for each run of one look; none around blanks."""
        page, edges, (left, top, right, bottom) = self.page, self._edges, self._corners
        count = count_rects(page, start, length)
        return [_RECT(edges) for index in range(count) if rect(page, index, left, top, right, bottom)]

    def of(self, letters: Sequence[int], groups: Sequence[Sequence[Rect]]) -> list[Look]:
        """The look of each line by one of its letters; where the font tells nothing, by the boxes of its ink."""
        found: list[Look] = []
        for first in range(0, len(letters), MANY):
            found += self._some(letters[first : first + MANY], groups[first : first + MANY])
        return found

    def _some(self, letters: Sequence[int], groups: Sequence[Sequence[Rect]]) -> Iterable[Look]:
        pages, count = repeat(self.page), len(letters)
        placed = list(map(calls.origin, pages, letters, self._xs, self._ys))
        boxed = list(map(calls.loose_box, pages, letters, self._box_places))
        fonts = list(map(calls.font, map(calls.text_object, pages, letters)))
        known = self._fonts
        if new := set(fonts) - known.keys() - {None}:
            known.update({font: self._weight(letters[fonts.index(font)]) for font in new})
        heights = self._edges[1 : 2 * count : 2]
        sizes = list(map(sub, self._boxes[1 : 4 * count : 4], self._boxes[3 : 4 * count : 4]))
        if not all(placed) or not all(boxed) or min(sizes) <= LEAST or max(sizes) >= LARGEST:
            for place, group in enumerate(groups):
                if not placed[place]:
                    heights[place] = min(rect[3] for rect in group)
                if not boxed[place] or not LEAST < sizes[place] < LARGEST:
                    sizes[place] = max(rect[1] - rect[3] for rect in group)
        weights = [known[font] if font else self._weight(letter) for font, letter in zip(fonts, letters, strict=True)]
        return zip(heights, sizes, weights, strict=True)

    def _weight(self, index: int) -> Weight:
        """By the font's weight and flags, else by its name: fonts that are not embedded tell no weight."""
        name, flags = self._name, self._flags
        calls.font_info(self.page, index, ctypes.addressof(name), len(name), ctypes.addressof(flags))
        bold, italic = _by_name(name.value)
        return calls.font_weight(self.page, index) >= 600 or bold, bool(flags.value & _ITALIC) or italic

    def left(self, index: int) -> float | None:
        """Left edge of a character's ink, in points; None for a blank."""
        return self._edges[0] if calls.ink_box(self.page, index, *self._places[:4]) else None

    def gap(self, index: int) -> float:
        """Points between the characters before and after a place, in sizes of the font; infinite where unknown."""
        if not calls.loose_box(self.page, index - 1, self._box_places[0]):
            return math.inf
        right = self._boxes[2]
        if not calls.loose_box(self.page, index + 1, self._box_places[0]):
            return math.inf
        return float(abs(self._boxes[0] - right) / max(1.0, calls.font_size(self.page, index - 1)))
