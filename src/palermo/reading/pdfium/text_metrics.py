"""Positions and styles of a page's characters, as measured by PDFium."""

import ctypes
import math
import re
import struct
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, repeat
from operator import sub

from palermo.reading.pdfium import bindings
from palermo.reading.pdfium.bindings import count_rects, get_rect

Rect = tuple[float, float, float, float]
"""left, top, right, bottom in points, measured from the page's lower left corner."""
FontStyle = tuple[bool, bool]
"""Bold, italic."""
TextStyle = tuple[float, float, FontStyle]
"""Height of the baseline above the page's lower edge and height of the font's box, both in points; weight."""
MIN_BOX_HEIGHT_PT, MAX_BOX_HEIGHT_PT = 2, 200
"""Range in points of plausible heights of a font's box."""
BATCH_LETTERS = 128
"""Number of letters measured at once; most pages have fewer lines."""
_BOLD = re.compile(rb"bold|black|heavy", re.IGNORECASE)
_SLANTED = re.compile(rb"italic|oblique", re.IGNORECASE)
_UNPACK_RECT = struct.Struct("4d").unpack_from
_ITALIC_FLAG = 1 << 6
"""Bit of a font's flags, by the PDF standard."""


def find_middle_letter(text: str) -> int:
    """Return the offset of a letter with the line's main style: numbers and raised signs are at the ends.

    For ligatures such as `fi`, PDFium measures the ink if a font draws both letters as one.
    """
    middle = len(text) // 2
    if middle > 1 and text[middle].isalpha() and "f" not in text[middle - 2 : middle + 1]:
        return middle
    for index in chain(range(middle, len(text)), range(middle)):
        if text[index].isalpha() and "f" not in text[max(0, index - 2) : index + 1]:
            return index
    return next((index for index in range(len(text)) if text[index].isalpha()), len(text) - len(text.lstrip()))


@lru_cache(maxsize=512)
def _parse_font_style(font: bytes) -> FontStyle:
    return bool(_BOLD.search(font)), bool(_SLANTED.search(font))


def compute_bounding_box(rects: Sequence[Rect]) -> Rect:
    """Return the box around boxes."""
    if len(rects) == 1:
        return rects[0]
    lefts, tops, rights, bottoms = zip(*rects, strict=True)
    return min(lefts), max(tops), max(rights), min(bottoms)


class TextMetrics:
    """Measures the characters of a document's text pages, one page at a time."""

    def __init__(self) -> None:
        self.handle: object = None
        self.page = ctypes.c_void_p()
        self.turned = True
        """Whether the page may contain right-to-left, Chinese or non-BMP characters."""
        self._edges = (ctypes.c_double * (2 * BATCH_LETTERS))()
        self._places = [ctypes.byref(self._edges, 8 * place) for place in range(2 * BATCH_LETTERS)]
        self._corners = self._places[:4]
        self._xs, self._ys = self._places[::2], self._places[1::2]
        self._boxes = (ctypes.c_float * (4 * BATCH_LETTERS))()
        self._box_places = [ctypes.byref(self._boxes, 16 * place) for place in range(BATCH_LETTERS)]
        self._name, self._flags = ctypes.create_string_buffer(96), ctypes.c_int()
        self._fonts: dict[int, FontStyle] = {}

    def open_page(self, text_page: object) -> None:
        """Start a page; fonts are identified by address, which is valid only while their page is open."""
        self.handle, self.page, self.turned = text_page, bindings.to_pointer(text_page), True
        self._fonts.clear()

    def get_rects(self, start: int, length: int) -> list[Rect]:
        """Return boxes around characters, one for each run of one style, none around spaces."""
        page, edges, (left, top, right, bottom) = self.page, self._edges, self._corners
        count = count_rects(page, start, length)
        return [_UNPACK_RECT(edges) for index in range(count) if get_rect(page, index, left, top, right, bottom)]

    def get_styles(self, letters: Sequence[int], groups: Sequence[Sequence[Rect]]) -> list[TextStyle]:
        """Return the style of each line by one of its letters.

        If the font gives no position or size, they are measured from the boxes of the line's ink.
        """
        text_styles: list[TextStyle] = []
        for first in range(0, len(letters), BATCH_LETTERS):
            text_styles += self._get_style_batch(
                letters[first : first + BATCH_LETTERS], groups[first : first + BATCH_LETTERS]
            )
        return text_styles

    def _get_style_batch(self, letters: Sequence[int], groups: Sequence[Sequence[Rect]]) -> Iterable[TextStyle]:
        pages, count = repeat(self.page), len(letters)
        placed = list(map(bindings.get_origin, pages, letters, self._xs, self._ys))
        boxed = list(map(bindings.get_loose_box, pages, letters, self._box_places))
        fonts = list(map(bindings.get_font, map(bindings.get_text_object, pages, letters)))
        known = self._fonts
        if new := set(fonts) - known.keys() - {None}:
            known.update({font: self._get_font_style(letters[fonts.index(font)]) for font in new})
        heights = self._edges[1 : 2 * count : 2]
        sizes = list(map(sub, self._boxes[1 : 4 * count : 4], self._boxes[3 : 4 * count : 4]))
        if not all(placed) or not all(boxed) or min(sizes) <= MIN_BOX_HEIGHT_PT or max(sizes) >= MAX_BOX_HEIGHT_PT:
            for place, group in enumerate(groups):
                if not placed[place]:
                    heights[place] = min(rect[3] for rect in group)
                if not boxed[place] or not MIN_BOX_HEIGHT_PT < sizes[place] < MAX_BOX_HEIGHT_PT:
                    sizes[place] = max(rect[1] - rect[3] for rect in group)
        weights = [
            known[font] if font else self._get_font_style(letter) for font, letter in zip(fonts, letters, strict=True)
        ]
        return zip(heights, sizes, weights, strict=True)

    def _get_font_style(self, index: int) -> FontStyle:
        """Return bold and italic by the font's weight and flags, or else by its name.

        The name serves for fonts that are not embedded.
        """
        name, flags = self._name, self._flags
        bindings.get_font_info(self.page, index, ctypes.addressof(name), len(name), ctypes.addressof(flags))
        bold, italic = _parse_font_style(name.value)
        return bindings.get_font_weight(self.page, index) >= 600 or bold, bool(flags.value & _ITALIC_FLAG) or italic

    def get_left_edge(self, index: int) -> float | None:
        """Return the left edge of a character's ink in points; None for a space."""
        return self._edges[0] if bindings.get_ink_box(self.page, index, *self._places[:4]) else None

    def measure_gap(self, index: int) -> float:
        """Return the distance between the characters around a position, in font sizes; infinite if unknown."""
        if not bindings.get_loose_box(self.page, index - 1, self._box_places[0]):
            return math.inf
        right = self._boxes[2]
        if not bindings.get_loose_box(self.page, index + 1, self._box_places[0]):
            return math.inf
        return float(abs(self._boxes[0] - right) / max(1.0, bindings.get_font_size(self.page, index - 1)))
