"""Running heads and feet: text at the same position of many pages, and page numbers."""

import re
from collections import Counter
from collections.abc import Sequence
from operator import attrgetter

from palermo.languages.language_words import LanguageWords
from palermo.reading.layout.text_lines import LayoutPage, TextLine
from palermo.reading.un_masthead import UN_SYMBOL

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = LanguageWords("reading").compile_pattern(
    r"^\W*(?:{layout.page_words})?\s*[\divxlc]{1,6}\s*(?:/\s*\d+|{layout.page_words_after})?\W*$", re.IGNORECASE
)
_JOB_NUMBER = re.compile(r"^(?:GE\.?\s*\d\d-\s*\d+|\d\d-\d{5,6})(?:\s*\([A-Z]\))?\s*(?:\d{6}\s*)*$")
"""Job number at the foot of the first page of UN documents: `GE.07-13682`."""
_RULE_LINE = re.compile(r"^\s*(?:[_‗―]{5,}|\*\d{7}\*)\s*$")
"""A line drawn with characters, as above footnotes, and the digits below a UN bar code: `*2604887*`."""

_TOP = attrgetter("top")
MIN_HEAD_PAGE_SHARE = 0.4
"""Minimum share of pages on which repeated text is a running head regardless of its size."""
MIN_TITLE_SIZE_RATIO = 1.25
"""Minimum size of a title, as a multiple of the text's."""
MIN_HEAD_GAP_EM = 1.2
"""Minimum distance of a running head from the text below it, as a multiple of the font size."""
HEAD_HEIGHT_SHARE = 0.085
"""Share of the page's height for running heads with changing text; the text usually begins below."""
MARGIN_HEIGHT_SHARE = 0.06
MIN_PAGE_NUMBER_GAP_EM = 0.8
"""Minimum distance of a page number from the text, as a multiple of the font size."""
HEIGHT_TOLERANCE_PT = 2.0
"""Maximum difference in points between the heights of a running head on two pages."""
ZONE_HEIGHT_SHARE = 0.13
"""Share of the page's height at top and bottom for running heads and feet."""


def remove_furniture(pages: Sequence[LayoutPage]) -> list[LayoutPage]:
    """Remove repeated lines at top and bottom of pages, page numbers and job numbers."""
    repeated = _find_repeated_keys(pages)
    running, alone = _find_first_page_heads(pages, repeated), _find_isolated_heads(pages)
    return [_clear_page(page.drop_lines(alone), repeated, running) for page in pages]


def _find_small_print(page: LayoutPage, first: TextLine) -> list[TextLine]:
    """Return the lines of small print in the margin at the height of the first line."""
    return [
        x
        for x in page.lines
        if abs(x.top - first.top) < HEIGHT_TOLERANCE_PT
        and x.bottom < MARGIN_HEIGHT_SHARE * page.height
        and _is_small(x, page)
    ]


def _find_isolated_heads(pages: Sequence[LayoutPage]) -> frozenset[int]:
    """Return lines (`id`) apart from the rest of each page, such as titles of chapters on odd pages.

    They are in the margin at one height and in one size, which is not larger than that of the text. Most pages that
    begin at this height begin with such a line. In a document of one or two pages, they are small print.
    """
    tops = [(page, top) for page in pages if (top := _find_topmost_line(page)) and _is_set_off(top, page)]
    if len(pages) < 3:
        return frozenset(id(x) for page, first in tops for x in _find_small_print(page, first))
    places = Counter((round(top.top), round(2 * top.size)) for page, top in tops if page.number > 1)
    isolated_heads: set[int] = set()
    for (height, size), count in places.items():
        top_lines = [
            p
            for p in pages
            if p.number > 1 and (top := _find_topmost_line(p)) and abs(top.top - height) < HEIGHT_TOLERANCE_PT
        ]
        if count < max(2, 0.3 * (len(pages) - 1), 0.7 * len(top_lines)):
            continue
        isolated_heads |= {
            id(x)
            for page in top_lines
            for x in page.lines
            if abs(x.top - height) < HEIGHT_TOLERANCE_PT and round(2 * x.size) == size
        }
    return frozenset(isolated_heads)


def _find_topmost_line(page: LayoutPage) -> TextLine | None:
    return min(page.lines, key=_TOP, default=None)


def _is_set_off(text_line: TextLine, page: LayoutPage) -> bool:
    """Return whether a short line in the margin, with space below it, is page furniture.

    Sentences, symbols and numbers are not.
    """
    text = text_line.text.strip()
    if (
        text_line.bottom > HEAD_HEIGHT_SHARE * page.height
        or len(text) > 100
        or text[-1:] in ".:;,"
        or UN_SYMBOL.search(text)
    ):
        return False
    below = min((x.top for x in page.lines if x.top > text_line.bottom - 1), default=0.0)
    usual = _find_usual_size(page)
    return (
        below - text_line.bottom > MIN_HEAD_GAP_EM * usual and text_line.size < 1.06 * usual and not text[:1].isdigit()
    )


def _is_small(text_line: TextLine, page: LayoutPage) -> bool:
    return text_line.size < 0.9 * _find_usual_size(page) and not any(map(str.isdigit, text_line.text))


