"""What a reader gives back: a document's facts as its own bytes tell them, and its passages in reading order."""

from dataclasses import dataclass

from palermo.statements import Box, Masthead, Passage, RecognisedPage

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLE_MEDIA_TYPES = frozenset({CSV, XLSX})
"""Media types of documents whose passages are rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedDocument:
    """One document, read."""

    document: str
    """Id: the hash of the bytes."""
    media_type: str
    size: int
    """Bytes."""
    pages: int | None
    """None where the format has no pages."""
    language: str
    """ISO 639-1: the language of most of its characters."""
    masthead: Masthead
    title: str
    """The masthead's title, else the file's own, else its first heading, else the file's stem."""
    passages: tuple[Passage, ...]
    recovered: bool = False
    """Whether the file is damaged and was mended in reading, so that parts of it may be missing."""
    recognised: tuple[RecognisedPage, ...] = ()
    """Pages that are pictures, on which the words were recognised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageImageRequest:
    """Which page of which document, how wide, and what is to stand out on it."""

    document: str
    """Id; other bytes than its own are refused."""
    page: int
    """1-based."""
    width: int
    """Pixels."""
    boxes: tuple[Box, ...] = ()
    """In points from the page's upper left corner; those of other pages are left out."""
    quote: str = ""
    """Words within the boxes that are to stand out alone; the boxes do where the words are not found there."""
