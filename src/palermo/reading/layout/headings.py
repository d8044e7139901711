"""Headings among blocks, by style and number, and their levels."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.layout.blocks import SMALL_SIZE_RATIO, LayoutBlock
from palermo.reading.layout.printed_numbers import CAPTION, ITEM_STYLES
from palermo.reading.layout.text_lines import BodyStyle, TextLine
from palermo.reading.un_masthead import DISTRIBUTION
from palermo.statements import Box, PassageKind

_STOPS = frozenset(".;:,。；：")
_DOT_LEADERS = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}|(?:\.{3}|…)\s*\d+(?:\s*[-–]\s*\d+)?(?:\s+\d+)?$")
"""Dots before a page number in a table of contents."""
_TRAILING_NAMES = re.compile(r"\([^()]*[^\W\d_a-z][^()]*\)$")
"""Names in brackets at the end: of recommending States, in reviews with bold recommendations."""
_TABLE_NOTE = re.compile(r"(?P<sign>[a-zа-я])\s+(?=[^\W_a-zà-ÿа-я])")
"""A letter referred to by a cell, before the beginning of a sentence."""
_NOTE_START = re.compile(r"[\d*∗†‡]")
MIN_NOTE_CHARS = 60
"""Minimum characters of a note; shorter small print without a sign or full stop is a table's label."""
_SEPARATE_KINDS = {PassageKind.FOOTNOTE, PassageKind.CELL}
"""Kinds whose numbers are unrelated to those of paragraphs."""
MAX_HEADING_LINES = 4
_STYLE_RANKS = {"roman": 1, "chinese": 1, "upper": 2, "plain": 3, "decimal": 3}


def build_document_blocks(
    layout_blocks: Iterable[LayoutBlock], body: BodyStyle, page_heights: Sequence[float]
) -> Iterator[DocumentBlock]:
    """Convert blocks to headings, footnotes, items or paragraphs.

    `page_heights` contains the height of each page.
    """
    items = ItemNumberTracker()
    blocks = [block for block in list(layout_blocks) if block.text.strip()]  # a block may grow until the last one
    masthead = _find_masthead_end(blocks)
    kinds = [_classify_block(block, body, page_heights) for block in blocks]
    for index, block in enumerate(blocks):
        if kinds[index] is PassageKind.HEADING and index < masthead:
            kinds[index] = PassageKind.PARAGRAPH
        if kinds[index] not in _SEPARATE_KINDS and items.track(block, heading=kinds[index] is PassageKind.HEADING):
            kinds[index] = PassageKind.ITEM
    _align_siblings(blocks, kinds)
    levels = HeadingLevels([block for block, kind in zip(blocks, kinds, strict=True) if kind is PassageKind.HEADING])
    for block, kind in zip(blocks, kinds, strict=True):
        number, text = block.printed.number if block.printed else None, block.text.strip()
        if kind is PassageKind.FOOTNOTE and number is None and (note := _TABLE_NOTE.match(text)):
            number, text = note.group("sign"), text[note.end() :]
        yield DocumentBlock(
            kind=kind,
            text=text,
            number=number,
            level=levels.get_level(block) if kind is PassageKind.HEADING else None,
            page=block.first_text_line.page,
            boxes=_build_boxes(block),
            header=block.header.text if block.header else None,
        )


