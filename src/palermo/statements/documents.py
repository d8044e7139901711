"""Document and Passage: one file of a Work, and the units of text that its reader found in it."""

import re
from dataclasses import dataclass
from datetime import datetime

from palermo.statements.enums import DocumentVersion, Nature, PassageKind

JOINT_SEPARATOR = "; "
"""Between the names of bodies that issue a document together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """What a document prints about itself on its first pages; names as printed, None if not printed."""

    symbol: str | None = None
    title: str | None = None
    date: str | None = None
    """ISO date, possibly only YYYY or YYYY-MM."""
    session: str | None = None
    organ: str | None = None
    publisher: str | None = None
    """The body that issues it: author organisation, government, ministry, company, court, committee or parliament.

    Several that issue it together are separated by JOINT_SEPARATOR.
    """
    under_review: str | None = None
    """The State under review, as printed."""

    @property
    def publishers(self) -> tuple[str, ...]:
        """The name of each body that issues it, as printed."""
        return tuple(filter(None, (self.publisher or "").split(JOINT_SEPARATOR)))

    @property
    def issuers(self) -> tuple[str, ...]:
        """The publishers, or else the organ, as printed."""
        return self.publishers or tuple(filter(None, [self.organ]))

    @property
    def sole_publisher(self) -> str | None:
        """The body that issues it alone."""
        return self.publisher if len(self.publishers) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedPage:
    """A page image whose words come from OCR and may be wrong."""

    page: int
    """1-based."""
    confidence: float
    """Mean OCR confidence of its words, from 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file of a Work: the hash of its bytes, its source, and its metadata."""

    id: str
    work: str
    version: DocumentVersion = DocumentVersion.MAIN
    """Its role in its Work."""
    joined: str = ""
    """Why it belongs to that Work, in words; empty for the main document or a single one."""
    base: str | None = None
    """Id of the Work that its Work supplements (`/Add.n`, `/Summary`), or None."""
    source: str
    """Path relative to the source folder (with `/`), or the address it was fetched from."""
    media_type: str
    size: int
    """In bytes."""
    pages: int | None
    """None if the format has no pages."""
    language: str
    nature: Nature = Nature.ORIGINAL
    masthead: Masthead = Masthead()
    title: str
    publishers: tuple[str, ...] = ()
    """Registry ids."""
    address: str | None = None
    """Web address of the original; for a digest, that of the work that it summarises."""
    of: tuple[str, ...] = ()
    """What a digest summarises: ids of the registry's publications or instruments, symbols, or titles."""
    visibility: str = "public"
    """public, members or secretariat."""
    full_text: bool = True
    """Whether its full text and page images may be shown, or only quotes."""
    recovered: bool = False
    """Whether the file is damaged and was repaired for reading, so that parts may be missing."""
    recognised: tuple[RecognisedPage, ...] = ()
    """Page images whose text comes from OCR."""

    @property
    def symbol(self) -> str | None:
        """UN symbol, or None."""
        return self.masthead.symbol

    @property
    def separate_symbol(self) -> str | None:
        """Its symbol, if the title does not begin with it: what lists print beside the title."""
        return None if self.symbol and self.title.startswith(self.symbol) else self.symbol

    @property
    def short_title(self) -> str:
        """What references call it: its symbol, or the title of one without; a digest is not what has the symbol."""
        return self.symbol if self.symbol and self.nature is not Nature.DIGEST else self.title

    @property
    def date(self) -> str | None:
        """ISO date of publication, or None."""
        return self.masthead.date

    @property
    def publisher(self) -> str | None:
        """Name of the publisher as printed, or None."""
        return self.masthead.publisher

    @property
    def year(self) -> int | None:
        """Year of publication, or None."""
        return int(self.masthead.date[:4]) if self.masthead.date else None

    @property
    def can_show_page_images(self) -> bool:
        """Whether page images may be shown: a public, undamaged PDF that may be shown in full."""
        return (
            self.media_type == "application/pdf"
            and self.visibility == "public"
            and self.full_text
            and not self.recovered
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on a page, in points from the page's upper left corner."""

    page: int
    """1-based."""
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, list item, heading, table cell, table row or footnote of a document."""

    id: str
    document: str
    ordinal: int
    """0-based position in reading order."""
    page: int | None
    """1-based page on which it begins; None if the format has no pages."""
    paragraph: str | None
    """Printed number such as `104.12` or `(a)`, without trailing dot; for a row, its sheet and number, such as
    `Sheet1!12`; None if none is printed."""
    kind: PassageKind
    headings: tuple[str, ...]
    """Texts of the headings above it, outermost first."""
    language: str
    """ISO 639-1."""
    text: str
    """Words as printed, in one line, without the printed number."""
    boxes: tuple[Box, ...] = ()
    sensitive: bool = False
    """Whether it contains testimony of a private person without recorded consent to show it."""
    redacted: bool = False
    """Whether private data is masked in its text, which an image of its page would show."""


def is_date(value: str) -> bool:
    """Return whether a text is a date as YYYY, YYYY-MM or YYYY-MM-DD."""
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", value, re.ASCII):
        return False
    try:
        datetime.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return True
