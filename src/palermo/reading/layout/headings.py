"""Headings among blocks, told by their look and number, and their levels."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from palermo.reading.layout.blocks import SMALL, Block, Body
from palermo.reading.layout.lines import Line
from palermo.reading.layout.numbers import CAPTION
from palermo.reading.masthead import DISTRIBUTION
from palermo.reading.pieces import Piece
from palermo.statements import Box, PassageKind

_STOPS = frozenset(".;:,。；：")
_LEADERS = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}|(?:\.{3}|…)\s*\d+(?:\s*[-–]\s*\d+)?(?:\s+\d+)?$")
"""Dots that lead to a page number in a list of contents."""
_NAMES = re.compile(r"\([^()]*[^\W\d_a-z][^()]*\)$")
"""Names in brackets at the end: of who recommends, in reviews that print recommendations in bold."""
_ITEM_STYLES = {"bracketed", "letter", "bullet", "decimal"}
_TABLE_NOTE = re.compile(r"(?P<sign>[a-zа-я])\s+(?=[^\W_a-zà-ÿа-я])")
"""A letter that a cell refers to, before words that begin a sentence."""
_MARKED = re.compile(r"[\d*∗†‡]")
SHORT_NOTE = 60
"""Characters of a note; shorter small print without a sign before it or a stop behind is a table's label."""
_APART = {PassageKind.FOOTNOTE, PassageKind.CELL}
"""Kinds whose numbers have nothing to do with those of paragraphs."""
MOST_LINES = 4
"""Lines of the longest heading."""
_RANK = {"roman": 1, "chinese": 1, "upper": 2, "plain": 3, "decimal": 3}


def pieces(found: Iterable[Block], body: Body, page_heights: Sequence[float]) -> Iterator[Piece]:
    """Turn blocks into pieces: heading, footnote, item or paragraph; page_heights holds each page's height."""
    items = Items()
    blocks = [block for block in list(found) if block.text.strip()]  # a block may grow until the last is given
    masthead = _masthead_end(blocks)
    kinds = [_kind(block, body, page_heights) for block in blocks]
    for index, block in enumerate(blocks):
        if kinds[index] is PassageKind.HEADING and index < masthead:
            kinds[index] = PassageKind.PARAGRAPH
        if kinds[index] not in _APART and items.hold(block, heading=kinds[index] is PassageKind.HEADING):
            kinds[index] = PassageKind.ITEM
    _follow_siblings(blocks, kinds)
    levels = Levels([block for block, kind in zip(blocks, kinds, strict=True) if kind is PassageKind.HEADING])
    for block, kind in zip(blocks, kinds, strict=True):
        number, text = block.printed.number if block.printed else None, block.text.strip()
        if kind is PassageKind.FOOTNOTE and number is None and (note := _TABLE_NOTE.match(text)):
            number, text = note.group("sign"), text[note.end() :]
        yield Piece(
            kind=kind,
            text=text,
            number=number,
            level=levels.of(block) if kind is PassageKind.HEADING else None,
            page=block.first.page,
            boxes=_boxes(block),
            header=block.header.text if block.header else None,
        )


