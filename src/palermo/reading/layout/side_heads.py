"""Side heads: headings that stand in a margin of their own, left of the text that they are about."""

from collections import Counter
from collections.abc import Sequence

from palermo.reading.layout.blocks import Block
from palermo.reading.layout.lines import Line, Page

BROAD = 0.35
"""Share of the page's width that a line of the text takes."""
LEAST = 8
"""Such lines that a page has at least, all but one in ten of them right of the margin."""
MARGIN = 0.12
"""Share of the page's width that the margin takes at least."""
MOST_LINES = 5
"""Lines of the longest side head."""


def side_heads(page: Page) -> list[list[Line]]:
    """The lines of each side head of a page, from the top; none where other lines stand in the margin too."""
    strong = [x for x in page.lines if x.bold]
    broad = [x for x in page.lines if x.right - x.left > BROAD * page.width] if strong else []
    if len(broad) < LEAST or 2 * sum(x.bold for x in broad) > len(broad):
        return []
    edge = Counter(round(x.left) for x in broad).most_common(1)[0][0] - 2
    beside = [x for x in page.lines if x.right < edge and any(map(str.isalpha, x.text))]
    if not beside or not all(x.bold for x in beside) or edge - min(x.left for x in beside) < MARGIN * page.width:
        return []
    if 10 * sum(x.left < edge for x in broad) > len(broad):
        return []
    heads = _stacked(beside)
    text = [x for x in page.lines if x.left >= edge]
    led = all(any(abs(x.baseline - head[0].baseline) < x.size for x in text) for head in heads)
    return heads if led and max(map(len, heads)) <= MOST_LINES else []


def _stacked(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that stand one below another without a space between."""
    stacks: list[list[Line]] = []
    for line in sorted(lines, key=lambda x: x.baseline):
        if stacks and line.baseline - stacks[-1][-1].baseline < 1.4 * line.size:
            stacks[-1].append(line)
        else:
            stacks.append([line])
    return stacks


def with_heads(found: Sequence[Line | Block], heads: Sequence[Sequence[Line]]) -> list[Line | Block]:
    """What was found on a page in reading order, each side head before the text beside it."""
    placed: list[Line | Block] = []
    waiting = [(head[0].top, head) for head in heads]
    for thing in found:
        first = thing.first if isinstance(thing, Block) else thing
        while waiting and first.bottom > waiting[0][0] + 1:
            placed.append(_block(waiting.pop(0)[1]))
        placed.append(thing)
    return [*placed, *(_block(head) for _, head in waiting)]


def _block(lines: Sequence[Line]) -> Block:
    block = Block.of(lines[0], None)
    for line in lines[1:]:
        block.add(line)
    return block
