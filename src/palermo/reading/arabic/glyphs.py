"""The characters of a right-to-left line as PDFium places them, cut where wide empty strips divide them."""

import ctypes
import re
from collections.abc import Callable, Iterator

import pypdfium2.raw as pdfium

from palermo.reading.arabic.letters import RIGHT, right_to_left
from palermo.reading.arabic.order import Glyph, logical

Rect = tuple[float, float, float, float]
"""left, top, right, bottom in points, measured from the page's lower left corner."""
BOX = 1.15
"""Height of a font's box for a size of 1, as most fonts have it."""
BEFORE = 60
"""Characters that are looked back at."""
_LETTER = re.compile(r"[^\W\d_]")
Split = Callable[[object, str, int, list[Rect]], Iterator[tuple[str, int, list[Rect]]]]


def righted(
    handle: object, text: str, start: int, rects: list[Rect], split: Split
) -> Iterator[tuple[str, int, list[Rect]]]:
    """Cut a line with `split`, and put each part that holds letters from the right into its reading order.

    `handle` is PDFium's page of text, `start` the place of the line's first character in it. A line without any letter,
    such as `.12-10`, runs as the words before it do.
    """
    pieces = split(handle, text, start, rects)
    if not RIGHT.search(text) and (_LETTER.search(text) or not _after_leftwards(handle, start)):
        yield from pieces
        return
    glyphs = _glyphs(handle, text, start)
    for piece, begin, group in pieces:
        left, right = min(r[0] for r in group), max(r[2] for r in group)
        here = [g for g in glyphs if left - 1 <= g.left <= right + 1]
        leftwards = right_to_left(piece) or not _LETTER.search(piece)
        yield logical(here, leftwards=leftwards) if here else piece, begin, group


def box_height(handle: object, index: int, text: str) -> float | None:
    """Height of the font's box of a line from right to left; None for any other line.

    PDFium gives the ink of a letter instead where the file says what its signs mean (ActualText), as it often does in
    Arabic, and the ink of two letters differs.
    """
    leftwards = RIGHT.search(text) or (not _LETTER.search(text) and _after_leftwards(handle, index))
    return BOX * _em(handle, index) if leftwards else None


def _after_leftwards(handle: object, start: int) -> bool:
    """Whether the last letters before a place run from right to left."""
    codes = (pdfium.FPDFText_GetUnicode(handle, index) for index in range(max(0, start - BEFORE), start))
    return right_to_left("".join(map(chr, codes)))


def _glyphs(handle: object, text: str, start: int) -> list[Glyph]:
    """Ask PDFium for the place of each character; the width is that of its advance, which is wider than its ink."""
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    em = _em(handle, start)
    found = []
    for offset, char in enumerate(text):
        index = start + offset
        if pdfium.FPDFText_GetLooseCharBox(handle, index, box) and pdfium.FPDFText_GetCharOrigin(handle, index, x, y):
            found.append(Glyph(text=char, left=box.left, right=box.right, origin=x.value, em=em))
    return found


def _em(handle: object, index: int) -> float:
    """Size of the font of a character, in points on the page."""
    matrix = pdfium.FS_MATRIX()
    scale = abs(matrix.d) if pdfium.FPDFText_GetMatrix(handle, index, matrix) and matrix.d else 1.0
    return float(pdfium.FPDFText_GetFontSize(handle, index) * scale) or 10.0
