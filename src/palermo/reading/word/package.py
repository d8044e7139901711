"""The archive of a Word document: its parts, opened with limits on expansion, and names of elements."""

import io
import posixpath
import struct
import zipfile
import zlib
from typing import Any

from lxml import etree

from palermo.errors import Unreadable
from palermo.reading.zip_limits import refuse_zip_bombs

_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def w(name: str) -> str:
    """Return the full name of an element or attribute of the main namespace."""
    return _NAMESPACE + name


def is_switched_on(element: Any) -> bool:
    """Return whether a property such as bold is present and not explicitly off."""
    return element is not None and element.get(VAL) not in OFF_VALUES


VAL = w("val")
ID = w("id")
OFF_VALUES = frozenset({"0", "false", "off"})

BODY, PARAGRAPH, TABLE, ROW, CELL = w("body"), w("p"), w("tbl"), w("tr"), w("tc")
RUN, RUN_PROPERTIES, PARAGRAPH_PROPERTIES = w("r"), w("rPr"), w("pPr")
TEXT, MATHS_TEXT, SYMBOL = w("t"), _MATHS + "t", w("sym")
TEXT_BOX = w("txbxContent")
FOOTNOTE_REFERENCE, ENDNOTE_REFERENCE = w("footnoteReference"), w("endnoteReference")
ALTERNATIVES, CHOICE, FALLBACK = (_COMPATIBILITY + name for name in ("AlternateContent", "Choice", "Fallback"))

WRAPPERS = frozenset(map(w, ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")))
"""Transparent elements around blocks or runs."""

UNPRINTED = frozenset(
    map(w, ("del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "sdtPr", "sdtEndPr", "customXmlPr"))
)
"""Elements that are not printed: deleted text, field codes, pronunciation of Chinese characters."""


_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of the container of Word before 2007, and of documents with a password."""
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN = "word/document.xml"


class WordPackage:
    """The parts of one document; nothing is written to disk, so names of parts are harmless."""

    def __init__(self, content: bytes) -> None:
        """Open an archive; raises Unreadable or TooLarge."""
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise _explain_refusal(content) from error
        refuse_zip_bombs(self._archive, "the Word document")
        if min((entry.header_offset for entry in self._archive.infolist()), default=0) > 0:
            raise _explain_refusal(content)  # the end found is that of an embedded file, as in a truncated document
        self.main = self._find_related_name("", "officeDocument") or _MAIN

    def read_related_part(self, relation_type: str) -> bytes | None:
        """Return the part that the document names as its `styles`, `numbering`, `footnotes` or `endnotes`."""
        name = self._find_related_name(self.main, relation_type)
        return self.read_part(name) if name else None

    def read_part(self, name: str) -> bytes | None:
        """Return a part's bytes, or None if there is no such part; raises Unreadable if it is damaged."""
        try:
            content = self._archive.read(name)
        except KeyError:
            return None
        except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError) as error:
            raise Unreadable("the Word document", f"its part {name} is damaged", "Fetch the file again") from error
        return content.replace(_STRICT, _TRANSITIONAL)

    def read_page_headers(self) -> list[bytes]:
        """Return the parts that the document names as its page headers, in order."""
        parts = (self.read_part(name) for name in self._find_related_names(self.main, "header"))
        return [part for part in parts if part]

    def _find_related_name(self, source: str, relation_type: str) -> str | None:
        """Return the name of the part to which `source` has a relation of this type.

        An empty `source` is the whole package.
        """
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
    """Parse a part without entities, document types or network access; raises Unreadable."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _explain_xml_error(error) from error
    refuse_document_type(root)
    return root


def refuse_document_type(root: Any) -> None:
    """Refuse a part that declares entities: Word never writes them, but attackers do."""
    if root.getroottree().docinfo.doctype:
        reason = "it declares a document type, which Word documents never do"
        raise Unreadable("the Word document", reason, "Ask its sender to save it again in Word")


def _explain_xml_error(error: Exception) -> Unreadable:
    words = str(error).partition(" (<string>")[0]  # the parser's name for bytes without a file name
    return Unreadable("the Word document", f"a part of it is not XML ({words})", "Fetch the file again")


def stream_elements(content: bytes, tags: tuple[str, ...]) -> Any:
    """Iterate over the ends of elements of these tags, as safely as `parse_xml`; raises Unreadable."""
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    walk = etree.iterparse(io.BytesIO(content), events=("end",), tag=tags, **options)
    try:
        for _, element in walk:
            yield element
    except etree.XMLSyntaxError as error:
        raise _explain_xml_error(error) from error


def _explain_refusal(content: bytes) -> Unreadable:
    if content.startswith(_COMPOUND):
        reason = "it has a password, or was saved by Word before 2007"
        return Unreadable("the Word document", reason, "Save it as .docx without a password")
    if content.startswith(b"PK"):
        return Unreadable("the Word document", "its end is missing", "Fetch the file again")
    return Unreadable(
        "the file", "its name is that of a Word document, its content is not", "Correct the file's suffix"
    )
