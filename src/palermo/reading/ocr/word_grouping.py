"""Recognised words to blocks: Tesseract's paragraphs, with separate numbers and boxes in points."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from statistics import fmean, median

from palermo.reading.bidi.brackets import orient_brackets
from palermo.reading.bidi.letters import is_right_to_left
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.layout.printed_numbers import build_numbered_block
from palermo.reading.tesseract import RecognisedWord
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