def _find_usual_size(page: LayoutPage) -> float:
    """Return the size of most characters of a page."""
    sizes: Counter[float] = Counter()
    for line in page.lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def _find_first_page_heads(pages: Sequence[LayoutPage], repeated_keys: frozenset[str]) -> frozenset[int]:
    """Return page 1's running heads (`id`): text that a later page repeats at the same position and size.

    A title that is repeated above later pages is larger or lower on page 1, and a symbol identifies the document.
    """
    if not pages or pages[0].number != 1:
        return frozenset()
    first = [x for x in pages[0].lines if _is_in_zone(x, pages[0]) and _compute_key(x.text) in repeated_keys]
    heads = [x for x in first if not UN_SYMBOL.search(x.text.strip())]
    later = [x for page in pages[1:6] for x in page.lines if _is_in_zone(x, page)] if heads else []
    return frozenset(
        id(head)
        for head in heads
        for x in later
        if abs(x.top - head.top) < HEIGHT_TOLERANCE_PT
        and abs(x.size - head.size) < 0.3
        and _compute_key(x.text) == _compute_key(head.text)
    )


def _clear_page(page: LayoutPage, repeated_keys: frozenset[str], first_page_heads: frozenset[int]) -> LayoutPage:
    head, foot = page.height * ZONE_HEIGHT_SHARE, page.height * (1 - ZONE_HEIGHT_SHARE)

    def is_body_line(text_line: TextLine) -> bool:
        if text_line.top >= head and text_line.bottom <= foot:
            return not _RULE_LINE.match(text_line.text)
        if _RULE_LINE.match(text_line.text):
            return False
        text = text_line.text.strip()
        if _PAGE_NUMBER.match(text):
            alone = is_droppable(text_line) and _compute_key(text) in repeated_keys and text[-1].isalnum()
            return not alone and not _is_isolated(text_line, page, repeated_keys)
        return not (_JOB_NUMBER.match(text) or (is_droppable(text_line) and _compute_key(text) in repeated_keys))

    def is_droppable(text_line: TextLine) -> bool:
        return page.number > 1 or id(text_line) in first_page_heads

    remaining = [
        x for x in page.lines if (x.top >= head and x.bottom <= foot and x.text[:1].isalnum()) or is_body_line(x)
    ]  # most lines are body text, for which nothing is called
    return LayoutPage(number=page.number, width=page.width, height=page.height, lines=tuple(remaining))


def _is_isolated(text_line: TextLine, page: LayoutPage, repeated_keys: frozenset[str]) -> bool:
    """Return whether no text is close above, below or beside: the last line of a paragraph may be a year."""
    min_gap = MIN_PAGE_NUMBER_GAP_EM * text_line.size
    for other in page.lines:
        close = (
            other is not text_line and other.top - min_gap < text_line.bottom and text_line.top < other.bottom + min_gap
        )
        if close and any(map(str.isalpha, other.text)) and _compute_key(other.text) not in repeated_keys:
            return False
    return True


def _find_repeated_keys(pages: Sequence[LayoutPage]) -> frozenset[str]:
    """Return texts in a zone of at least three pages, or of two thirds of a short file's pages.

    Text that is twice as frequent elsewhere on pages (`Table 3`) is not a running head.
    """
    page_counts: Counter[str] = Counter()
    elsewhere: list[str] = []
    for page in pages:
        head, foot = page.height * ZONE_HEIGHT_SHARE, page.height * (1 - ZONE_HEIGHT_SHARE)
        keys = {_compute_key(x.text) for x in page.lines if x.top < head or x.bottom > foot}
        elsewhere += [x.text for x in page.lines if x.top >= head and x.bottom <= foot]
        page_counts.update(keys)
    min_pages = 3 if len(pages) >= 5 else max(2, round(len(pages) * 2 / 3))
    often = {key for key, count in page_counts.items() if count >= min_pages}
    if not often:
        return frozenset()
    longest, firsts = 2 * max(map(len, often)), {key[:1] for key in often}
    interior_counts = Counter(
        [_compute_key(text) for text in elsewhere if len(text) <= longest and _compute_first_char(text) in firsts]
    )
    heads = {key for key in often if interior_counts[key] < 2 * page_counts[key]}
    return frozenset(
        heads - _find_large_titles(pages, {key for key in heads if page_counts[key] < MIN_HEAD_PAGE_SHARE * len(pages)})
    )


def _find_large_titles(pages: Sequence[LayoutPage], keys: set[str]) -> set[str]:
    """Return those of these texts in large type: titles of slides, some of which recur."""
    return {
        key
        for page in pages
        if keys
        for line in page.lines
        if _is_in_zone(line, page)
        and (key := _compute_key(line.text)) in keys
        and line.size > MIN_TITLE_SIZE_RATIO * _find_usual_size(page)
    }


def _is_in_zone(text_line: TextLine, page: LayoutPage) -> bool:
    return text_line.top < page.height * ZONE_HEIGHT_SHARE or text_line.bottom > page.height * (1 - ZONE_HEIGHT_SHARE)


def _compute_first_char(text: str) -> str:
    """Return the first character of a text's key, since computing all keys of a document is slow."""
    first_char = text.lstrip()[:1]
    return "#" if first_char.isdecimal() else first_char.lower()[:1]


def _compute_key(text: str) -> str:
    """Normalise digits and spaces, which vary between pages: `A/HRC/ 8/29` and `A/HRC/8/29` are equal."""
    return _DIGITS.sub("#", "".join(text.lower().split()))
