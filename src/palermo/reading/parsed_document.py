"""Results of reading: a document's facts as its bytes state them, and its passages in order."""

from dataclasses import dataclass
from pathlib import Path

from palermo.reading.file_types import FILE_TYPES
from palermo.statements import Box, Masthead, Passage, RecognisedPage

TABLE_MEDIA_TYPES = frozenset(file_type.media_type for file_type in FILE_TYPES if file_type.is_table)
"""Media types of documents whose passages are rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedDocument:
    """One document that was read."""

    document: str
    """Id: the hash of the bytes."""
    media_type: str
    size: int
    """Bytes."""
    pages: int | None
    """None if the format has no pages."""
    language: str
    """ISO 639-1: the language of most of its characters."""
    masthead: Masthead
    title: str
    """The masthead's title, else the file's own, else its first heading, else the file's stem."""
    passages: tuple[Passage, ...]
    recovered: bool = False
    """Whether the file is damaged and was repaired on reading, so that parts of it may be missing."""
    recognised: tuple[RecognisedPage, ...] = ()
    """Pages that are pictures, whose text comes from optical character recognition."""
    is_digest: bool = False
    """Whether its front matter says that it is a digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageImageRequest:
    """A page to render, its width, and what to highlight on it."""

    document: str
    """Id; a file with other bytes is refused."""
    page: int
    """1-based."""
    width: int
    """Pixels."""
    boxes: tuple[Box, ...] = ()
    """In points from the page's upper left corner; those of other pages are ignored."""
    quote: str = ""
    """Words within the boxes to highlight alone; the boxes are highlighted if the words are not found in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRequest:
    """A file to read or render in the sandbox."""

    path: Path
    source: str
    """Name of the document, from which its title may be taken, and for error messages."""
    max_bytes: int
    reader: str = ""
    """`module:function` that reads it; empty if a page is to be rendered."""
    image_request: PageImageRequest | None = None
