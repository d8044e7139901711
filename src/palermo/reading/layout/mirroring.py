"""Mirroring of right-to-left pages, so that layout analysis can treat all pages as left-to-right."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from palermo.reading.bidi.letters import RTL_LETTER, is_right_to_left
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.layout.text_lines import LayoutPage, TextLine
from palermo.statements import Box


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
        return (
            text_line
            if width is None
            else replace(text_line, left=width - text_line.right, right=width - text_line.left)
        )

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
