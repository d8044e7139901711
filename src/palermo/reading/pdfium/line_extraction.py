"""Lines of a page: its text split at line ends, with the position and style of each."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import compress, repeat

from palermo.reading.bidi import RTL_LETTER
from palermo.reading.layout.line_numbers import (
    MIN_NUMBERED_LINES,
    find_flush_edges,
    is_line_count,
    is_line_numbering,
    is_prose,
)
from palermo.reading.layout.text_lines import TextLine
from palermo.reading.pdfium import bindings
from palermo.reading.pdfium.bindings import OpenPage
from palermo.reading.pdfium.rtl_lines import join_rtl_lines, measure_box_height, split_bidi_line
from palermo.reading.pdfium.text_metrics import Rect, TextMetrics, compute_bounding_box, find_middle_letter

PLACEHOLDER = "\x00"
"""Placeholder for a removed character, so that positions in the text stay those of PDFium."""
MIN_WORD_GAP_EM = 0.2
"""Width from which on a space is real: spurious ones have up to 0.16 of the font size in UN budgets, real ones 0.3."""
TRUST_AFTER_PAGES = 8
"""Pages without a spurious space before a document is trusted: two of five pages of a budget have one."""
TRUSTED_PAGE_INTERVAL = 4
"""Interval of checked pages of a trusted document; one spurious space ends the trust."""
_SPACE = re.compile(" ")
_INNER_SPACE = re.compile(r"\S \S")

HYPHEN = "\ufffe"
"""PDFium's character for a hyphen at a line's end; it returns the two lines as one."""
_HYPHEN_LINE_END = f"{HYPHEN}\r\n"
PlacedLine = tuple[int, str, list[Rect]]
"""A printed line: index of its first character, text, boxes."""
LineSegment = tuple[str, int, Sequence[Rect], float | None]
"""A line or a part of it: text, index of the letter with its style, boxes, and height of its font's box if known."""
MAX_PLAIN_GAP_PT = 24.0
"""Points of an empty strip that never divides a line."""
_LEADING_NUMBER = re.compile(r"(\d{1,4})(?: +(?=\S)|\s*$)")
"""A number without a full stop before a line's text, or alone."""
_COMPLEX_SCRIPT = re.compile(rf"[\u3400-\u9fff\U00010000-\U0010ffff]|{RTL_LETTER.pattern}")
_SIMPLE_BLOCKS = bytes((*range(0x05), *range(0x1E, 0x26), 0xF0, 0xFF))
"""Blocks of 256 characters: Latin, Greek, Cyrillic, punctuation, and private ones of PDFium and fonts."""
_WORD_WITH_SPACE = re.compile(r"\S+\s*|\s+")
_ASTRAL = re.compile(r"[\U00010000-\U0010ffff]")


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


def get_page_text(page: OpenPage, metrics: TextMetrics) -> str:
    """Return the page's text, with CR LF at line ends, and HYPHEN for a hyphen that ends a line.

    There is one character for each of PDFium's, if all are in the basic plane.
    """
    text = page.read_text().replace("\x02", HYPHEN)
    metrics.turned = not text.isascii() and _has_complex_script(text)
    return text


def _has_complex_script(text: str) -> bool:
    """Return whether a text may contain right-to-left characters, by their blocks."""
    others = text.encode("utf-16-le", "surrogatepass")[1::2].translate(None, _SIMPLE_BLOCKS)
    return bool(others) and bool(_COMPLEX_SCRIPT.search(text))


def remove_spurious_spaces(text: str, metrics: TextMetrics, detector: SpuriousSpaceDetector) -> str:
    """Return the text with PLACEHOLDER for spurious spaces.

    The spaces of right-to-left text are checked line by line later.
    """
    if metrics.turned and (_ASTRAL.search(text) or RTL_LETTER.search(text)):
        return text
    return _replace_spaces(text, 0, detector.find_spurious_spaces(metrics, text, [(0, text)]))


def _replace_spaces(text: str, start: int, positions: Iterable[int]) -> str:
    for place in positions:
        text = f"{text[: place - start]}{PLACEHOLDER}{text[place - start + 1 :]}"
    return text


