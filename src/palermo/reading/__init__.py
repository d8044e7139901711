"""Bytes to passages. What reads is loaded with the first document: a build that reads elsewhere does without."""

from palermo.reading.readings import TABLES, Reading
from palermo.reading.tesseract import available

__all__ = ["TABLES", "VERSION", "Reading", "get_ready", "read", "version"]

VERSION = "reading.18"
"""Changes when any passage may change."""


def version() -> str:
    """Part of the key under which readings are kept: our own version, and the Tesseract that is there."""
    there = available()
    return f"{VERSION}+{there}" if there else VERSION


def read(content: bytes, source: str) -> Reading:
    """Read one document whole and in order; raises DocumentFailed with reason and mend where it cannot."""
    from palermo.reading import formats

    return formats.read(content, source)


def get_ready() -> None:
    """Load what reads, and what tells languages, before there is a document."""
    read(b"Palermo, 2000", "ready.txt")
