"""The archive that a Word document is: its parts, opened with limits on what they unpack to."""

import io
import posixpath
import struct
import zipfile
import zlib
from typing import Any

from lxml import etree

from palermo.errors import TooLarge, Unreadable

MAX_UNPACKED = 200_000_000
"""Bytes of all parts together; the longest UN documents unpack to about 30 million."""
MAX_RATIO = 200
"""Unpacked to packed bytes; Word's own files come to about 20."""
MAX_PARTS = 10_000
_MIN_RATIO_BYTES = 1_000_000
"""Bytes up to which no ratio is looked at: a nearly empty file may pack very well."""
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of the container that Word used before 2007, and puts around documents with a password."""
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN = "word/document.xml"


class WordPackage:
    """The parts of one document; nothing is ever written to disk, so names of parts lead nowhere."""

    def __init__(self, content: bytes) -> None:
        """Open an archive; raises Unreadable or TooLarge."""
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise _explain_refusal(content) from error
        refuse_zip_bombs(self._archive, "the Word document")
        if min((entry.header_offset for entry in self._archive.infolist()), default=0) > 0:
            raise _explain_refusal(
                content
            )  # what was found is the end of a file within: a table, say, in a document cut short
        self.main = self._find_related_name("", "officeDocument") or _MAIN

    def read_related_part(self, relation_type: str) -> bytes | None:
        """Give the part that the document names as its `styles`, `numbering`, `footnotes` or `endnotes`."""
        name = self._find_related_name(self.main, relation_type)
        return self.read_part(name) if name else None

    def read_part(self, name: str) -> bytes | None:
        """Give a part's bytes, or None where there is no such part; raises Unreadable where it is damaged."""
        try:
            content = self._archive.read(name)
        except KeyError:
            return None
        except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError) as error:
            raise Unreadable("the Word document", f"its part {name} is damaged", "Fetch the file again") from error
        return content.replace(_STRICT, _TRANSITIONAL)

    def read_page_headers(self) -> list[bytes]:
        """Give the parts that the document names as its pages' heads, in its order."""
        parts = (self.read_part(name) for name in self._find_related_names(self.main, "header"))
        return [part for part in parts if part]

    def _find_related_name(self, source: str, relation_type: str) -> str | None:
        """Name of the part that `source` ("" is the whole package) is tied to by a relation of this kind."""
        return next(iter(self._find_related_names(source, relation_type)), None)

    def _find_related_names(self, source: str, relation_type: str) -> list[str]:
        folder, name = posixpath.split(source)
        listed = self.read_part(posixpath.join(folder, "_rels", f"{name}.rels"))
        return [
            posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            for relation in (parse_xml(listed) if listed else ())
            if relation.get("Type", "").endswith(f"/{relation_type}") and relation.get("TargetMode") != "External"
        ]


def parse_xml(content: bytes) -> Any:
    """Parse a part without entities, document types or the network; raises Unreadable."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _explain_xml_error(error) from error
    refuse_document_type(root)
    return root


def refuse_document_type(root: Any) -> None:
    """Refuse a part that declares entities: Word writes none, and attacks do."""
    if root.getroottree().docinfo.doctype:
        reason = "it declares a document type, which Word never does"
        raise Unreadable("the Word document", reason, "Have its sender save it anew in Word")


def _explain_xml_error(error: Exception) -> Unreadable:
    words = str(error).partition(" (<string>")[0]  # the parser's name for bytes without a file
    return Unreadable("the Word document", f"a part of it is not XML ({words})", "Fetch the file again")


def stream_elements(content: bytes, tags: tuple[str, ...]) -> Any:
    """Iterate over the ends of elements of these tags, as safely as `parse`; raises Unreadable on the way."""
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    walk = etree.iterparse(io.BytesIO(content), events=("end",), tag=tags, **options)
    try:
        for _, element in walk:
            yield element
    except etree.XMLSyntaxError as error:
        raise _explain_xml_error(error) from error


def refuse_zip_bombs(archive: zipfile.ZipFile, subject: str) -> None:
    """Raise TooLarge where an archive has too many parts, or they unpack to too much."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    mend = "Save it anew, or split it"
    if len(entries) > MAX_PARTS:
        raise TooLarge(subject, f"it has {len(entries):,} parts, over {MAX_PARTS:,}", mend)
    if unpacked > MAX_UNPACKED:
        raise TooLarge(subject, f"it unpacks to {unpacked:,} bytes, over {MAX_UNPACKED:,}", mend)
    if unpacked > _MIN_RATIO_BYTES and unpacked > MAX_RATIO * max(1, packed):
        raise TooLarge(subject, f"it unpacks to more than {MAX_RATIO} times its size, as no document does", mend)


def _explain_refusal(content: bytes) -> Unreadable:
    if content.startswith(_COMPOUND):
        reason = "it is locked by a password or of a Word before 2007"
        return Unreadable("the Word document", reason, "Save it as .docx without a password")
    if content.startswith(b"PK"):
        return Unreadable("the Word document", "its end is missing", "Fetch the file again")
    return Unreadable("the file", "its name says Word, its bytes do not", "Give the file its right ending")
