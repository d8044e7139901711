"""Running heads and feet: what stands on many pages at the same place, and page numbers."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from palermo.reading.layout.lines import Line, Page
from palermo.reading.masthead import SYMBOL

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"^\W*(?:page|página|стр\.?|صفحة|第)?\s*[\divxlc]{1,6}\s*(?:/\s*\d+|页)?\W*$", re.IGNORECASE)
_JOB_NUMBER = re.compile(r"^(?:GE\.?\s*\d\d-\s*\d+|\d\d-\d{5,6})(?:\s*\([A-Z]\))?\s*(?:\d{6}\s*)*$")
"""UN files print their job number at the foot of the first page: `GE.07-13682`."""
_RULE = re.compile(r"^\s*(?:[_‗―]{5,}|\*\d{7}\*)\s*$")
"""A line drawn with letters, as above footnotes, and the digits under the bar code of a UN file: `*2604887*`."""

_TOP = attrgetter("top")
SELDOM = 0.4
"""Share of pages from which what repeats is a running head whatever its size."""
LARGE = 1.25
"""Sizes of the text that a title has at least."""
OFF = 1.2
"""Sizes of the font that a running head stands off the text below it."""
HEAD = 0.085
"""Share of the page's height within which running heads stand whose words change: texts begin below, as a rule."""
MARGIN = 0.06
"""Share of the page's height that is margin."""
APART = 0.8
"""Sizes of the font that a page number stands off the text; lines of a paragraph stand closer."""
SAME_PLACE = 2.0
"""Points between the heights of a running head on two pages."""
ZONE = 0.13
"""Share of the page's height, at its top and its foot, in which running heads and feet stand."""


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """Drop the lines at head and foot that repeat over pages, page numbers and job numbers."""
    repeated = _repeated(pages)
    running, alone = _running(pages, repeated), _alone_above(pages)
    return [_cleared(_without(page, alone), repeated, running) for page in pages]


def _without(page: Page, lines: frozenset[int]) -> Page:
    """A page without some lines (their `id`)."""
    return replace(page, lines=tuple(x for x in page.lines if id(x) not in lines)) if lines else page


def _alone_above(pages: Sequence[Page]) -> frozenset[int]:
    """Lines (their `id`) that stand apart above all else, each page its own, as titles of chapters do on odd pages.

    They stand in the margin at one height, in one size, which is no larger than that of the text; most pages that begin
    there begin so. In a document of one or two pages they are small print.
    """
    tops = [(page, top) for page in pages if (top := _topmost(page)) and _stands_off(top, page)]
    if len(pages) < 3:
        return frozenset(
            id(x)
            for page, first in tops
            for x in page.lines
            if abs(x.top - first.top) < SAME_PLACE and x.bottom < MARGIN * page.height and _is_small(x, page)
        )
    places = Counter((round(top.top), round(2 * top.size)) for page, top in tops if page.number > 1)
    found: set[int] = set()
    for (height, size), count in places.items():
        begun = [p for p in pages if p.number > 1 and (top := _topmost(p)) and abs(top.top - height) < SAME_PLACE]
        if count < max(2, 0.3 * (len(pages) - 1), 0.7 * len(begun)):
            continue
        found |= {
            id(x)
            for page in begun
            for x in page.lines
            if abs(x.top - height) < SAME_PLACE and round(2 * x.size) == size
        }
    return frozenset(found)


def _topmost(page: Page) -> Line | None:
    return min(page.lines, key=_TOP, default=None)


def _stands_off(line: Line, page: Page) -> bool:
    """Whether a short line that is no sentence, symbol or number stands in the margin, with a space below it."""
    text = line.text.strip()
    if line.bottom > HEAD * page.height or len(text) > 100 or text[-1:] in ".:;," or SYMBOL.search(text):
        return False
    below = min((x.top for x in page.lines if x.top > line.bottom - 1), default=0.0)
    usual = _usual_size(page)
    return below - line.bottom > OFF * usual and line.size < 1.06 * usual and not text[:1].isdigit()


def _is_small(line: Line, page: Page) -> bool:
    return line.size < 0.9 * _usual_size(page) and not any(map(str.isdigit, line.text))


