"""DOCX by our own reader: tables in reading order, numbers as printed, tracked changes as accepted, notes in place."""

from collections.abc import Iterator
from typing import Any

from palermo.errors import NoText, Unreadable
from palermo.reading.pieces import Piece
from palermo.reading.word.body import Body
from palermo.reading.word.heads import masthead_pieces
from palermo.reading.word.names import ALTERNATIVES, BODY, PARAGRAPH, TABLE, w
from palermo.reading.word.notes import Notes
from palermo.reading.word.numbering import Numbering
from palermo.reading.word.package import Package, parse, refuse_document_type, stream
from palermo.reading.word.styles import Styles

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ENDINGS = (".docx", ".docm", ".dotx")
_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0"
"""Word documents with a password, and those of Word before 2007, are read as far as to say so."""
_BLOCKS = (PARAGRAPH, TABLE, w("sdt"), w("customXml"), w("ins"), w("moveTo"), ALTERNATIVES)


def matches(head: bytes, name: str) -> bool:
    """Whether the first bytes are those of an archive with Word's parts, or of one that is named so."""
    if head.startswith(_ZIP):
        return b"word/" in head or name.lower().endswith(ENDINGS)
    return head.startswith(_COMPOUND) and name.lower().endswith((*ENDINGS, ".doc"))


def pieces(content: bytes) -> tuple[list[Piece], None]:
    """Read a Word document into pieces; it has no pages. Raises Unreadable, TooLarge or NoText."""
    package = Package(content)
    main = package.part(package.main)
    if main is None:
        raise Unreadable("the Word document", f"its part {package.main} is missing", "Have its sender save it anew")
    body = Body(
        styles=Styles(_root(package, "styles")),
        numbering=Numbering(_root(package, "numbering")),
        notes=Notes(_root(package, "footnotes"), _root(package, "endnotes")),
    )
    found = list(body.pieces(_blocks(main)))
    if not found:
        raise NoText("the Word document", "it holds no words", "Give a version with text, not with pictures of it")
    return [*masthead_pieces(package), *found], None


def _root(package: Package, kind: str) -> Any | None:
    content = package.related(kind)
    return parse(content) if content else None


def _blocks(main: bytes) -> Iterator[Any]:
    """Stream the blocks of the body, each freed after use, so that a long document needs little memory."""
    for element in stream(main, _BLOCKS):
        parent = element.getparent()
        if parent is None or parent.tag != BODY:
            continue
        refuse_document_type(element)
        yield element
        element.clear()
        while element.getprevious() is not None:
            del parent[0]
