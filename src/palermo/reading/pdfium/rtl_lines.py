"""The characters of a right-to-left line as placed by PDFium, split at wide empty strips."""

import ctypes
import re
from collections.abc import Callable, Iterable, Iterator

import pypdfium2.raw as pdfium

from palermo.languages import HAN_CHARACTER
from palermo.reading.bidi import RTL_LETTER, Glyph, is_combining_mark, is_right_to_left, to_logical_order
from palermo.reading.pdfium.text_metrics import Rect, find_middle_letter

BOX_HEIGHT_EM = 1.15
"""Usual height of a font's box for a size of 1."""
MAX_LOOKBACK_CHARS = 60
"""Number of preceding characters that are checked."""
_LTR_LETTER = re.compile(r"[a-zß-öø-ÿа-яё\u3400-\u9fff]")
"""Letters of lines that are left-to-right whatever precedes them."""
LineSplitter = Callable[[object, str, int, list[Rect]], Iterator[tuple[str, int, list[Rect]]]]


def split_bidi_line(
    handle: object, text: str, start: int, rects: list[Rect], split_line: LineSplitter
) -> Iterator[tuple[str, int, list[Rect]]]:
    """Split a line with `split_line`, and put each right-to-left part into logical order.

    `handle` is PDFium's text page, and `start` is the index of the line's first character in it. A line without
    lowercase letters, such as `.12-10` or `(A/RES/64/293)`, has the direction of the words before it. Yields each
    part with its boxes and the index from which its middle letter is counted.
    """
    fragments = split_line(handle, text, start, rects)
    if not _is_rtl_line(handle, text, start):
        yield from fragments
        return
    glyphs = _load_glyphs(handle, text, start)
    for fragment, first_index, group in fragments:
        left, right = min(r[0] for r in group), max(r[2] for r in group)
        part_glyphs = [g for g in glyphs if left - 1 <= g.left <= right + 1]
        leftwards = is_right_to_left(fragment) or not _LTR_LETTER.search(fragment) or _is_rtl_page(handle)
        if not part_glyphs:
            yield fragment, first_index, group
            continue
        words = to_logical_order(part_glyphs, is_rtl=leftwards)
        letters = [g.char_index for g in part_glyphs if RTL_LETTER.match(g.text) and not is_combining_mark(g.text)] or [
            g.char_index for g in part_glyphs
        ]
        yield words, letters[len(letters) // 2] - find_middle_letter(words), group


def join_rtl_lines(handle: object, raw_lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Join PDFium's lines that are one printed right-to-left line; yield each with its first character's index.

    A mark above a letter makes PDFium begin a new line within a word, and end it within the next.
    """
    pending: tuple[int, str] | None = None
    for start, raw in raw_lines:
        if pending and RTL_LETTER.search(raw + pending[1]) and _is_continuation(handle, pending, (start, raw)):
            pending = (pending[0], f"{pending[1]}\r\n{raw}")
            continue
        if pending:
            yield pending
        pending = (start, raw)
    if pending:
        yield pending


def _is_continuation(handle: object, previous_line: tuple[int, str], next_raw_line: tuple[int, str]) -> bool:
    """Return whether two of PDFium's lines have one height.

    The second line must be beside the first, or between its letters.
    """
    first, second = (
        [g for g in _load_glyphs(handle, text, start) if not g.text.isspace()]
        for start, text in (previous_line, next_raw_line)
    )
    if not first or not second:
        return False
    em = first[0].em
    left, right = min(g.left for g in second), max(g.right for g in second)
    is_adjacent = any(abs(g.left - right) < em or abs(left - g.right) < em for g in first)
    return (
        is_adjacent
        and abs(_measure_pen_height(handle, previous_line) - _measure_pen_height(handle, next_raw_line)) < 0.3 * em
    )


def _measure_pen_height(handle: object, raw_line: tuple[int, str]) -> float:
    """Return the vertical origin of a line's first letter."""
    x, y = ctypes.c_double(), ctypes.c_double()
    offset = next(
        (n for n, char in enumerate(raw_line[1]) if RTL_LETTER.match(char) and not is_combining_mark(char)), 0
    )
    pdfium.FPDFText_GetCharOrigin(handle, raw_line[0] + offset, x, y)
    return y.value


def measure_box_height(handle: object, index: int, text: str) -> float | None:
    """Return the height of the font's box of a right-to-left or Chinese line; None for any other line.

    An address on a line of its own is measured like adjacent lines. PDFium returns the ink of a letter instead if the
    file has ActualText, as is common in Arabic, and the ink of two letters differs. Boxes of Chinese letters are lower
    than those of Latin letters on the same line.
    """
    turned = HAN_CHARACTER.search(text) or _is_rtl_line(handle, text, index) or _is_rtl_page(handle)
    return BOX_HEIGHT_EM * _measure_em(handle, index) if turned else None


def _is_rtl_line(handle: object, text: str, start: int) -> bool:
    """Return whether a line is right-to-left, or only a symbol or number after such a line."""
    return bool(RTL_LETTER.search(text)) or (not _LTR_LETTER.search(text) and _is_after_rtl_letter(handle, start))


def _is_rtl_page(handle: object) -> bool:
    """Return whether a page as a whole is right-to-left, and therefore also its lines with a long address."""
    count = pdfium.FPDFText_CountChars(handle)
    units = (ctypes.c_ushort * (count + 1))()
    pdfium.FPDFText_GetText(handle, 0, count, units)
    return is_right_to_left(bytes(units).decode("utf-16-le", "replace"))


def _is_after_rtl_letter(handle: object, start: int) -> bool:
    """Return whether the letter before a position, ignoring a symbol's capitals, is right-to-left."""
    for index in range(start - 1, max(-1, start - MAX_LOOKBACK_CHARS), -1):
        char = chr(pdfium.FPDFText_GetUnicode(handle, index))
        if RTL_LETTER.match(char):
            return True
        if _LTR_LETTER.match(char):
            return False
    return False


def _load_glyphs(handle: object, text: str, start: int) -> list[Glyph]:
    """Return the position of each character; the width is its advance, which is wider than its ink."""
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    em = _measure_em(handle, start)
    glyphs = []
    for offset, char in enumerate(text):
        index = start + offset
        if pdfium.FPDFText_GetLooseCharBox(handle, index, box) and pdfium.FPDFText_GetCharOrigin(handle, index, x, y):
            glyphs.append(Glyph(text=char, left=box.left, right=box.right, origin=x.value, em=em, char_index=index))
    return glyphs


def _measure_em(handle: object, index: int) -> float:
    """Return the font size of a character, in points on the page."""
    matrix = pdfium.FS_MATRIX()
    scale = abs(matrix.d) if pdfium.FPDFText_GetMatrix(handle, index, matrix) and matrix.d else 1.0
    return float(pdfium.FPDFText_GetFontSize(handle, index) * scale) or 10.0
