"""File types: names, media types, endings and signatures of the formats that can be read.

To add a format, add its module to `palermo.reading` and one entry to FILE_TYPES. From it derive the list of readers,
the version of the reader, and the files that the portal, lists of documents and fetched addresses accept. A
reader of ZIP archives refuses bombs with `zip_limits.py`.
"""

from dataclasses import dataclass

ZIP_SIGNATURE = b"PK\x03\x04"
"""First bytes of a ZIP archive, as which Office files are stored."""
SIGNATURE_BYTES = 4096
"""Bytes of a file in which its signature and marker are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileType:
    """One format of files."""

    name: str
    """Module of `palermo.reading` that reads it."""
    label: str
    """Name for people; empty if it is not named to them."""
    media_type: str
    suffixes: tuple[str, ...]
    """Endings of names, with the dot."""
    offered_suffixes: tuple[str, ...] = ()
    """Those of them with which people may propose a file in the portal."""
    signature: bytes = b""
    """First bytes of every such file; empty if there are none."""
    marker: bytes = b""
    """Bytes near the beginning that tell it from other types of the same signature."""
    is_binary: bool = False
    """Whether it is never text, so that text under its name is another file, such as a site's page of an error."""
    is_table: bool = False
    """Whether its passages are rows; tables have no title block."""


FILE_TYPES = (
    FileType(
        name="pdf",
        label="PDF",
        media_type="application/pdf",
        suffixes=(".pdf",),
        offered_suffixes=(".pdf",),
        signature=b"%PDF",
        is_binary=True,
    ),
    FileType(
        name="docx",
        label="DOCX",
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        suffixes=(".docx", ".docm", ".dotx"),
        offered_suffixes=(".docx",),
        signature=ZIP_SIGNATURE,
        marker=b"word/",
        is_binary=True,
    ),
    FileType(
        name="xlsx",
        label="XLSX",
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        suffixes=(".xlsx", ".xlsm"),
        offered_suffixes=(".xlsx",),
        signature=ZIP_SIGNATURE,
        marker=b"xl/",
        is_binary=True,
        is_table=True,
    ),
    FileType(name="iati", label="IATI", media_type="application/xml", suffixes=(".xml",), is_table=True),
    FileType(name="ocds", label="OCDS", media_type="application/json", suffixes=(".json",)),
    FileType(
        name="html",
        label="HTML",
        media_type="text/html",
        suffixes=(".html", ".htm", ".xhtml"),
        offered_suffixes=(".html", ".htm"),
    ),
    FileType(
        name="delimited",
        label="CSV",
        media_type="text/csv",
        suffixes=(".csv", ".tsv"),
        offered_suffixes=(".csv", ".tsv"),
        is_table=True,
    ),
    FileType(
        name="markdown",
        label="Markdown",
        media_type="text/markdown",
        suffixes=(".md", ".markdown"),
        offered_suffixes=(".md",),
    ),
    FileType(
        name="text",
        label="plain text",
        media_type="text/plain",
        suffixes=(".txt", ".text"),
        offered_suffixes=(".txt",),
    ),
)
"""Readers are tried in this order."""
FILE_TYPE_BY_NAME = {file_type.name: file_type for file_type in FILE_TYPES}
TABLE_SUFFIXES = tuple(suffix for item in FILE_TYPES if item.is_table for suffix in item.offered_suffixes)
"""Endings of tables that people may upload."""
UPLOAD_SUFFIXES = tuple(suffix for item in FILE_TYPES for suffix in item.offered_suffixes)
"""Endings of all files that people may upload."""
TEXT_SUFFIXES = tuple(suffix for suffix in UPLOAD_SUFFIXES if suffix not in TABLE_SUFFIXES)
"""Endings of documents that are no tables."""


def detect_suffix(head: bytes) -> str | None:
    """Return the usual ending of a file by its first bytes; None if they show no known type.

    >>> detect_suffix(b"%PDF-1.7"), detect_suffix(b"PK\\x03\\x04 xl/workbook.xml"), detect_suffix(b"<p>")
    ('.pdf', '.xlsx', None)
    """
    fitting = [item for item in FILE_TYPES if item.signature and head.startswith(item.signature)]
    found = next((item for item in fitting if item.marker in head), next(iter(fitting), None))
    return found.suffixes[0] if found else None
