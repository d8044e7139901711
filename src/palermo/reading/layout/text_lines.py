"""Line: a run of characters on one baseline of a page, with its place and its look."""

from dataclasses import dataclass


@dataclass(slots=True)
class TextLine:
    """One printed line; lengths are points, measured from the page's upper left corner.

    Not to be changed; it is not frozen, as that takes twice the time to make, and forty are made a page: for their
    sake its fields may be given by their places, too.
    """

    page: int
    """1-based."""
    text: str
    left: float
    right: float
    top: float
    bottom: float
    baseline: float
    """Where the letters stand; the ink of some hangs below it."""
    size: float
    """Height of the font's box: about 1.1 times the nominal size, the same for all letters of a font."""
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
