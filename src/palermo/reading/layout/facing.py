"""Pages that run from right to left, seen in a mirror: what our layout knows of left and right then holds for them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from palermo.reading.arabic.letters import RIGHT, right_to_left
from palermo.reading.layout.lines import Line, Page
from palermo.reading.pieces import Piece
from palermo.statements import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Facing:
    """A document's pages, those from right to left mirrored."""

    pages: tuple[Page, ...]
    widths: dict[int, float]
    """Widths in points of the mirrored pages, by page number."""

    @classmethod
    def of(cls, pages: Sequence[Page]) -> "Facing":
        """Mirror each page on which most lines run from right to left."""
        turned = {page.number: page.width for page in pages if _leftwards(page)}
        if not turned:
            return cls(pages=tuple(pages), widths={})
        facing = cls(pages=(), widths=turned)
        return replace(facing, pages=tuple(replace(p, lines=tuple(map(facing.line, p.lines))) for p in pages))

    def line(self, line: Line) -> Line:
        """Give a line where it stands on its page, mirrored if the page is."""
        width = self.widths.get(line.page)
        return line if width is None else replace(line, left=width - line.right, right=width - line.left)

    def pieces(self, found: Iterable[Piece]) -> Iterator[Piece]:
        """Give pieces with their boxes where they stand on the paper."""
        for piece in found:
            yield replace(piece, boxes=tuple(map(self._box, piece.boxes))) if self.widths else piece

    def _box(self, box: Box) -> Box:
        width = self.widths.get(box.page)
        if width is None:
            return box
        return replace(box, left=round(width - box.right, 1), right=round(width - box.left, 1))


def _leftwards(page: Page) -> bool:
    """Whether most of a page's letters stand in lines from right to left."""
    if not any(RIGHT.search(line.text) for line in page.lines if not line.text.isascii()):
        return False
    total = sum(len(line.text) for line in page.lines)
    return 2 * sum(len(line.text) for line in page.lines if right_to_left(line.text)) > total > 0
