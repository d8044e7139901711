"""Reading: the bytes of a file become a ParsedDocument with passages in reading order.

The content and name of a file go in; metadata and passages, or a DocumentFailed, come out. Start reading at
`document_reader`, which lists one module for each format; `messages` and `sandbox_handlers` run it in the sandbox.
"""

from palermo.reading.file_types import FILE_TYPES
from palermo.reading.parsed_document import TABLE_MEDIA_TYPES, ParsedDocument
from palermo.reading.tesseract import find_tesseract
from palermo.statements import hash_json

__all__ = [
    "TABLE_MEDIA_TYPES",
    "ParsedDocument",
    "get_version",
    "read",
]

VERSION = "reading.39"
"""Version of the reader; changes when any passage may change."""
FORMAT_NAMES = tuple(file_type.name for file_type in FILE_TYPES)
"""Part of the version, so that files which an earlier version read as plain text are read again once there is a format
for them."""


def get_version() -> str:
    """Return the version of the reader, including that of the installed Tesseract, for cache keys."""
    formats = hash_json(*FORMAT_NAMES)[:6]
    return "+".join(part for part in (VERSION, formats, find_tesseract()) if part)


def read(content: bytes, source: str) -> ParsedDocument:
    """Read one document; raises DocumentFailed with reason and hint."""
    from palermo.reading import document_reader  # takes .3 s, and only the sandbox reads

    return document_reader.read(content, source)
