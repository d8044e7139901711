"""Drafts: numbers of lines in the margin, as States and committees print them to speak of `page 3, line 12`."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter

from palermo.reading.layout.lines import Line, Page

LEAST = 8
"""Lines of a page that are numbered at least, where each one is; half as many where every fifth is."""
STEPS = (1, 2, 5, 10)
"""How numbers of lines rise: each line has one, or every second, fifth or tenth."""
REGULAR = 0.9
"""Share of neighbouring numbers that rise by the same step: a line that no number is found of may stand between."""
SAME_EDGE = 3.0
"""Points within which the edges of the numbers stand: set flush left, or flush right."""
BROAD = 0.4
"""Share of the page's width that lines of prose take."""
CAPITALS = 0.75
"""Share of lines that begin with a capital: of prose in short paragraphs a half, of a list nearly all."""
MORE = 1.5
"""How many times as many lines there may be as numbers count: an item of a list has several lines to its number."""
_BOTTOM = attrgetter("bottom")
_NUMBER = re.compile(r"\s*\d{1,4}\s*")


def rise_as_lines(numbers: Sequence[int]) -> bool:
    """Whether numbers, from the top of a page down, rise as those of lines do.

    >>> rise_as_lines([5, 10, 15, 20, 25]), rise_as_lines([3, 12, 1, 40, 7, 8, 9, 2])
    (True, False)
    """
    steps = Counter(after - before for before, after in pairwise(numbers))
    if not steps:
        return False
    step, count = steps.most_common(1)[0]
    least = LEAST if step == 1 else LEAST // 2
    return step in STEPS and len(numbers) >= least and count >= REGULAR * (len(numbers) - 1)


def count_lines(numbers: Sequence[int], lines: int) -> bool:
    """Whether numbers, from the top of a page down, count the lines that stand from the first to the last of them.

    >>> count_lines([5, 10, 15], 11), count_lines([1, 2, 3], 6)
    (True, False)
    """
    return lines <= MORE * (numbers[-1] - numbers[0] + 1)


def are_of_prose(texts: Iterable[str]) -> bool:
    """Whether lines go on with sentences: those of lists begin with capitals, those of tables with signs."""
    begins = [text.strip()[:1] for text in texts]
    letters = sum(map(str.isalpha, begins))
    return 2 * letters > sum(map(bool, begins)) and sum(map(str.isupper, begins)) < CAPITALS * letters


def without_line_numbers(pages: Sequence[Page]) -> list[Page]:
    """Pages without the numbers of their lines, which stand in a margin of their own left of the text."""
    found = {page.number: numbered for page in pages if (numbered := _numbered(page))}
    if not found:
        return list(pages)
    beside = [x for page in pages if page.number in found for x in _beside(found[page.number], page)]
    if not are_of_prose(x.text for x in beside):
        return list(pages)
    return [_without(page, found.get(page.number, ())) for page in pages]


def _without(page: Page, numbers: Sequence[Line]) -> Page:
    taken = set(map(id, numbers))
    return replace(page, lines=tuple(x for x in page.lines if id(x) not in taken)) if taken else page


def _numbered(page: Page) -> list[Line]:
    """A page's numbers of lines: they rise by one step left of broad lines, and nothing stands left of them."""
    numbers = [x for x in page.lines if x.text[:1].isdigit() and _NUMBER.fullmatch(x.text)]
    if len(numbers) < LEAST // 2:
        return []
    numbers.sort(key=_BOTTOM)
    numbered = [numbers[place] for place in flush([(x.left, x.right) for x in numbers])]
    counted = [int(x.text) for x in numbered]
    if not rise_as_lines(counted) or not count_lines(counted, _heights(numbered, page)):
        return []
    inner, beside = max(x.right for x in numbered), _beside(numbered, page)
    broad = sum(x.right - x.left > BROAD * page.width for x in beside)
    stands = 2 * broad >= len(beside) >= len(numbered) / 4 and all(x.left >= inner for x in beside)
    return numbered if stands else []


def _heights(numbers: Sequence[Line], page: Page) -> int:
    """How many heights have a line, from the first number to the last."""
    top, bottom = numbers[0].top, numbers[-1].bottom
    taken = set(map(id, numbers))
    return len({round(x.bottom) for x in page.lines if top < x.bottom and x.top < bottom and id(x) not in taken})


def flush(edges: Sequence[tuple[float, float]]) -> list[int]:
    """Places of those whose left edges stand above one another, or whose right edges do, whichever are more."""

    def above(side: int) -> list[int]:
        usual = Counter(round(edge[side]) for edge in edges).most_common(1)[0][0]
        return [place for place, edge in enumerate(edges) if abs(edge[side] - usual) < SAME_EDGE]

    return max(above(0), above(1), key=len)


def _beside(numbers: Sequence[Line], page: Page) -> list[Line]:
    """Lines at the height of a number."""
    taken = set(map(id, numbers))
    spans = [(x.top + 1, x.bottom - 1) for x in numbers]
    return [
        x for x in page.lines if id(x) not in taken and any(x.top < bottom and top < x.bottom for top, bottom in spans)
    ]
