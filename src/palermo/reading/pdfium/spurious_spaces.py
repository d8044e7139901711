"""Blanks that PDFium puts into words with wide letters (`train ing`), as UN files set them."""

import re
from collections.abc import Sequence
from itertools import compress, repeat

from palermo.reading.pdfium import bindings
from palermo.reading.pdfium.text_metrics import TextMetrics

PLACEHOLDER = "\x00"
"""Stands for a character that is none, so that places in the text stay those of PDFium."""
MIN_WORD_GAP_EM = 0.2
"""Blanks inside words of UN budgets measure 0.09 to 0.16 of the size of the font, those between words 0.3 and more."""
TRUST_AFTER_PAGES = 8
"""So many pages without a false blank let a document be trusted: of a budget's pages two in five hold one."""
TRUSTED_PAGE_INTERVAL = 4
"""Of a trusted document every fourth page is looked at; one false blank ends the trust."""
_SPACE = re.compile(" ")
_INNER_SPACE = re.compile(r"\S \S")


class SpuriousSpaceDetector:
    """What is known of a document's blanks from its pages before; asking for each blank takes as long as for lines."""

    def __init__(self) -> None:
        self._pages = 0
        self._found = False

    def find_spurious_spaces(self, metrics: TextMetrics, text: str, raw_lines: Sequence[tuple[int, str]]) -> list[int]:
        """Places of false blanks on the next page of the document.

        `lines` are those that may hold one, with the place where each begins: PDFium makes up blanks between text
        objects only, so that a line of one box holds none.
        """
        self._pages += 1
        if not self._found and self._pages > TRUST_AFTER_PAGES and self._pages % TRUSTED_PAGE_INTERVAL:
            return []
        places = _find_spurious_spaces(metrics, text, raw_lines)
        self._found = self._found or bool(places)
        return places


def _find_spurious_spaces(metrics: TextMetrics, text: str, raw_lines: Sequence[tuple[int, str]]) -> list[int]:
    """Told apart only where the page writes its own blanks: elsewhere each one is PDFium's."""
    places = [begin + found.start() for begin, raw in raw_lines for found in _SPACE.finditer(raw)]
    doubtful = list(compress(places, map(bindings.is_generated, repeat(metrics.page), places)))
    if 2 * len(doubtful) > text.count(" "):
        return []
    return [
        place
        for place in doubtful
        if _INNER_SPACE.match(text, place - 1) and metrics.measure_gap(place) < MIN_WORD_GAP_EM
    ]
