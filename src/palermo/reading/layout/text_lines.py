"""Text lines: runs of characters on one baseline of a page, with position and style, and the style of body text."""

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from palermo.reading.layout.printed_numbers import parse_printed_number


@dataclass(slots=True)
class TextLine:
    """One printed line; lengths are points, measured from the page's upper left corner.

    Treat as immutable. It is not frozen, because creating it would take twice as long, and a page has about forty.
    For speed, its fields may also be passed by position.
    """

    page: int
    """1-based."""
    text: str
    left: float
    right: float
    top: float
    bottom: float
    baseline: float
    """Position of the baseline; the ink of some letters is below it."""
    size: float
    """Height of the font's box: about 1.1 times the nominal size, equal for all letters of a font."""
    bold: bool
    italic: bool = False

    @property
    def height(self) -> float:
        """Height of the ink."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutPage:
    """One page: its number (1-based), its size in points, its lines in the order of the file."""

    number: int
    width: float
    height: float
    lines: tuple[TextLine, ...]

    def drop_lines(self, line_ids: Set[int]) -> "LayoutPage":
        """Return the page without some lines (by `id`)."""
        return replace(self, lines=tuple(x for x in self.lines if id(x) not in line_ids)) if line_ids else self


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyStyle:
    """The style of most lines of a document; lengths in points."""

    size: float
    spacing: float
    """Distance between the baselines of two lines of one paragraph."""
    bold: bool
    numbered: bool
    """Whether most paragraphs have a running number, as in UN reports."""

    @classmethod
    def measure(cls, text_lines: Sequence[TextLine]) -> "BodyStyle":
        """Measure the size of most characters, and the most common distance of adjacent lines of that size."""
        exact: dict[float, int] = {}
        for line in text_lines:
            exact[line.size] = exact.get(line.size, 0) + len(line.text)
        sizes: Counter[float] = Counter()
        for style, length in exact.items():
            sizes[_round_to_half(style)] += length
        size = sizes.most_common(1)[0][0] if sizes else 10.0
        spacing = _measure_line_spacing(text_lines, size)
        bold = sum([len(x.text) for x in text_lines if x.bold]) > 0.5 * sum(sizes.values())
        return cls(size=size, spacing=spacing, bold=bold, numbered=_has_running_numbers(text_lines, size))


def _measure_line_spacing(text_lines: Sequence[TextLine], size: float) -> float:
    """Return the most common distance below a full line, which is rarely the last of a paragraph."""
    min_size, max_size = size - 0.6, size + 0.6
    widths = sorted([x.right - x.left for x in text_lines if min_size < x.size < max_size])
    full = 0.85 * widths[int(0.9 * (len(widths) - 1))] if widths else 0.0
    closest, farthest = 0.8 * size, 2 * size
    gaps = Counter(
        [
            round(2 * gap)
            for a, b in pairwise(text_lines)
            if a.right - a.left > full and min_size < a.size < max_size and a.page == b.page
            if closest < (gap := b.bottom - a.bottom) < farthest
        ]
    )
    return gaps.most_common(1)[0][0] / 2 if gaps else 1.15 * size


def _has_running_numbers(text_lines: Sequence[TextLine], size: float) -> bool:
    """Return whether numbers at line starts run 1, 2, 3 and so on.

    They run through the document, in at least one of thirty lines.
    """
    expected = 1
    digits = str(expected)
    for line in text_lines:
        if line.text.lstrip().startswith(digits) and abs(line.size - size) < 0.6:
            printed = parse_printed_number(line.text)
            if printed and printed.style == "plain" and printed.number == digits:
                expected += 1
                digits = str(expected)
    return expected > max(5, len(text_lines) / 30)


def _round_to_half(value: float) -> float:
    return round(2 * value) / 2
