"""Reading: the bytes of a file become a ParsedDocument with passages in reading order.

The content and name of a file go in; metadata and passages, or a DocumentFailed, come out. Start reading at
`document_reader`, which lists one module for each format; `messages` and `sandbox_handlers` run it in the sandbox.
"""

from palermo.reading.parsed_document import TABLE_MEDIA_TYPES, ParsedDocument
from palermo.reading.tesseract import find_tesseract
from palermo.source_version import SHARED_PATTERNS, compute_source_version

__all__ = [
    "TABLE_MEDIA_TYPES",
    "ParsedDocument",
    "compute_version",
    "read",
]


def compute_version() -> str:
    """Return the version of the reader, including that of the installed Tesseract, for cache keys."""
    code = compute_source_version("reading/**/*", "languages/*/reading.yaml", "list_numbers.py", *SHARED_PATTERNS)
    return "+".join(part for part in (code, find_tesseract()) if part)


def read(content: bytes, source: str) -> ParsedDocument:
    """Read one document; raises DocumentFailed with reason and hint."""
    from palermo.reading import document_reader  # takes .3 s, and only the sandbox reads

    return document_reader.read(content, source)
