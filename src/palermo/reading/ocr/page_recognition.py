"""Pages of a PDF that are pictures, and their text as recognised by Tesseract."""

import math
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

import pypdfium2
import pypdfium2.raw as pdfium

from palermo.languages import LANGUAGES
from palermo.reading import tesseract
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.language_detection import detect_languages
from palermo.reading.ocr import word_grouping
from palermo.sandbox.deadline import request_time

MAX_BLANK_PAGE_CHARS = 40
"""Maximum characters of a page without text: a scan may have a stamp or a page number."""
MIN_PICTURE_SHARE = 0.2
"""Minimum share of a page covered by pictures."""
MIN_OUTLINE_PATHS = 300
"""Minimum outlines of a page whose letters were converted to outlines."""
MAX_OBJECTS = 3_000
"""Maximum objects of a page that are checked."""
MAX_PIXELS = 12_000_000
"""Maximum pixels: A3 at 200 dpi has 7.7 million."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRecognition:
    """The recognised text of one page."""

    page: int
    """1-based."""
    confidence: float
    """Mean confidence of its words, from 0 to 1."""
    document_blocks: tuple[DocumentBlock, ...]


def find_picture_pages(content: bytes, page_numbers: Collection[int]) -> list[int]:
    """Return the pages with pictures or outlines and almost no characters."""
    with closing(pypdfium2.PdfDocument(content)) as document:
        return [number for number in sorted(page_numbers) if _is_picture_page(document, number - 1)]


def recognise_pages(content: bytes, page_numbers: Collection[int]) -> Iterator[PageRecognition]:
    """Recognise these pages one by one; those without any text are left out.

    The first page with text is recognised in all six languages and determines the document's.
    Requests more time from the sandbox before each page.
    """
    language: str | None = None
    with closing(pypdfium2.PdfDocument(content)) as document:
        for number in sorted(page_numbers):
            request_time(2 * tesseract.PAGE_TIMEOUT_S)
            picture, scale = _render_page(document, number - 1)
            words = tesseract.recognise_words(picture, tesseract.select_models(language))
            text_lines = word_grouping.group_words(words, number, scale)
            if not text_lines:
                continue
            if language is None:
                language = detect_languages([text_line.text for text_line in text_lines])[1]
                if language in LANGUAGES:
                    words = tesseract.recognise_words(picture, tesseract.select_models(language)) or words
                    text_lines = word_grouping.group_words(words, number, scale) or text_lines
            yield PageRecognition(
                page=number, confidence=word_grouping.compute_confidence(words), document_blocks=tuple(text_lines)
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
    """Return a page as a greyscale image (PGM), and its pixels per point."""
    with closing(document[index]) as page:
        width, height = page.get_size()
        scale = min(tesseract.DPI / 72, math.sqrt(MAX_PIXELS / max(1.0, width * height)))
        with closing(page.render(scale=scale, grayscale=True)) as bitmap:
            pixels = bitmap.to_numpy()
            rows, columns = pixels.shape[:2]
            return b"P5 %d %d 255\n" % (columns, rows) + pixels.tobytes(), scale
