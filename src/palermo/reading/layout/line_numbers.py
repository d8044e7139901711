"""Line numbers in the margin of drafts, for references such as `page 3, line 12`."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter

from palermo.reading.layout.text_lines import LayoutPage, TextLine

MIN_NUMBERED_LINES = 8
"""Minimum numbered lines of a page if each is numbered; half as many if every fifth is."""
NUMBER_STEPS = (1, 2, 5, 10)
"""Steps of line numbers: each line, or every second, fifth or tenth."""
MIN_REGULAR_SHARE = 0.9
"""Minimum share of consecutive numbers with the same step, since a number may be missing."""
EDGE_TOLERANCE_PT = 3.0
"""Tolerance in points of the edges of the numbers, flush left or flush right."""
MIN_PROSE_WIDTH_SHARE = 0.4
"""Minimum share of the page's width of lines of prose."""
MAX_CAPITAL_SHARE = 0.75
"""Maximum share of lines that begin with a capital: half in short paragraphs, nearly all in a list."""
MAX_LINES_PER_NUMBER = 1.5
"""Maximum ratio of lines to numbers: a list item has several lines for its number."""
_BOTTOM = attrgetter("bottom")
_LINE_NUMBER = re.compile(r"\s*\d{1,4}\s*")


def is_line_numbering(numbers: Sequence[int]) -> bool:
    """Return whether numbers, from top to bottom, increase like those of lines.

    >>> is_line_numbering([5, 10, 15, 20, 25]), is_line_numbering([3, 12, 1, 40, 7, 8, 9, 2])
    (True, False)
    """
    steps = Counter(after - before for before, after in pairwise(numbers))
    if not steps:
        return False
    step, count = steps.most_common(1)[0]
    min_lines = MIN_NUMBERED_LINES if step == 1 else MIN_NUMBERED_LINES // 2
    return step in NUMBER_STEPS and len(numbers) >= min_lines and count >= MIN_REGULAR_SHARE * (len(numbers) - 1)


def is_line_count(numbers: Sequence[int], line_count: int) -> bool:
    """Return whether numbers, from top to bottom, count the lines from the first to the last of them.

    >>> is_line_count([5, 10, 15], 11), is_line_count([1, 2, 3], 6)
    (True, False)
    """
    return line_count <= MAX_LINES_PER_NUMBER * (numbers[-1] - numbers[0] + 1)


def is_prose(texts: Iterable[str]) -> bool:
    """Return whether lines continue sentences: in lists they begin with capitals, in tables with signs."""
    begins = [text.strip()[:1] for text in texts]
    letters = sum(map(str.isalpha, begins))
    return 2 * letters > sum(map(bool, begins)) and sum(map(str.isupper, begins)) < MAX_CAPITAL_SHARE * letters


def remove_line_numbers(pages: Sequence[LayoutPage]) -> list[LayoutPage]:
    """Return pages without line numbers in a margin left of the text."""
    numbered_pages = {page.number: numbered for page in pages if (numbered := _find_line_numbers(page))}
    if not numbered_pages:
        return list(pages)
    adjacent_lines = [
        x
        for page in pages
        if page.number in numbered_pages
        for x in _find_adjacent_lines(numbered_pages[page.number], page)
    ]
    if not is_prose(x.text for x in adjacent_lines):
        return list(pages)
    return [page.drop_lines(set(map(id, numbered_pages.get(page.number, ())))) for page in pages]


def _find_line_numbers(page: LayoutPage) -> list[TextLine]:
    """Return a page's line numbers.

    They increase by one step on the left of long lines, with nothing to their left.
    """
    numbers = [x for x in page.lines if x.text[:1].isdigit() and _LINE_NUMBER.fullmatch(x.text)]
    if len(numbers) < MIN_NUMBERED_LINES // 2:
        return []
    numbers.sort(key=_BOTTOM)
    numbered = [numbers[place] for place in find_flush_edges([(x.left, x.right) for x in numbers])]
    counted = [int(x.text) for x in numbered]
    if not is_line_numbering(counted) or not is_line_count(counted, _count_line_heights(numbered, page)):
        return []
    inner, adjacent_lines = max(x.right for x in numbered), _find_adjacent_lines(numbered, page)
    broad = sum(x.right - x.left > MIN_PROSE_WIDTH_SHARE * page.width for x in adjacent_lines)
    is_numbering = 2 * broad >= len(adjacent_lines) >= len(numbered) / 4 and all(
        x.left >= inner for x in adjacent_lines
    )
    return numbered if is_numbering else []


def _count_line_heights(numbers: Sequence[TextLine], page: LayoutPage) -> int:
    """Return the number of distinct heights with a line, from the first number to the last."""
    top, bottom = numbers[0].top, numbers[-1].bottom
    query_pairs = set(map(id, numbers))
    return len({round(x.bottom) for x in page.lines if top < x.bottom and x.top < bottom and id(x) not in query_pairs})


def find_flush_edges(edges: Sequence[tuple[float, float]]) -> list[int]:
    """Return the indices of the lines with aligned left edges, or right edges, whichever are more."""

    def find_aligned(side: int) -> list[int]:
        usual = Counter(round(edge[side]) for edge in edges).most_common(1)[0][0]
        return [place for place, edge in enumerate(edges) if abs(edge[side] - usual) < EDGE_TOLERANCE_PT]

    return max(find_aligned(0), find_aligned(1), key=len)


def _find_adjacent_lines(numbers: Sequence[TextLine], page: LayoutPage) -> list[TextLine]:
    """Return the lines at the height of a number."""
    query_pairs = set(map(id, numbers))
    spans = [(x.top + 1, x.bottom - 1) for x in numbers]
    return [
        x
        for x in page.lines
        if id(x) not in query_pairs and any(x.top < bottom and top < x.bottom for top, bottom in spans)
    ]
