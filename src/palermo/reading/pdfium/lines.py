"""Lines of a page: its text cut at line ends, with the place and look of each as PDFium tells them."""

import ctypes
import math
import re
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from palermo.reading.layout.lines import Line
from palermo.reading.pdfium import calls

HYPHEN = "\ufffe"
"""PDFium's sign for a hyphen at a line's end; it gives the two lines as one."""
NOTHING = "\x00"
"""Stands for a character that is none, so that places in the text stay those of PDFium."""
WORD_GAP = 0.2
"""Blanks inside words of UN budgets measure 0.09 to 0.16 of the size of the font, those between words 0.3 and more."""
_BOLD = re.compile(rb"bold|black|heavy", re.IGNORECASE)
_SLANTED = re.compile(rb"italic|oblique", re.IGNORECASE)
_ITALIC = 1 << 6
"""Bit of a font's flags, by the PDF standard."""
_BLANK = re.compile(r"(?<=\S) (?=\S)")


def text_of(text_page: pypdfium2.PdfTextPage) -> str:
    """The page's text, CR LF at line ends, HYPHEN where a hyphen ends a line, NUL for blanks that nobody printed.

    One character for each of PDFium's, as long as all are of the basic plane.
    """
    text = str(text_page.get_text_range()).replace("\x02", HYPHEN)
    false = _false_blanks(text_page.raw, text) if text.isascii() or max(text) < "\U00010000" else []
    for place in reversed(false):
        text = f"{text[:place]}{NOTHING}{text[place + 1 :]}"
    return text


def _false_blanks(handle: object, text: str) -> list[int]:
    """Places of blanks that PDFium put into words with wide letters (`train ing`), as UN files set them.

    Told apart only where the page writes its own blanks: elsewhere each one is PDFium's.
    """
    page, made_up = calls.address(handle), calls.made_up
    blanks = [found.start() for found in _BLANK.finditer(text)]
    doubtful = [place for place in blanks if made_up(page, place)]
    if len(doubtful) > 0.5 * len(blanks):
        return []
    return [
        place for place in doubtful if _gap(handle, place) < WORD_GAP * pdfium.FPDFText_GetFontSize(handle, place - 1)
    ]


def _gap(handle: object, place: int) -> float:
    """Points between the characters before and after a place; infinite where PDFium does not tell."""
    before, after = pdfium.FS_RECTF(), pdfium.FS_RECTF()
    told = pdfium.FPDFText_GetLooseCharBox(handle, place - 1, before)
    if told and pdfium.FPDFText_GetLooseCharBox(handle, place + 1, after):
        return float(abs(after.left - before.right))
    return math.inf


def lines(handle: object, text: str, where: tuple[int, float], start: int = 0) -> Iterator[Line]:
    """Split a text at its line ends and ask PDFium for the place and look of each line.

    `where` is page (1-based) and the page's height in points; `start` is the text's place among the page's characters.
    """
    for raw in re.split(r"(?<=\ufffe)|\r\n", text):
        length = len(raw) if raw.isascii() else len(raw.encode("utf-16-le")) // 2  # PDFium counts UTF-16 units
        if raw.strip():
            yield from _placed(handle, start, raw.replace(NOTHING, ""), length, where)
        start += length if raw.endswith(HYPHEN) else length + 2


def _placed(handle: object, start: int, text: str, length: int, where: tuple[int, float]) -> Iterator[Line]:
    page, height = where
    found = list(rects(handle, start, length))
    if not found:
        return
    for piece, begin, group in _split_at_gaps(handle, text, start, found):
        letter = begin + middle_letter(piece)
        bold, italic = weight_of(handle, letter)
        yield Line(
            page=page,
            text=piece,
            left=min(r[0] for r in group),
            right=max(r[2] for r in group),
            top=height - max(r[1] for r in group),
            bottom=height - min(r[3] for r in group),
            baseline=height - baseline_of(handle, letter, group),
            size=size_of(handle, letter, group),
            bold=bold,
            italic=italic,
        )


def middle_letter(text: str) -> int:
    """Offset of a letter whose look is the line's: numbers, footnote signs and raised `th` stand at the ends."""
    middle = len(text) // 2
    after = next((i for i in range(middle, len(text)) if text[i].isalpha()), None)
    if after is None:
        after = next((i for i in range(middle) if text[i].isalpha()), len(text) - len(text.lstrip()))
    return after


Rect = tuple[float, float, float, float]
"""left, top, right, bottom in points, measured from the page's lower left corner."""


def rects(handle: object, start: int, length: int) -> Iterator[Rect]:
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    for index in range(pdfium.FPDFText_CountRects(handle, start, length)):
        if pdfium.FPDFText_GetRect(handle, index, left, top, right, bottom):
            yield left.value, top.value, right.value, bottom.value


def size_of(handle: object, index: int, group: list[Rect]) -> float:
    """Height of the font's box at a character; where the font tells none, of the ink."""
    box = pdfium.FS_RECTF()
    if pdfium.FPDFText_GetLooseCharBox(handle, index, box) and 2 < box.top - box.bottom < 200:
        return float(box.top - box.bottom)
    return max(r[1] - r[3] for r in group)


def baseline_of(handle: object, index: int, group: list[Rect]) -> float:
    """Height above the page's lower edge at which a character stands, in points."""
    x, y = ctypes.c_double(), ctypes.c_double()
    return y.value if pdfium.FPDFText_GetCharOrigin(handle, index, x, y) else min(r[3] for r in group)


def weight_of(handle: object, index: int) -> tuple[bool, bool]:
    """Whether a character is bold and whether it is italic: by its font's weight and flags, else by the font's name."""
    name, flags = ctypes.create_string_buffer(96), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(handle, index, name, len(name), flags)
    bold = pdfium.FPDFText_GetFontWeight(handle, index) >= 600 or _BOLD.search(name.value)
    return bool(bold), bool(flags.value & _ITALIC or _SLANTED.search(name.value))


def _split_at_gaps(handle: object, text: str, start: int, rects: list[Rect]) -> Iterator[tuple[str, int, list[Rect]]]:
    """Cut a line where a wide empty strip divides it, as between two columns; most lines have none."""
    spans = sorted(rects)
    groups: list[list[Rect]] = [[spans[0]]]
    for rect in spans[1:]:
        if rect[0] - max(r[2] for r in groups[-1]) > 3 * max(8.0, rect[1] - rect[3]):
            groups.append([rect])
        else:
            groups[-1].append(rect)
    if len(groups) == 1:
        yield text, start, rects
        return
    yield from _cut(handle, text, start, groups)


def _cut(handle: object, text: str, start: int, groups: list[list[Rect]]) -> Iterator[tuple[str, int, list[Rect]]]:
    """Give each character to the group in whose width it stands; blanks go with the character before them."""
    limits = [max(r[2] for r in group) for group in groups]
    parts: list[list[str]] = [[] for _ in groups]
    begins = [start] * len(groups)
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    current = 0
    for offset, char in enumerate(text):
        if not char.isspace() and pdfium.FPDFText_GetCharBox(handle, start + offset, left, right, bottom, top):
            current = next((i for i, limit in enumerate(limits) if left.value < limit + 1), len(groups) - 1)
            if not parts[current]:
                begins[current] = start + offset
        parts[current].append(char)
    for part, begin, group in zip(parts, begins, groups, strict=True):
        if "".join(part).strip():
            yield "".join(part), begin, group
