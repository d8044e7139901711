"""Corrections of the lines of a page: initials that span several lines, and lines that are drawn mirrored."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from palermo.reading.bidi import RTL_LETTER, is_right_to_left
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.layout.text_lines import LayoutPage, TextLine
from palermo.statements import Box

MIN_DROP_CAP_RATIO = 1.8
"""Minimum size of a drop cap, as a multiple of the adjacent lines."""
MAX_DROP_CAP_CHARS = 8
"""Maximum characters of a drop cap's line, including spaces."""
ONE_LETTER_WORDS = frozenset("AIOYÀÉÓУОИВКСЯ")


def join_drop_caps(page: LayoutPage) -> LayoutPage:
    """Join each drop cap to the line that it begins."""
    short = [x for x in page.lines if len(x.text) <= MAX_DROP_CAP_CHARS]
    initials = [x for x in short if len(x.text.strip()) == 1 and x.text.strip().isupper()]
    if not initials:
        return page
    lines = list(page.lines)
    for initial in initials:
        first = min(_find_adjacent_lines(initial, page.lines), key=lambda x: x.top, default=None)
        if first is not None:
            text = _join_letter(initial.text.strip(), first.text.lstrip(), page.lines)
            lines = [replace(x, text=text) if x is first else x for x in lines if x is not initial]
    return replace(page, lines=tuple(lines)) if len(lines) < len(page.lines) else page


def _find_adjacent_lines(initial: TextLine, text_lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines right of a drop cap, within its height."""
    return [
        x
        for x in text_lines
        if x.size * MIN_DROP_CAP_RATIO < initial.size
        and initial.right - 2 <= x.left < initial.right + 0.5 * initial.size
        and initial.top - x.size < x.top
        and x.bottom < initial.bottom + x.size
    ]


def _join_letter(letter: str, line_text: str, text_lines: Sequence[TextLine]) -> str:
    """Return a letter joined to a text.

    `T` and `he plan` are joined without a space; `A` and `plan` stay separate words if `plan` occurs on the page.
    """
    word = (re.match(r"[^\W\d_]+", line_text) or [""])[0]
    is_printed = letter in ONE_LETTER_WORDS and any(re.search(rf"\b{word}\b", x.text[1:]) for x in text_lines)
    is_name = line_text[:1].isupper() and not line_text[1:2].isupper()
    return f"{letter}{' ' if not word or is_printed or is_name else ''}{line_text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MirroredPages:
    """A document's pages, with right-to-left ones mirrored."""

    pages: tuple[LayoutPage, ...]
    widths: dict[int, float]
    """Widths in points of the mirrored pages, by page number."""

    @classmethod
    def from_pages(cls, pages: Sequence[LayoutPage]) -> "MirroredPages":
        """Mirror each page with mostly right-to-left lines."""
        turned = {page.number: page.width for page in pages if _is_rtl_page(page)}
        if not turned:
            return cls(pages=tuple(pages), widths={})
        facing = cls(pages=(), widths=turned)
        return replace(facing, pages=tuple(replace(p, lines=tuple(map(facing.mirror_line, p.lines))) for p in pages))

    def mirror_line(self, text_line: TextLine) -> TextLine:
        """Return a line at its position on the page, mirrored if the page is."""
        width = self.widths.get(text_line.page)
        if width is None:
            return text_line
        return replace(text_line, left=width - text_line.right, right=width - text_line.left)

    def restore_blocks(self, document_blocks: Iterable[DocumentBlock]) -> Iterator[DocumentBlock]:
        """Return blocks with boxes at their position on the original page."""
        for block in document_blocks:
            yield replace(block, boxes=tuple(map(self._restore_box, block.boxes))) if self.widths else block

    def _restore_box(self, box: Box) -> Box:
        width = self.widths.get(box.page)
        if width is None:
            return box
        return replace(box, left=round(width - box.right, 1), right=round(width - box.left, 1))


def _is_rtl_page(page: LayoutPage) -> bool:
    """Return whether most of a page's letters are in right-to-left lines."""
    if not any(RTL_LETTER.search(line.text) for line in page.lines if not line.text.isascii()):
        return False
    total = sum(len(line.text) for line in page.lines)
    return 2 * sum(len(line.text) for line in page.lines if is_right_to_left(line.text)) > total > 0
