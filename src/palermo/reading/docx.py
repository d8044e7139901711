"""DOCX by our own reader: tables in reading order, printed numbers, accepted changes, notes in place."""

from collections.abc import Iterator
from typing import Any

from palermo.errors import NoText, Unreadable
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.file_types import FILE_TYPE_BY_NAME, ZIP_SIGNATURE
from palermo.reading.word.body import WordBody
from palermo.reading.word.numbering import WordNumbering
from palermo.reading.word.package import (
    ALTERNATIVES,
    BODY,
    PARAGRAPH,
    TABLE,
    WordPackage,
    parse_xml,
    refuse_document_type,
    stream_elements,
    w,
)
from palermo.reading.word.paragraph_text import WordNotes, read_masthead_blocks
from palermo.reading.word.styles import StyleSheet

MEDIA_TYPE, ENDINGS = FILE_TYPE_BY_NAME["docx"].media_type, FILE_TYPE_BY_NAME["docx"].suffixes
_COMPOUND = b"\xd0\xcf\x11\xe0"
"""Files with a password and Word documents before 2007: recognised in order to be refused with a reason."""
_BLOCK_TAGS = (PARAGRAPH, TABLE, w("sdt"), w("customXml"), w("ins"), w("moveTo"), ALTERNATIVES)


def matches(head: bytes, name: str) -> bool:
    """Return whether the first bytes are a ZIP archive with Word's parts, or one with a Word name."""
    if head.startswith(ZIP_SIGNATURE):
        return b"word/" in head or name.lower().endswith(ENDINGS)
    return head.startswith(_COMPOUND) and name.lower().endswith((*ENDINGS, ".doc"))


def read_blocks(content: bytes) -> tuple[list[DocumentBlock], None]:
    """Read a Word document as blocks without pages; raises Unreadable, TooLarge or NoText."""
    package = WordPackage(content)
    main = package.read_part(package.main)
    if main is None:
        raise Unreadable("the Word document", f"its part {package.main} is missing", "Ask its sender to save it again")
    body = WordBody(
        styles=StyleSheet(_load_part_root(package, "styles")),
        numbering=WordNumbering(_load_part_root(package, "numbering")),
        notes=WordNotes(_load_part_root(package, "footnotes"), _load_part_root(package, "endnotes")),
    )
    blocks = list(body.build_blocks(_stream_blocks(main)))
    if not blocks:
        raise NoText("the Word document", "it has no text", "Use a version with text rather than pictures of text")
    return [*read_masthead_blocks(package), *blocks], None


def _load_part_root(package: WordPackage, relation_type: str) -> Any | None:
    content = package.read_related_part(relation_type)
    return parse_xml(content) if content else None


def _stream_blocks(main_part: bytes) -> Iterator[Any]:
    """Stream the blocks of the body and free each after use, so that long documents need little memory."""
    for element in stream_elements(main_part, _BLOCK_TAGS):
        parent = element.getparent()
        if parent is None or parent.tag != BODY:
            continue
        refuse_document_type(element)
        yield element
        element.clear()
        while element.getprevious() is not None:
            del parent[0]
