"""Cover of a PDF: the lines of its first printed page with font sizes, and running heads of later pages."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from palermo.reading.layout.text_lines import LayoutPage, TextLine

MARGIN_SHARE = 0.1
"""Share of a page's height at top and bottom in which running heads are searched."""
MIN_SIZE_RATIO = 0.88
"""Minimum ratio of the font sizes of two lines of one title."""
MAX_GAP_SIZES = 1.6
"""Maximum space between two lines of one title, as a multiple of their font size."""
MIN_HEAD_CHARS = 12
_PAGE_NUMBER = re.compile(
    r"^(?:page\s+)?\d{1,3}(?!\d)\s*[|.–-]?\s*|\s*[|.–-]?\s*(?:page\s+)?(?<!\d)\d{1,3}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverBlock:
    """Adjacent lines of one font size."""

    text: str
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The first page with text as blocks in reading order, and the running heads of later pages."""

    blocks: tuple[CoverBlock, ...] = ()
    running_heads: tuple[str, ...] = ()
    """Text at the head or foot of at least two pages, the most frequent first."""
    body_size: float = 0.0
    """Font size of most characters after the cover."""


def build_cover(pages: Sequence[LayoutPage]) -> Cover:
    """Build a cover from the first pages of a PDF."""
    first = next((page for page in pages[:3] if _count_letters(page.lines) > 20), None)
    if first is None:
        return Cover()
    sizes: Counter[float] = Counter()
    for line in (line for page in pages for line in page.lines if page.number > first.number or len(pages) == 1):
        sizes[round(line.size, 1)] += len(line.text)
    return Cover(
        blocks=tuple(_build_cover_blocks(sorted(first.lines, key=lambda line: (round(line.top), line.left)))),
        running_heads=_find_running_heads([page for page in pages if page.number > first.number]),
        body_size=sizes.most_common(1)[0][0] if sizes else 0.0,
    )


def _build_cover_blocks(text_lines: Sequence[TextLine]) -> list[CoverBlock]:
    groups: list[list[TextLine]] = []
    for line in text_lines:
        group = next((group for group in reversed(groups[-4:]) if _is_same_block(group[-1], line)), None)
        if group:
            group.append(line)
        elif line.text.strip():
            groups.append([line])
    return [
        CoverBlock(text=_join_lines(group), size=max(line.size for line in group if line.text.strip()))
        for group in groups
    ]


def _is_same_block(upper_line: TextLine, lower_line: TextLine) -> bool:
    is_same_size = min(upper_line.size, lower_line.size) >= MIN_SIZE_RATIO * max(upper_line.size, lower_line.size)
    close = lower_line.top - upper_line.bottom < MAX_GAP_SIZES * 0.5 * max(upper_line.size, lower_line.size)
    overlaps = lower_line.left < upper_line.right and upper_line.left < lower_line.right
    same_row = (
        abs(lower_line.baseline - upper_line.baseline) < 2 and -2 < lower_line.left - upper_line.right < upper_line.size
    )
    return is_same_size and ((close and overlaps and lower_line.top > upper_line.top) or same_row)


def _join_lines(text_lines: Sequence[TextLine]) -> str:
    text = " ".join(" ".join(line.text.replace("\ufffe", "-").split()) for line in text_lines)
    return re.sub(r"(?<=\w)-\s+(?=[a-zà-ÿа-я])", "-", text).strip()


def _find_running_heads(pages: Sequence[LayoutPage]) -> tuple[str, ...]:
    counts: Counter[str] = Counter()
    for page in pages:
        margin = MARGIN_SHARE * page.height
        marginal = (line for line in page.lines if line.bottom < margin or line.top > page.height - margin)
        texts = (_PAGE_NUMBER.sub("", " ".join(line.text.split())) for line in marginal)
        counts.update(list(dict.fromkeys(texts)))
    return tuple(text for text, count in counts.most_common() if count > 1 and len(text) >= MIN_HEAD_CHARS)


def _count_letters(text_lines: Sequence[TextLine]) -> int:
    return sum(sum(map(str.isalpha, line.text)) for line in text_lines)
