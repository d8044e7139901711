"""Location of a quote on a page, line by line, from the rectangles of PDFium's characters."""

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice

import pypdfium2
import pypdfium2.raw as pdfium

from palermo.statements import Box

MAX_PAGE_CHARS = 60_000
"""Maximum characters of a page that are searched; on a longer page the passage is outlined."""
QUOTE_END_CHARS = 20
"""Letters and digits of a quote's beginning and end that are searched for if the whole is not found."""
MIN_PART_CHARS = 12
"""Minimum letters and digits by which a part of a quote is identified."""
MAX_LENGTH_RATIO = 1.3
"""Maximum length of a quote's location, as a multiple of the quote: it may contain marks of footnotes."""
MAX_TRIED_PLACES = 50
"""Maximum locations that are tried, of a quote and of each of its ends."""
BOX_TOLERANCE_PT = 3.0
"""Points by which a letter may lie outside of its passage's box."""

type FoldedLetters = tuple[str, list[int]]
"""The letters and digits of a text, folded, with the position of each in the text."""


def locate_quote(page: pypdfium2.PdfPage, page_number: int, quote: str, passage_boxes: Sequence[Box]) -> list[Box]:
    """Return the boxes of a quote's lines on the page of this number.

    The result is empty if the words are not found on the page, or are in another order, as in scans. Parts of a
    quote on the page before or after are left out.
    """
    page_boxes = [box for box in passage_boxes if box.page == page_number]
    words, _places = _fold_letters(quote)
    if not words or not page_boxes:
        return []
    text = page.get_textpage()
    try:
        if text.count_chars() > MAX_PAGE_CHARS:
            return []
        page_letters, places = _fold_letters(_read_characters(text))
        height = page.get_height()
        for start, end in islice(_find_spans(page_letters, words), MAX_TRIED_PLACES):
            boxes = _merge_line_boxes(_read_rectangles(text, places[start], places[end - 1] + 1, page_number, height))
            if boxes and all(_is_within(box, page_boxes) for box in boxes):
                return boxes
        return []
    finally:
        text.close()


def _read_characters(text: pypdfium2.PdfTextPage) -> list[str]:
    """Return PDFium's characters one by one, so that positions are those of PDFium."""
    return [chr(pdfium.FPDFText_GetUnicode(text, at) or 32) for at in range(text.count_chars())]


def _fold_letters(text: Sequence[str]) -> FoldedLetters:
    folded, places = [], []
    for at, character in enumerate(text):
        for item in unicodedata.normalize("NFKD", character).casefold():
            if item.isalnum():
                folded.append(item)
                places.append(at)
    return "".join(folded), places


def _find_spans(page_letters: str, quote_letters: str) -> Iterator[tuple[int, int]]:
    """Return the parts of a page's letters that contain a quote, or its part on this page, likeliest first."""
    yield from ((at, at + len(quote_letters)) for at in _find_substrings(page_letters, quote_letters))
    if len(quote_letters) < MIN_PART_CHARS:
        return
    first, last = quote_letters[:QUOTE_END_CHARS], quote_letters[-QUOTE_END_CHARS:]
    for start in islice(_find_substrings(page_letters, first), MAX_TRIED_PLACES):
        for end in islice(_find_substrings(page_letters, last), MAX_TRIED_PLACES):
            if 0 < end + len(last) - start <= MAX_LENGTH_RATIO * len(quote_letters):
                yield start, end + len(last)
    for length in range(len(quote_letters) - 1, MIN_PART_CHARS - 1, -1):
        if page_letters.endswith(quote_letters[:length]):
            yield len(page_letters) - length, len(page_letters)
        if page_letters.startswith(quote_letters[-length:]):
            yield 0, length
    yield from _find_longest_ends(page_letters, quote_letters)


def _find_longest_ends(page_letters: str, quote_letters: str) -> Iterator[tuple[int, int]]:
    """Return the longest beginning and the longest end of a quote on the page, around a running line."""
    for back in (False, True):
        low, high = 0, len(quote_letters)
        while low < high:
            middle = (low + high + 1) // 2
            part = quote_letters[-middle:] if back else quote_letters[:middle]
            low, high = (middle, high) if part in page_letters else (low, middle - 1)
        if low >= MIN_PART_CHARS:
            part = quote_letters[-low:] if back else quote_letters[:low]
            yield from ((at, at + low) for at in _find_substrings(page_letters, part))


def _find_substrings(text: str, substring: str) -> Iterator[int]:
    at = text.find(substring)
    while at >= 0:
        yield at
        at = text.find(substring, at + 1)


def _read_rectangles(text: pypdfium2.PdfTextPage, start: int, stop: int, page: int, height: float) -> Iterator[Box]:
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    for number in range(pdfium.FPDFText_CountRects(text, start, stop - start)):
        if pdfium.FPDFText_GetRect(text, number, left, top, right, bottom):
            yield Box(
                page=page, left=left.value, top=height - top.value, right=right.value, bottom=height - bottom.value
            )


def _merge_line_boxes(boxes: Iterator[Box]) -> list[Box]:
    """Return one box for each printed line: adjacent parts in other fonts are merged."""
    lines: list[Box] = []
    for box in boxes:
        before = lines[-1] if lines else None
        if before and min(before.bottom, box.bottom) - max(before.top, box.top) > 0.5 * min(
            _measure_height(before), _measure_height(box)
        ):
            lines[-1] = Box(
                page=box.page, left=min(before.left, box.left), top=min(before.top, box.top),
                right=max(before.right, box.right), bottom=max(before.bottom, box.bottom),
            )  # fmt: skip
        else:
            lines.append(box)
    return lines


def _measure_height(box: Box) -> float:
    return box.bottom - box.top


def _is_within(box: Box, passage_boxes: Sequence[Box]) -> bool:
    across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return any(
        passage_box.left - BOX_TOLERANCE_PT <= across <= passage_box.right + BOX_TOLERANCE_PT
        and passage_box.top - BOX_TOLERANCE_PT <= down <= passage_box.bottom + BOX_TOLERANCE_PT
        for passage_box in passage_boxes
    )
