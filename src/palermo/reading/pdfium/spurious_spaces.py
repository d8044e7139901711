"""Spurious spaces that PDFium puts into words with wide letters (`train ing`), as in UN documents."""

import re
from collections.abc import Sequence
from itertools import compress, repeat

from palermo.reading.pdfium import bindings
from palermo.reading.pdfium.text_metrics import TextMetrics

PLACEHOLDER = "\x00"
"""Placeholder for a removed character, so that positions in the text stay those of PDFium."""
MIN_WORD_GAP_EM = 0.2
"""Maximum width of a spurious space: 0.09 to 0.16 of the font size in UN budgets; real ones have 0.3 or more."""
TRUST_AFTER_PAGES = 8
"""Pages without a spurious space before a document is trusted: two of five pages of a budget have one."""
TRUSTED_PAGE_INTERVAL = 4
"""Interval of checked pages of a trusted document; one spurious space ends the trust."""
_SPACE = re.compile(" ")
_INNER_SPACE = re.compile(r"\S \S")


class SpuriousSpaceDetector:
    """Finds spurious spaces, with the help of results for earlier pages.

    Checking each space is as slow as reading the lines, so most pages of a document without any are not checked.
    """

    def __init__(self) -> None:
        self._pages = 0
        self._has_found_spaces = False

    def find_spurious_spaces(self, metrics: TextMetrics, text: str, raw_lines: Sequence[tuple[int, str]]) -> list[int]:
        """Return the positions of spurious spaces on the next page of the document.

        `raw_lines` are the lines that may contain one, with their start: PDFium adds spaces only between text
        objects, so that a line with one box has none.
        """
        self._pages += 1
        if not self._has_found_spaces and self._pages > TRUST_AFTER_PAGES and self._pages % TRUSTED_PAGE_INTERVAL:
            return []
        places = _find_spurious_spaces(metrics, text, raw_lines)
        self._has_found_spaces = self._has_found_spaces or bool(places)
        return places


def _find_spurious_spaces(metrics: TextMetrics, text: str, raw_lines: Sequence[tuple[int, str]]) -> list[int]:
    """Return positions of spurious spaces, if the page contains spaces of its own."""
    places = [start + match.start() for start, raw in raw_lines for match in _SPACE.finditer(raw)]
    doubtful = list(compress(places, map(bindings.is_generated, repeat(metrics.page), places)))
    if 2 * len(doubtful) > text.count(" "):
        return []
    return [
        place
        for place in doubtful
        if _INNER_SPACE.match(text, place - 1) and metrics.measure_gap(place) < MIN_WORD_GAP_EM
    ]
