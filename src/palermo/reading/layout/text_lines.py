"""Text lines: runs of characters on one baseline of a page, with position and style."""

from collections.abc import Set
from dataclasses import dataclass, replace


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
