"""Blocks: the output of a format's reader, before passages get ids, headings and languages."""

from dataclasses import dataclass, replace

from palermo.statements import Box, PassageKind


@dataclass(slots=True, kw_only=True)
class DocumentBlock:
    """A heading, paragraph, item, cell or footnote in reading order.

    Treat as immutable; it is not frozen, because creating it would take twice as long.
    """

    kind: PassageKind
    text: str
    number: str | None = None
    """Printed number without its trailing dot, such as `12` or `(a)`; None if none is printed."""
    level: int | None = None
    """1-based level of a heading; None for other kinds."""
    page: int | None = None
    """1-based; None if the format has no pages."""
    boxes: tuple[Box, ...] = ()
    header: str | None = None
    """Heading of a cell's column; None if the table has none, and for other kinds."""

    @property
    def single_line(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split())

    def replace_text(self, text: str) -> "DocumentBlock":
        """Return the same block with another text."""
        return replace(self, text=text)
