"""Which pages of a PDF are pictures, and what Tesseract reads on them."""

import math
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

import pypdfium2
import pypdfium2.raw as pdfium

from palermo.reading import tesseract, time_requests
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.language_detection import detect_languages
from palermo.reading.ocr import word_grouping
from palermo.statements import LANGUAGES

MAX_BLANK_PAGE_CHARS = 40
"""Characters up to which a page counts as one without text: a stamp or a page number may stand on a scan."""
MIN_PICTURE_SHARE = 0.2
"""Part of a page that pictures cover where the page is one."""
MIN_OUTLINE_PATHS = 300
"""Drawn lines of a page whose letters were turned into outlines."""
MAX_OBJECTS = 3_000
"""Objects of a page that are looked at."""
MAX_PIXELS = 12_000_000
"""A page of A3 at 200 dots an inch has 7.7 million."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRecognition:
    """What was read on one page."""

    page: int
    """1-based."""
    confidence: float
    """Mean confidence of its words, from 0 to 1."""
    document_blocks: tuple[DocumentBlock, ...]


def find_picture_pages(content: bytes, page_numbers: Collection[int]) -> list[int]:
    """Numbers of those pages that hold pictures or outlines, and no more than FEW characters."""
    with closing(pypdfium2.PdfDocument(content)) as document:
        return [number for number in sorted(page_numbers) if _is_picture_page(document, number - 1)]


def recognise_pages(
    content: bytes, page_numbers: Collection[int], language: str | None = None
) -> Iterator[PageRecognition]:
    """Read these pages one by one; those on which nothing is found are left out.

    Where the document's language is not known, the first page with words is read in all six, and tells it. Asks for
    time before each page.
    """
    with closing(pypdfium2.PdfDocument(content)) as document:
        for number in sorted(page_numbers):
            time_requests.request_time(2 * tesseract.PAGE_TIMEOUT_S)
            picture, scale = _render_page(document, number - 1)
            words = tesseract.recognise_words(picture, tesseract.select_models(language))
            found = word_grouping.group_words(words, number, scale)
            if not found:
                continue
            if language is None:
                language = detect_languages([piece.text for piece in found])[1]
                if language in LANGUAGES:
                    words = tesseract.recognise_words(picture, tesseract.select_models(language)) or words
                    found = word_grouping.group_words(words, number, scale) or found
            yield PageRecognition(
                page=number, confidence=word_grouping.compute_confidence(words), document_blocks=tuple(found)
            )


def _is_picture_page(document: pypdfium2.PdfDocument, index: int) -> bool:
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return False
    with closing(page):
        with closing(page.get_textpage()) as text:
            if text.count_chars() > MAX_BLANK_PAGE_CHARS:
                return False
        width, height = page.get_size()
        covered = strokes = 0.0
        for item in islice(page.get_objects(max_depth=3), MAX_OBJECTS):
            if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
                left, bottom, right, top = item.get_bounds()
                covered += max(0.0, right - left) * max(0.0, top - bottom)
            strokes += item.type == pdfium.FPDF_PAGEOBJ_PATH
        return covered >= MIN_PICTURE_SHARE * width * height or strokes >= MIN_OUTLINE_PATHS


def _render_page(document: pypdfium2.PdfDocument, index: int) -> tuple[bytes, float]:
    """A page as a grey picture (PGM), and its pixels a point."""
    with closing(document[index]) as page:
        width, height = page.get_size()
        scale = min(tesseract.DPI / 72, math.sqrt(MAX_PIXELS / max(1.0, width * height)))
        with closing(page.render(scale=scale, grayscale=True)) as bitmap:
            pixels = bitmap.to_numpy()
            rows, columns = pixels.shape[:2]
            return b"P5 %d %d 255\n" % (columns, rows) + pixels.tobytes(), scale