def _usual_size(page: Page) -> float:
    """Size of most characters of a page."""
    sizes: Counter[float] = Counter()
    for line in page.lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def _running(pages: Sequence[Page], repeated: frozenset[str]) -> frozenset[int]:
    """Page 1's own running heads (their `id`): what stands on a later page at the same place in the same size.

    A title that is repeated above later pages is larger or lower there, and a symbol names the document.
    """
    if not pages or pages[0].number != 1:
        return frozenset()
    first = [x for x in pages[0].lines if _in_zone(x, pages[0]) and _key(x.text) in repeated]
    heads = [x for x in first if not SYMBOL.search(x.text.strip())]
    later = [x for page in pages[1:6] for x in page.lines if _in_zone(x, page)] if heads else []
    return frozenset(
        id(head)
        for head in heads
        for x in later
        if abs(x.top - head.top) < SAME_PLACE and abs(x.size - head.size) < 0.3 and _key(x.text) == _key(head.text)
    )


def _cleared(page: Page, repeated: frozenset[str], running: frozenset[int]) -> Page:
    head, foot = page.height * ZONE, page.height * (1 - ZONE)

    def stays(line: Line) -> bool:
        if line.top >= head and line.bottom <= foot:
            return not _RULE.match(line.text)
        if _RULE.match(line.text):
            return False
        text = line.text.strip()
        if _PAGE_NUMBER.match(text):
            alone = later(line) and _key(text) in repeated and text[-1].isalnum()
            return not alone and not _stands_apart(line, page, repeated)
        return not (_JOB_NUMBER.match(text) or (later(line) and _key(text) in repeated))

    def later(line: Line) -> bool:
        return page.number > 1 or id(line) in running

    kept = [
        x for x in page.lines if (x.top >= head and x.bottom <= foot and x.text[:1].isalnum()) or stays(x)
    ]  # most lines are words of the text, for which nothing is called
    return Page(number=page.number, width=page.width, height=page.height, lines=tuple(kept))


def _stands_apart(line: Line, page: Page, repeated: frozenset[str]) -> bool:
    """Whether no words stand close above or below, nor beside: the last line of a paragraph may be a year."""
    near = APART * line.size
    for other in page.lines:
        close = other is not line and other.top - near < line.bottom and line.top < other.bottom + near
        if close and any(map(str.isalpha, other.text)) and _key(other.text) not in repeated:
            return False
    return True


def _repeated(pages: Sequence[Page]) -> frozenset[str]:
    """Find texts that stand in a zone of at least three pages, or of two thirds of a short file's pages.

    What stands elsewhere on pages twice as often (`Table 3`) is no running head, though it begins some of them.
    """
    seen: Counter[str] = Counter()
    elsewhere: list[str] = []
    for page in pages:
        head, foot = page.height * ZONE, page.height * (1 - ZONE)
        keys = {_key(x.text) for x in page.lines if x.top < head or x.bottom > foot}
        elsewhere += [x.text for x in page.lines if x.top >= head and x.bottom <= foot]
        seen.update(keys)
    enough = 3 if len(pages) >= 5 else max(2, round(len(pages) * 2 / 3))
    often = {key for key, count in seen.items() if count >= enough}
    if not often:
        return frozenset()
    longest, firsts = 2 * max(map(len, often)), {key[:1] for key in often}
    inside = Counter([_key(text) for text in elsewhere if len(text) <= longest and _first(text) in firsts])
    heads = {key for key in often if inside[key] < 2 * seen[key]}
    return frozenset(heads - _titles(pages, {key for key in heads if seen[key] < SELDOM * len(pages)}))


def _titles(pages: Sequence[Page], keys: set[str]) -> set[str]:
    """Those of these texts that stand in large type: titles of slides, of which some return."""
    return {
        key
        for page in pages
        if keys
        for line in page.lines
        if _in_zone(line, page) and (key := _key(line.text)) in keys and line.size > LARGE * _usual_size(page)
    }


def _in_zone(line: Line, page: Page) -> bool:
    return line.top < page.height * ZONE or line.bottom > page.height * (1 - ZONE)


def _first(text: str) -> str:
    """First sign of a text's key; to make the keys of all lines of a document takes long."""
    sign = text.lstrip()[:1]
    return "#" if sign.isdecimal() else sign.lower()[:1]


def _key(text: str) -> str:
    """Fold digits and blanks, which vary from page to page: `A/HRC/ 8/29` and `A/HRC/8/29` are one."""
    return _DIGITS.sub("#", "".join(text.lower().split()))