def extract_page_lines(
    metrics: TextMetrics, text: str, page_geometry: tuple[int, float], detector: SpuriousSpaceDetector
) -> list[TextLine]:
    """Return the lines of a whole page; see `extract_lines`."""
    if metrics.turned:
        return extract_lines(metrics, remove_spurious_spaces(text, metrics, detector), page_geometry)
    placed = _remove_line_numbers(metrics, _locate_lines(metrics, text, 0))
    raw_lines = [(start, raw) for start, raw, rects in placed if len(rects) > 1]
    if false := detector.find_spurious_spaces(metrics, text, raw_lines):
        placed = list(_remove_spaces(placed, false))
    return _build_text_lines(metrics, _split_plain_lines(metrics, placed), page_geometry)


def extract_lines(metrics: TextMetrics, text: str, page_geometry: tuple[int, float], start: int = 0) -> list[TextLine]:
    """Split a text at its line ends and measure the position and style of each line.

    `page_geometry` is the page's number (1-based) and its height in points; `start` is the offset of the text in
    the characters of the page.
    """
    if not metrics.turned:
        segments = _split_plain_lines(metrics, _locate_lines(metrics, text, start))
    else:
        cut = _split_at_line_ends(text, start)
        placed = join_rtl_lines(metrics.handle, cut) if RTL_LETTER.search(text) else cut
        segments = [part for first_index, raw in placed for part in _split_complex_line(metrics, first_index, raw)]
    return _build_text_lines(metrics, segments, page_geometry)


def _build_text_lines(
    metrics: TextMetrics, segments: Sequence[LineSegment], page_geometry: tuple[int, float]
) -> list[TextLine]:
    page, height = page_geometry
    text_lines = []
    text_styles = metrics.get_styles([part[1] for part in segments], [part[2] for part in segments])
    for (text, _, group, size), (baseline, box, (bold, italic)) in zip(segments, text_styles, strict=True):
        left, top, right, bottom = group[0] if len(group) == 1 else compute_bounding_box(group)
        top, bottom, baseline = height - top, height - bottom, height - baseline
        text_lines.append(TextLine(page, text, left, right, top, bottom, baseline, size or box, bold, italic))
    return text_lines


def _locate_lines(metrics: TextMetrics, text: str, start: int) -> list[PlacedLine]:
    cut = text.replace(HYPHEN, _HYPHEN_LINE_END).split("\r\n")
    lengths, starts = list(map(len, cut)), []
    for raw, length in zip(cut, lengths, strict=True):
        starts.append(start)
        start += length if raw[-1:] == HYPHEN else length + 2
    boxes = map(metrics.get_rects, starts, lengths)
    return [(at, raw, box) for at, raw, box in zip(starts, cut, boxes, strict=True) if box and not raw.isspace()]


def _remove_line_numbers(metrics: TextMetrics, placed: list[PlacedLine]) -> list[PlacedLine]:
    """Return the lines of a page without the line numbers of a draft.

    These are numbers so close to a line that they may be joined with it.
    """
    led = [
        (at, match)
        for at, (_, raw, _) in enumerate(placed)
        if raw[0].isdigit() and (match := _LEADING_NUMBER.match(raw))
    ]
    joined_count = sum(number_match.end() < len(placed[at][1]) for at, number_match in led)
    if len(led) < MIN_NUMBERED_LINES or 2 * joined_count < len(led):
        return placed
    boxes = [compute_bounding_box(metrics.get_rects(placed[at][0], len(number_match[1]))) for at, number_match in led]
    flush = find_flush_edges([(box[0], box[2]) for box in boxes])
    numbered = [led[place] for place in sorted(flush, key=lambda x: -boxes[x][1])]
    words = {at: placed[at][1][number_match.end() :] for at, number_match in numbered}
    counted, lines = [int(number_match[1]) for _, number_match in numbered], max(words) - min(words) + 1
    if is_line_numbering(counted) and is_line_count(counted, lines) and is_prose(words.values()):
        return list(_drop_line_numbers(metrics, placed, words))
    return placed


def _drop_line_numbers(
    metrics: TextMetrics, placed: Sequence[PlacedLine], remaining_texts: Mapping[int, str]
) -> Iterator[PlacedLine]:
    """Return the lines, reduced to their last words at some positions."""
    for at, (start, raw, rects) in enumerate(placed):
        text = remaining_texts.get(at)
        if text is None:
            yield start, raw, rects
        elif text.strip() and (remaining_rects := metrics.get_rects(start + len(raw) - len(text), len(text))):
            yield start + len(raw) - len(text), text, remaining_rects


