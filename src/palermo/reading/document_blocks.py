"""Piece: what a format's reader finds, before passages get their ids, headings above and language."""

from dataclasses import dataclass

from palermo.statements import Box, PassageKind


@dataclass(slots=True, kw_only=True)
class DocumentBlock:
    """A heading, paragraph, item, cell or footnote in reading order.

    Not to be changed; it is not frozen, as that takes twice the time to make.
    """

    kind: PassageKind
    text: str
    number: str | None = None
    """Printed number without its trailing dot, such as `12` or `(a)`; None where none is printed."""
    level: int | None = None
    """1-based depth of a heading; None for everything else."""
    page: int | None = None
    """1-based; None where the format has no pages."""
    boxes: tuple[Box, ...] = ()
    header: str | None = None
    """Words at the head of a cell's column; None where the table tells none, and for everything else."""

    def replace_text(self, text: str) -> "DocumentBlock":
        """The same piece with other words."""
        return DocumentBlock(
            kind=self.kind,
            text=text,
            number=self.number,
            level=self.level,
            page=self.page,
            boxes=self.boxes,
            header=self.header,
        )
