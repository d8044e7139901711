"""Reading: the bytes of a file become a ParsedDocument with passages in reading order.

In go content and name of a file; out come metadata and passages, or a DocumentFailed. Start reading at `formats`, which
lists one module for each format; `messages` and `handlers` run it in the sandbox.
"""

from palermo.reading.parsed_document import TABLE_MEDIA_TYPES, ParsedDocument
from palermo.reading.tesseract import find_tesseract

__all__ = ["TABLE_MEDIA_TYPES", "VERSION", "ParsedDocument", "get_version", "read"]

VERSION = "reading.19"
"""Version of the reader; changes when any passage may change."""


def get_version() -> str:
    """Return the version of the reader, including that of the installed Tesseract, for cache keys."""
    program = find_tesseract()
    return f"{VERSION}+{program}" if program else VERSION


def read(content: bytes, source: str) -> ParsedDocument:
    """Read one document; raises DocumentFailed with reason and hint."""
    from palermo.reading import formats

    return formats.read(content, source)
