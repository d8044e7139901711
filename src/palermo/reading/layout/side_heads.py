"""Side heads: headings in a margin left of their text."""

from collections import Counter
from collections.abc import Sequence

from palermo.reading.layout.blocks import LayoutBlock
from palermo.reading.layout.text_lines import LayoutPage, TextLine

MIN_TEXT_WIDTH_SHARE = 0.35
"""Minimum share of the page's width of a line of the text."""
MIN_TEXT_LINES = 8
"""Minimum number of such lines, nine of ten of them right of the margin."""
MIN_MARGIN_SHARE = 0.12
"""Minimum share of the page's width of the margin."""
MAX_SIDE_HEAD_LINES = 5
"""Maximum lines of a side head."""


def find_side_heads(page: LayoutPage) -> list[list[TextLine]]:
    """Return the lines of each side head of a page from the top; empty if other lines are in the margin."""
    edge = _find_text_edge(page)
    if edge is None:
        return []
    side_lines = [x for x in page.lines if x.right < edge and any(map(str.isalpha, x.text))]
    if not side_lines or not all(x.bold for x in side_lines):
        return []
    if edge - min(x.left for x in side_lines) < MIN_MARGIN_SHARE * page.width:
        return []
    heads = _stack_lines(side_lines)
    text = [x for x in page.lines if x.left >= edge]
    led = all(any(abs(x.baseline - head[0].baseline) < x.size for x in text) for head in heads)
    return heads if led and max(map(len, heads)) <= MAX_SIDE_HEAD_LINES else []


def _find_text_edge(page: LayoutPage) -> int | None:
    """Return where the lines of a page's text begin; None if it is bold, short, or has no common edge."""
    if not any(x.bold for x in page.lines):
        return None
    broad = [x for x in page.lines if x.right - x.left > MIN_TEXT_WIDTH_SHARE * page.width]
    if len(broad) < MIN_TEXT_LINES or 2 * sum(x.bold for x in broad) > len(broad):
        return None
    edge = Counter(round(x.left) for x in broad).most_common(1)[0][0] - 2
    return edge if 10 * sum(x.left < edge for x in broad) <= len(broad) else None


def _stack_lines(text_lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Group lines without vertical space between them."""
    stacks: list[list[TextLine]] = []
    for line in sorted(text_lines, key=lambda x: x.baseline):
        if stacks and line.baseline - stacks[-1][-1].baseline < 1.4 * line.size:
            stacks[-1].append(line)
        else:
            stacks.append([line])
    return stacks


def insert_side_heads(
    layout_items: Sequence[TextLine | LayoutBlock], heads: Sequence[Sequence[TextLine]]
) -> list[TextLine | LayoutBlock]:
    """Return the blocks of a page in reading order, each side head before its text."""
    placed: list[TextLine | LayoutBlock] = []
    waiting = [(head[0].top, head) for head in heads]
    for layout_item in layout_items:
        first = layout_item.first_text_line if isinstance(layout_item, LayoutBlock) else layout_item
        while waiting and first.bottom > waiting[0][0] + 1:
            placed.append(_build_block(waiting.pop(0)[1]))
        placed.append(layout_item)
    return [*placed, *(_build_block(head) for _, head in waiting)]


def _build_block(text_lines: Sequence[TextLine]) -> LayoutBlock:
    block = LayoutBlock.from_line(text_lines[0], None)
    for line in text_lines[1:]:
        block.add(line)
    return block