def _remove_spaces(placed: Iterable[PlacedLine], positions: Sequence[int]) -> Iterator[PlacedLine]:
    """Return the lines without the spaces at some positions of the page."""
    for start, raw, rects in placed:
        inside = [place for place in positions if start <= place < start + len(raw)]
        yield start, _replace_spaces(raw, start, inside), rects


def _split_plain_lines(metrics: TextMetrics, placed: Iterable[PlacedLine]) -> list[LineSegment]:
    """Yield the parts of the lines of a left-to-right page."""
    parts: list[LineSegment] = []
    for start, raw, rects in placed:
        words = raw.replace(PLACEHOLDER, "") if PLACEHOLDER in raw else raw
        if len(rects) == 1 or not _has_gaps(rects):
            parts.append((words, start + find_middle_letter(words), rects, None))
        else:
            cut = _split_at_gaps(metrics, metrics.handle, words, start, rects)
            parts += [(fragment, first + find_middle_letter(fragment), group, None) for fragment, first, group in cut]
    return parts


def _split_complex_line(metrics: TextMetrics, start: int, raw: str) -> Iterator[LineSegment]:
    """Yield the parts of a line that may be right-to-left or Chinese."""
    rects = metrics.get_rects(start, _count_utf16_units(raw))
    if not rects:
        return
    for fragment, first_index, group in split_bidi_line(
        metrics.handle, raw.replace(PLACEHOLDER, ""), start, rects, partial(_split_at_gaps, metrics)
    ):
        letter = first_index + find_middle_letter(fragment)
        yield fragment, letter, group, measure_box_height(metrics.handle, letter, fragment)


def _split_at_line_ends(text: str, start: int) -> Iterator[tuple[int, str]]:
    """Yield each printed line with the index of its first character in UTF-16 units, as in PDFium."""
    for raw in text.replace(HYPHEN, _HYPHEN_LINE_END).split("\r\n"):
        if raw and not raw.isspace():
            yield start, raw
        start += _count_utf16_units(raw) if raw[-1:] == HYPHEN else _count_utf16_units(raw) + 2


def _count_utf16_units(text: str) -> int:
    """Return the length in UTF-16 units, as in PDFium."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _has_gaps(rects: Sequence[Rect]) -> bool:
    """Return whether a line may be divided by wide empty strips.

    This is rare if its boxes are close to each other.
    """
    end = rects[0][2]
    for left, _, right, _ in rects:
        if left - end > MAX_PLAIN_GAP_PT or right < end:
            return True
        end = right
    return False


def _split_at_gaps(
    metrics: TextMetrics, handle: object, text: str, start: int, rects: list[Rect]
) -> Iterator[tuple[str, int, list[Rect]]]:
    """Split a line at a wide empty strip, as between two columns; most lines have none."""
    spans = sorted(rects)
    groups: list[list[Rect]] = [[spans[0]]]
    for rect in spans[1:]:
        if rect[0] - max(r[2] for r in groups[-1]) > max(MAX_PLAIN_GAP_PT, 3 * (rect[1] - rect[3])):
            groups.append([rect])
        else:
            groups[-1].append(rect)
    if len(groups) == 1:
        yield text, start, rects
        return
    yield from _assign_words(metrics, text, start, groups)


def _assign_words(
    metrics: TextMetrics, text: str, start: int, groups: list[list[Rect]]
) -> Iterator[tuple[str, int, list[Rect]]]:
    """Assign each word to the group in whose width it begins, with the spaces after it."""
    limits = [max(r[2] for r in group) for group in groups]
    parts: list[list[str]] = [[] for _ in groups]
    begins = [start] * len(groups)
    current = 0
    for word in _WORD_WITH_SPACE.finditer(text):
        left = next(
            (x for x in map(metrics.get_left_edge, range(start + word.start(), start + word.end())) if x is not None),
            None,
        )
        if left is not None:
            current = next((i for i, limit in enumerate(limits) if left < limit + 1), len(groups) - 1)
            if not parts[current]:
                begins[current] = start + word.start()
        parts[current].append(word[0])
    for part, first_index, group in zip(parts, begins, groups, strict=True):
        if "".join(part).strip():
            yield "".join(part), first_index, group
