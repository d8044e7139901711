"""Where on a page a quote stands, line by line: PDFium is asked for the rectangles of its letters."""

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice

import pypdfium2
import pypdfium2.raw as pdfium

from palermo.statements import Box

MOST_LETTERS = 60_000
"""Characters of a page that are looked through; a page with more is drawn with its passage framed."""
END = 20
"""Letters and digits of a quote's beginning and of its end that are looked for, where it is not there as a whole."""
LEAST = 12
"""Letters and digits by which a part of a quote is known for it."""
STRETCH = 1.3
"""How much longer the place of a quote may be than the quote: marks of footnotes stand between its words."""
MOST_TRIED = 50
"""Places that are tried, of a quote and of each of its ends; a page that repeats itself has no end of them."""
SLACK = 3.0
"""Points by which a letter may stand outside of its passage's box."""

type Letters = tuple[str, list[int]]
"""The letters and digits of a text, folded, and the place in the text of each."""


def quoted(page: pypdfium2.PdfPage, number: int, quote: str, passage: Sequence[Box]) -> list[Box]:
    """The boxes of a quote's lines on the page of this number, which is where its passage stands.

    Nothing where the words are not found there, or come in another order than they are read, as in scans. What of a
    quote stands on the page before or after is left out.
    """
    around = [box for box in passage if box.page == number]
    words, _places = _letters(quote)
    if not words or not around:
        return []
    text = page.get_textpage()
    try:
        if text.count_chars() > MOST_LETTERS:
            return []
        there, places = _letters(_printed(text))
        height = page.get_height()
        for start, end in islice(_found(there, words), MOST_TRIED):
            boxes = _lines(_rectangles(text, places[start], places[end - 1] + 1, number, height))
            if boxes and all(_within(box, around) for box in boxes):
                return boxes
        return []
    finally:
        text.close()


def _printed(text: pypdfium2.PdfTextPage) -> list[str]:
    """PDFium's characters, one by one, so that places are those that it knows."""
    return [chr(pdfium.FPDFText_GetUnicode(text, at) or 32) for at in range(text.count_chars())]


def _letters(text: Sequence[str]) -> Letters:
    folded, places = [], []
    for at, character in enumerate(text):
        for one in unicodedata.normalize("NFKD", character).casefold():
            if one.isalnum():
                folded.append(one)
                places.append(at)
    return "".join(folded), places


def _found(there: str, words: str) -> Iterator[tuple[int, int]]:
    """Stretches of a page's letters that hold a quote, or what of it stands on this page; the likeliest first."""
    yield from ((at, at + len(words)) for at in _places(there, words))
    if len(words) < LEAST:
        return
    first, last = words[:END], words[-END:]
    for start in islice(_places(there, first), MOST_TRIED):
        for end in islice(_places(there, last), MOST_TRIED):
            if 0 < end + len(last) - start <= STRETCH * len(words):
                yield start, end + len(last)
    for length in range(len(words) - 1, LEAST - 1, -1):
        if there.endswith(words[:length]):
            yield len(there) - length, len(there)
        if there.startswith(words[-length:]):
            yield 0, length
    yield from _begun(there, words)


def _begun(there: str, words: str) -> Iterator[tuple[int, int]]:
    """The longest beginning of a quote that the page holds, and its longest end: a running line stands between."""
    for back in (False, True):
        least, most = 0, len(words)
        while least < most:
            middle = (least + most + 1) // 2
            part = words[-middle:] if back else words[:middle]
            least, most = (middle, most) if part in there else (least, middle - 1)
        if least >= LEAST:
            part = words[-least:] if back else words[:least]
            yield from ((at, at + least) for at in _places(there, part))


def _places(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _rectangles(text: pypdfium2.PdfTextPage, start: int, end: int, page: int, height: float) -> Iterator[Box]:
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    for number in range(pdfium.FPDFText_CountRects(text, start, end - start)):
        if pdfium.FPDFText_GetRect(text, number, left, top, right, bottom):
            yield Box(
                page=page, left=left.value, top=height - top.value, right=right.value, bottom=height - bottom.value
            )


def _lines(found: Iterator[Box]) -> list[Box]:
    """One box for each printed line: pieces in other fonts beside each other are brought together."""
    lines: list[Box] = []
    for box in found:
        before = lines[-1] if lines else None
        if before and min(before.bottom, box.bottom) - max(before.top, box.top) > 0.5 * min(_high(before), _high(box)):
            lines[-1] = Box(
                page=box.page, left=min(before.left, box.left), top=min(before.top, box.top),
                right=max(before.right, box.right), bottom=max(before.bottom, box.bottom),
            )  # fmt: skip
        else:
            lines.append(box)
    return lines


def _high(box: Box) -> float:
    return box.bottom - box.top


def _within(box: Box, passage: Sequence[Box]) -> bool:
    across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return any(
        one.left - SLACK <= across <= one.right + SLACK and one.top - SLACK <= down <= one.bottom + SLACK
        for one in passage
    )
