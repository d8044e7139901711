"""Cover of a PDF: the lines of its first printed page with their sizes, and what runs above or below later pages."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from palermo.reading.layout.lines import Line, Page

MARGIN_SHARE = 0.1
"""Share of a page's height, at its top and its foot, in which running heads are looked for."""
SAME_SIZE = 0.88
"""Share of the larger size from which two lines are of one title."""
MAX_GAP_SIZES = 1.6
"""Empty space between two lines of one title, in sizes of their font."""
MIN_HEAD_CHARS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """Neighbouring lines of one size."""

    text: str
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The first page with words as blocks in reading order, and the running heads of the pages after it."""

    blocks: tuple[TextBlock, ...] = ()
    running_heads: tuple[str, ...] = ()
    """What stands at the head or foot of two pages or more, the most frequent first."""
    body_size: float = 0.0
    """Size of most characters of the pages after the cover."""


def cover_of(pages: Sequence[Page]) -> Cover:
    """Build a cover from the first pages of a PDF."""
    first = next((page for page in pages[:3] if _letters(page.lines) > 20), None)
    if first is None:
        return Cover()
    sizes: Counter[float] = Counter()
    for line in (line for page in pages for line in page.lines if page.number > first.number or len(pages) == 1):
        sizes[round(line.size, 1)] += len(line.text)
    return Cover(
        blocks=tuple(_blocks(sorted(first.lines, key=lambda line: (round(line.top), line.left)))),
        running_heads=_running_heads([page for page in pages if page.number > first.number]),
        body_size=sizes.most_common(1)[0][0] if sizes else 0.0,
    )


def _blocks(lines: Sequence[Line]) -> list[TextBlock]:
    groups: list[list[Line]] = []
    for line in lines:
        group = next((group for group in reversed(groups[-4:]) if _goes_on(group[-1], line)), None)
        if group:
            group.append(line)
        elif line.text.strip():
            groups.append([line])
    return [
        TextBlock(text=_joined(group), size=max(line.size for line in group if line.text.strip())) for group in groups
    ]


def _goes_on(above: Line, line: Line) -> bool:
    alike = min(above.size, line.size) >= SAME_SIZE * max(above.size, line.size)
    close = line.top - above.bottom < MAX_GAP_SIZES * 0.5 * max(above.size, line.size)
    overlaps = line.left < above.right and above.left < line.right
    same_row = abs(line.baseline - above.baseline) < 2 and -2 < line.left - above.right < above.size
    return alike and ((close and overlaps and line.top > above.top) or same_row)


def _joined(lines: Sequence[Line]) -> str:
    text = " ".join(" ".join(line.text.replace("\ufffe", "-").split()) for line in lines)
    return re.sub(r"(?<=\w)-\s+(?=[a-zà-ÿа-я])", "-", text).strip()


def _running_heads(pages: Sequence[Page]) -> tuple[str, ...]:
    counts: Counter[str] = Counter()
    for page in pages:
        margin = MARGIN_SHARE * page.height
        marginal = (line for line in page.lines if line.bottom < margin or line.top > page.height - margin)
        counts.update({_without_page_number(line.text) for line in marginal})
    return tuple(text for text, count in counts.most_common() if count > 1 and len(text) >= MIN_HEAD_CHARS)


def _without_page_number(text: str) -> str:
    words = " ".join(text.split())
    return re.sub(r"^(?:page\s+)?\d+\s*[|.–-]?\s*|\s*[|.–-]?\s*(?:page\s+)?\d+$", "", words, flags=re.IGNORECASE)


def _letters(lines: Sequence[Line]) -> int:
    return sum(sum(map(str.isalpha, line.text)) for line in lines)
