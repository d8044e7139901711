"""OCR: Tesseract, if it is installed, recognises pages that are pictures."""

import math
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import groupby, islice
from statistics import fmean, median

import pypdfium2
import pypdfium2.raw as pdfium

from palermo.languages import LANGUAGES
from palermo.reading import tesseract
from palermo.reading.bidi import is_right_to_left, orient_brackets
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.language_detection import detect_languages
from palermo.reading.layout.printed_numbers import build_numbered_block
from palermo.reading.tesseract import RecognisedWord
from palermo.sandbox.deadline import request_time
from palermo.statements import Box, PassageKind

MIN_PARAGRAPH_CONFIDENCE = 50.0
"""Mean confidence, 0 to 100, below which a paragraph counts as specks, seals or signatures."""
HEADING_HEIGHT_RATIO = 1.3
"""Minimum height of the letters of a heading, as a multiple of the page's."""
_DIRECTION_MARKS = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Invisible direction marks, which are not needed in logical order."""
_UNCLOSED_BRACKET = re.compile(r"(?<=\s)\(([A-Za-z0-9][A-Za-z0-9./-]*)(?=\s|$)(?![^(]*\))")
"""A foreign word after a bracket that is never closed: `(انظر الوثيقة (A/RES/64/293 أن`."""
_HAN_SPACE = re.compile(r"(?<=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]) (?=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])")


def group_words(recognised_words: Sequence[RecognisedWord], page: int, scale: float) -> list[DocumentBlock]:
    """Return a page's blocks in reading order; `scale` is the number of pixels per point.

    Paragraphs without letters or digits, or below MIN_PARAGRAPH_CONFIDENCE, are left out.
    """
    usual = median(word.bottom - word.top for word in recognised_words) if recognised_words else 0.0
    words = []
    for _, group in groupby(recognised_words, key=lambda word: word.paragraph):
        members = list(group)
        if fmean(word.confidence for word in members) >= MIN_PARAGRAPH_CONFIDENCE and any(
            c.isalnum() for w in members for c in w.text
        ):
            words.append(_build_block(members, usual, Box(page=page, **_measure_sides(members, scale))))
    return words


def compute_confidence(recognised_words: Sequence[RecognisedWord]) -> float:
    """Return the mean confidence of the words, weighted by their letters; from 0 to 1."""
    recognised = [word for word in recognised_words if word.confidence >= 0]
    letters = sum(len(word.text) for word in recognised)
    return round(sum(word.confidence * len(word.text) for word in recognised) / letters / 100, 3) if letters else 0.0


def _build_block(recognised_words: Sequence[RecognisedWord], usual_height: float, box: Box) -> DocumentBlock:
    lines = [
        " ".join(word.text for word in line) for _, line in groupby(recognised_words, key=lambda word: word.line_number)
    ]
    text = "\n".join(_fix_direction(_HAN_SPACE.sub("", line)) for line in lines)
    large = median(word.bottom - word.top for word in recognised_words) > HEADING_HEIGHT_RATIO * usual_height
    is_heading = large and len(lines) <= 3 and not re.search(r"[.;:,]\s*$", text)
    kind, level = (PassageKind.HEADING, 1) if is_heading else (PassageKind.PARAGRAPH, None)
    return replace(build_numbered_block(kind, text, level), page=box.page, boxes=(box,))


def _fix_direction(text: str) -> str:
    """Return a right-to-left line with oriented brackets: Tesseract reads some as drawn."""
    text = _DIRECTION_MARKS.sub("", text)
    return orient_brackets(_UNCLOSED_BRACKET.sub(r"\1)", text)) if is_right_to_left(text) else text


def _measure_sides(recognised_words: Sequence[RecognisedWord], scale: float) -> dict[str, float]:
    return {
        "left": round(min(word.left for word in recognised_words) / scale, 1),
        "top": round(min(word.top for word in recognised_words) / scale, 1),
        "right": round(max(word.right for word in recognised_words) / scale, 1),
        "bottom": round(max(word.bottom for word in recognised_words) / scale, 1),
    }


MAX_BLANK_PAGE_CHARS = 40
"""Maximum characters of a page without text: a scan may have a stamp or a page number."""
MIN_PICTURE_SHARE = 0.2
"""Minimum share of a page covered by pictures."""
MIN_OUTLINE_PATHS = 300
"""Minimum outlines of a page whose letters were converted to outlines."""
MAX_OBJECTS = 3_000
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
            text_lines = group_words(words, number, scale)
            if not text_lines:
                continue
            if language is None:
                language = detect_languages([text_line.text for text_line in text_lines])[1]
                if language in LANGUAGES:
                    words = tesseract.recognise_words(picture, tesseract.select_models(language)) or words
                    text_lines = group_words(words, number, scale) or text_lines
            yield PageRecognition(page=number, confidence=compute_confidence(words), document_blocks=tuple(text_lines))


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