def _follow_siblings(blocks: Sequence[Block], kinds: list[PassageKind]) -> None:
    """Make items of short bold ones that look like headings, where most of `98.1`, `98.2` ... are items."""
    families: dict[str, list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        if block.printed and block.printed.number and block.printed.style == "decimal":
            families[block.printed.number.rpartition(".")[0]].append(index)
    for family in families.values():
        headings = [index for index in family if kinds[index] is PassageKind.HEADING]
        if 2 * len(headings) < len(family) or len(family) > 12:
            for index in headings:
                kinds[index] = PassageKind.ITEM


def _kind(block: Block, body: Body, page_heights: Sequence[float]) -> PassageKind:
    if block.kind:
        return block.kind
    if is_footnote(block, body, page_heights) or _is_table_note(block, body):
        return PassageKind.FOOTNOTE
    if block.may_head and len(block.lines) <= MOST_LINES and is_heading(block, body):
        return PassageKind.HEADING
    if block.printed and block.printed.style in _ITEM_STYLES:
        return PassageKind.ITEM
    return PassageKind.PARAGRAPH


def is_footnote(block: Block, body: Body, page_heights: Sequence[float]) -> bool:
    """Small print, or a paragraph after a footnote's sign, in the lower half of a page."""
    if block.first.top <= 0.5 * page_heights[block.first.page - 1] or block.printed is not None:
        return False  # the body's own numbers have a dot, footnotes' have none
    if block.last.size < SMALL * body.size:
        text = block.text.strip()
        return bool(len(text) >= SHORT_NOTE or text[-1:] in _STOPS or _MARKED.match(text))
    return bool(re.match(r"\s*[*∗†‡]{1,3}\s*\w", block.text))


def _is_table_note(block: Block, body: Body) -> bool:
    """Whether a block is small print after a raised letter, as stands under a table: `a Reflects updated figures`."""
    return block.printed is None and block.first.size < SMALL * body.size and bool(_TABLE_NOTE.match(block.parts[0]))


def is_heading(block: Block, body: Body) -> bool:
    """Short, set apart by size, weight or a chapter's number, and not closed like a sentence."""
    text = block.text.strip()
    if len(text) > 240 or len(block.lines) > MOST_LINES or text[:1].islower() or text[-1:] in _STOPS:
        return False
    letters = sum(map(str.isalpha, text))
    if letters < 3 or _LEADERS.search(text):
        return False
    if block.first.size < SMALL * body.size and not CAPTION.fullmatch(text):
        return False
    style = block.printed.style if block.printed else None
    if style in {"bracketed", "letter", "bullet"}:
        return False
    larger = block.first.size > 1.12 * body.size
    heavier = block.bold and not body.bold
    chapter = style in {"roman", "upper", "chinese"} and (block.bold or text.isupper())
    capitals = text.isupper() and letters > 6 and len(text) > 10
    if CAPTION.fullmatch(text):
        return True
    if block.italic and style is None:
        return len(text) < 120 and len(block.lines) <= 2 and not text.endswith(")")
    if block.bold and style is None and not larger:
        return len(block.lines) <= 3 and not _NAMES.search(text)
    return larger or chapter or capitals or (heavier and style in {None, "plain", "decimal"})


def _masthead_end(blocks: Sequence[Block]) -> int:
    """Index after the last block of a UN masthead at the head of page 1 (`Distr.: General`); 0 without one."""
    first_page = [i for i, block in enumerate(blocks[:30]) if block.first.page == 1]
    marks = [i for i in first_page if DISTRIBUTION.search(blocks[i].text) and len(blocks[i].text) < 200]
    return marks[-1] + 1 if marks else 0


class Items:
    """Follow running numbers: where `1.` comes after `69.`, a list of items begins, which ends where `70.` comes."""

    def __init__(self) -> None:
        self._paragraph = 0
        self._item = 0

    def hold(self, block: Block, *, heading: bool) -> bool:
        """Whether a block with a plain number is an item of a list; call it for each in order.

        What looks like a heading begins no list (`1. Outputs` after `69.`), but may go on with one.
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


Look = tuple[float, bool, bool]
"""Size in half points, capitals, weight."""


def _look(block: Block) -> Look:
    return round(2 * block.first.size) / 2, block.text.isupper(), block.bold


class Levels:
    """Levels of headings: by the style of their number, else that of the numbered ones that look the same.

    A look that no number goes with ranks by size: larger ones stand above.
    """

    def __init__(self, headings: Sequence[Block]) -> None:
        self._ranks: dict[Look, int] = {}
        for block in headings:
            if block.printed and block.printed.style in _RANK:
                rank = _RANK[block.printed.style]
                self._ranks[_look(block)] = min(rank, self._ranks.get(_look(block), rank))
        for look in sorted({_look(block) for block in headings} - set(self._ranks), key=lambda x: (-x[0], not x[1])):
            above = [rank for other, rank in self._ranks.items() if other[:2] > look[:2]]
            self._ranks[look] = min(6, 1 + max(above, default=0))

    def of(self, block: Block) -> int:
        """Level of a heading, from 1."""
        if block.printed and block.printed.style in _RANK:
            return _RANK[block.printed.style]
        return self._ranks[_look(block)]


def _boxes(block: Block) -> tuple[Box, ...]:
    """One box a page, around the block's lines on it."""
    lines = block.lines
    if lines[0].page == lines[-1].page:
        return (_box(lines),)
    return tuple([_box([line for line in lines if line.page == page]) for page in sorted({x.page for x in lines})])


def _box(lines: Sequence[Line]) -> Box:
    lefts, tops, rights, bottoms = zip(*[(x.left, x.top, x.right, x.bottom) for x in lines], strict=True)
    return Box(
        page=lines[0].page,
        left=round(10 * min(lefts)) / 10,
        top=round(10 * min(tops)) / 10,
        right=round(10 * max(rights)) / 10,
        bottom=round(10 * max(bottoms)) / 10,
    )
