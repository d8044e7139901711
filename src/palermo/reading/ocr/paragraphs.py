"""Recognised words to pieces: Tesseract's paragraphs, with printed numbers apart and boxes in points."""

import re
from collections.abc import Sequence
from itertools import groupby
from statistics import fmean, median

from palermo.reading.arabic.brackets import faced
from palermo.reading.arabic.letters import right_to_left
from palermo.reading.layout.numbers import printed_number
from palermo.reading.pieces import Piece
from palermo.reading.tesseract import Word
from palermo.statements import Box, PassageKind

SURE = 50.0
"""Mean confidence, 0 to 100, below which a paragraph is taken for specks, seals and signatures."""
LARGE = 1.3
"""A short paragraph of letters so much higher than the page's is a heading."""
_ITEM_STYLES = {"bracketed", "letter", "bullet", "decimal"}
_TURNS = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Unseen signs that turn the direction; we keep the order of reading, and need none."""
_AHEAD = re.compile(r"(?<=\s)\(([A-Za-z0-9][A-Za-z0-9./-]*)(?=\s|$)(?![^(]*\))")
"""A foreign word after a bracket that nothing closes: `(انظر الوثيقة (A/RES/64/293 أن`."""
_HAN_BLANK = re.compile(r"(?<=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]) (?=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])")


def pieces(words: Sequence[Word], page: int, scale: float) -> list[Piece]:
    """Give a page's pieces in reading order; `scale` is pixels a point."""
    usual = median(word.bottom - word.top for word in words) if words else 0.0
    found = []
    for _, group in groupby(words, key=lambda word: word.paragraph):
        inside = list(group)
        if fmean(word.confidence for word in inside) >= SURE and any(c.isalnum() for w in inside for c in w.text):
            found.append(_piece(inside, usual, Box(page=page, **_sides(inside, scale))))
    return found


def confidence(words: Sequence[Word]) -> float:
    """Mean confidence of the words of the paragraphs that are kept, by their letters; from 0 to 1."""
    kept = [word for word in words if word.confidence >= 0]
    letters = sum(len(word.text) for word in kept)
    return round(sum(word.confidence * len(word.text) for word in kept) / letters / 100, 3) if letters else 0.0


def _piece(words: Sequence[Word], usual: float, box: Box) -> Piece:
    lines = [" ".join(word.text for word in line) for _, line in groupby(words, key=lambda word: word.line)]
    text = "\n".join(_straight(_HAN_BLANK.sub("", line)) for line in lines)
    printed = printed_number(text)
    number, rest = (printed.number, printed.rest) if printed and printed.rest.strip() else (None, text)
    large = median(word.bottom - word.top for word in words) > LARGE * usual
    if large and len(lines) <= 3 and not re.search(r"[.;:,]\s*$", text):
        return Piece(kind=PassageKind.HEADING, text=rest, number=number, level=1, page=box.page, boxes=(box,))
    item = printed and printed.rest.strip() and printed.style in _ITEM_STYLES
    kind = PassageKind.ITEM if item else PassageKind.PARAGRAPH
    return Piece(kind=kind, text=rest, number=number, page=box.page, boxes=(box,))


def _straight(line: str) -> str:
    """A line from right to left with its brackets turned: Tesseract reads those beside foreign words as drawn."""
    line = _TURNS.sub("", line)
    return faced(_AHEAD.sub(r"\1)", line)) if right_to_left(line) else line


def _sides(words: Sequence[Word], scale: float) -> dict[str, float]:
    return {
        "left": round(min(word.left for word in words) / scale, 1),
        "top": round(min(word.top for word in words) / scale, 1),
        "right": round(max(word.right for word in words) / scale, 1),
        "bottom": round(max(word.bottom for word in words) / scale, 1),
    }
