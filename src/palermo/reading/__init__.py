"""Bytes to passages. What reads is loaded with the first document: a build that reads elsewhere does without."""

from palermo.reading.parsed_document import TABLE_MEDIA_TYPES, ParsedDocument
from palermo.reading.tesseract import find_tesseract

__all__ = ["TABLE_MEDIA_TYPES", "VERSION", "ParsedDocument", "get_ready", "get_version", "read"]

VERSION = "reading.18"
"""Changes when any passage may change."""


def get_version() -> str:
    """Part of the key under which readings are kept: our own version, and the Tesseract that is there."""
    there = find_tesseract()
    return f"{VERSION}+{there}" if there else VERSION


def read(content: bytes, source: str) -> ParsedDocument:
    """Read one document whole and in order; raises DocumentFailed with reason and mend where it cannot."""
    from palermo.reading import formats

    return formats.read(content, source)


def get_ready() -> None:
    """Load what reads, and what tells languages, before there is a document."""
    read(b"Palermo, 2000", "ready.txt")