def _align_siblings(blocks: Sequence[LayoutBlock], kinds: list[PassageKind]) -> None:
    """Convert short bold blocks to items if most of `98.1`, `98.2` ... are items."""
    families: dict[str, list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        if block.printed and block.printed.number and block.printed.style == "decimal":
            families[block.printed.number.rpartition(".")[0]].append(index)
    for family in families.values():
        headings = [index for index in family if kinds[index] is PassageKind.HEADING]
        if 2 * len(headings) < len(family) or len(family) > 12:
            for index in headings:
                kinds[index] = PassageKind.ITEM


def _classify_block(block: LayoutBlock, body: BodyStyle, page_heights: Sequence[float]) -> PassageKind:
    if block.passage_kind:
        return block.passage_kind
    if is_footnote(block, body, page_heights) or _is_table_note(block, body):
        return PassageKind.FOOTNOTE
    if block.can_be_heading and len(block.text_lines) <= MAX_HEADING_LINES and is_heading(block, body):
        return PassageKind.HEADING
    if block.printed and block.printed.style in ITEM_STYLES:
        return PassageKind.ITEM
    return PassageKind.PARAGRAPH


def is_footnote(block: LayoutBlock, body: BodyStyle, page_heights: Sequence[float]) -> bool:
    """Return whether a block is small print, or follows a footnote's sign, in the lower half of a page."""
    if block.first_text_line.top <= 0.5 * page_heights[block.first_text_line.page - 1] or block.printed is not None:
        return False  # the body's own numbers have a dot, those of footnotes do not
    if block.last_text_line.size < SMALL_SIZE_RATIO * body.size:
        text = block.text.strip()
        return bool(len(text) >= MIN_NOTE_CHARS or text[-1:] in _STOPS or _NOTE_START.match(text))
    return bool(re.match(r"\s*[*∗†‡]{1,3}\s*\w", block.text))


def _is_table_note(block: LayoutBlock, body: BodyStyle) -> bool:
    """Return whether a block is small print after a raised letter, as below a table.

    `a Reflects updated figures` is an example.
    """
    return (
        block.printed is None
        and block.first_text_line.size < SMALL_SIZE_RATIO * body.size
        and bool(_TABLE_NOTE.match(block.texts[0]))
    )


def is_heading(block: LayoutBlock, body: BodyStyle) -> bool:
    """Return whether a block looks like a heading.

    A heading is short, differs in size, weight or number, and does not end like a sentence.
    """
    text = block.text.strip()
    style = block.printed.style if block.printed else None
    if style in {"bracketed", "letter", "bullet"} or not _may_be_heading(block, text):
        return False
    if CAPTION.fullmatch(text):
        return True
    size = block.first_text_line.size
    if size < SMALL_SIZE_RATIO * body.size:
        return False
    larger = size > 1.12 * body.size
    if style is None and block.italic:
        return len(text) < 120 and len(block.text_lines) <= 2 and not text.endswith(")")
    if style is None and block.bold and not larger:
        return len(block.text_lines) <= 3 and not _TRAILING_NAMES.search(text)
    return larger or _is_in_capitals(text) or _is_numbered_heading(block, text, style, body)


def _may_be_heading(block: LayoutBlock, text: str) -> bool:
    """Return whether a text is short, begins with no small letter and does not end like a sentence."""
    if len(text) > 240 or len(block.text_lines) > MAX_HEADING_LINES or text[:1].islower() or text[-1:] in _STOPS:
        return False
    return sum(map(str.isalpha, text)) >= 3 and _DOT_LEADERS.search(text) is None


def _is_in_capitals(text: str) -> bool:
    return len(text) > 10 and text.isupper() and sum(map(str.isalpha, text)) > 6


def _is_numbered_heading(block: LayoutBlock, text: str, style: str | None, body: BodyStyle) -> bool:
    """Return whether weight or capitals make a heading of a block with this style of number, or with none."""
    if style in {"roman", "upper", "chinese"}:
        return block.bold or text.isupper()
    return block.bold and not body.bold and style in {None, "plain", "decimal"}


def _find_masthead_end(blocks: Sequence[LayoutBlock]) -> int:
    """Return the index after the last block of a UN masthead on page 1 (`Distr.: General`), or 0 if there is none."""
    first_page = [i for i, block in enumerate(blocks[:30]) if block.first_text_line.page == 1]
    marks = [i for i in first_page if DISTRIBUTION.search(blocks[i].text) and len(blocks[i].text) < 200]
    return marks[-1] + 1 if marks else 0


class ItemNumberTracker:
    """Tracks running numbers: `1.` after `69.` begins a list of items, which ends at `70.`."""

    def __init__(self) -> None:
        self._paragraph = 0
        self._item = 0

    def track(self, block: LayoutBlock, *, heading: bool) -> bool:
        """Return whether a block with a plain number is an item of a list; call it for each block in order.

        A block that looks like a heading does not begin a list (`1. Outputs` after `69.`), but may continue
        one.
        """
        if block.printed is None or block.printed.style != "plain" or block.printed.number is None:
            return False
        number = int(block.printed.number)
        restarts = number == 1 and self._paragraph > 1
        skips = 1 < number - self._item <= 3 and number != self._paragraph + 1
        goes_on = self._item > 0 and (number == self._item + 1 or skips)
        if goes_on or (restarts and not heading):
            self._item = number
            return True
        if heading:
            self._item = 0
            return False
        self._paragraph, self._item = number, 0
        return False


HeadingStyle = tuple[float, bool, bool]
"""Size in half points, capitals, weight."""


def _get_heading_style(block: LayoutBlock) -> HeadingStyle:
    return round(2 * block.first_text_line.size) / 2, block.text.isupper(), block.bold


class HeadingLevels:
    """Levels of headings.

    The style of its number determines the level of a heading. A heading without a number has the level of numbered
    headings with the same style of type. Styles that never have a number rank by size: larger ones are higher.
    """

    def __init__(self, headings: Sequence[LayoutBlock]) -> None:
        self._ranks: dict[HeadingStyle, int] = {}
        for block in headings:
            if block.printed and block.printed.style in _STYLE_RANKS:
                rank = _STYLE_RANKS[block.printed.style]
                self._ranks[_get_heading_style(block)] = min(rank, self._ranks.get(_get_heading_style(block), rank))
        unranked = {_get_heading_style(block) for block in headings} - set(self._ranks)
        for style in sorted(unranked, key=lambda x: (-x[0], not x[1])):
            above = [rank for other, rank in self._ranks.items() if other[:2] > style[:2]]
            self._ranks[style] = min(6, 1 + max(above, default=0))

    def get_level(self, block: LayoutBlock) -> int:
        """Return the level of a heading, from 1."""
        if block.printed and block.printed.style in _STYLE_RANKS:
            return _STYLE_RANKS[block.printed.style]
        return self._ranks[_get_heading_style(block)]


def _build_boxes(block: LayoutBlock) -> tuple[Box, ...]:
    """Return one box for each page, around the block's lines on it."""
    lines = block.text_lines
    if lines[0].page == lines[-1].page:
        return (_build_box(lines),)
    return tuple(
        [_build_box([line for line in lines if line.page == page]) for page in sorted({x.page for x in lines})]
    )


def _build_box(text_lines: Sequence[TextLine]) -> Box:
    lefts, tops, rights, bottoms = zip(*[(x.left, x.top, x.right, x.bottom) for x in text_lines], strict=True)
    return Box(
        page=text_lines[0].page,
        left=round(10 * min(lefts)) / 10,
        top=round(10 * min(tops)) / 10,
        right=round(10 * max(rights)) / 10,
        bottom=round(10 * max(bottoms)) / 10,
    )
