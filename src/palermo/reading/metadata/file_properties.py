"""Metadata that PDF and Word files declare in their properties."""

import html
import re
from contextlib import closing
from typing import Any

import pypdfium2

from palermo.errors import DocumentFailed
from palermo.reading import pdf
from palermo.reading.metadata.covers import Cover, build_cover
from palermo.reading.metadata.declared_metadata import DeclaredMetadata, clean_title, parse_declared_date
from palermo.reading.word.package import WordPackage, parse_xml

_XMP = re.compile(rb"<x:xmpmeta\b.{0,200000}?</x:xmpmeta>", re.DOTALL)
_XMP_TEXT = r"<dc:{name}\b[^>]*>.{{0,400}}?<rdf:li\b[^>]*>(?P<text>[^<]{{1,600}})</rdf:li>"
_PDF_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")


def read_pdf_metadata(content: bytes) -> DeclaredMetadata:
    """Read the metadata that a PDF declares; empty if PDFium cannot open it."""
    try:
        with closing(pdf.open_document(content)) as document:
            info = document.get_metadata_dict()
    except (DocumentFailed, pypdfium2.PdfiumError):
        return DeclaredMetadata()
    packet = _find_xmp_packet(content)
    titles = (clean_title(value) for value in (info.get("Title", ""), _read_xmp_field(packet, "title")) if value)
    created = _PDF_DATE.match(info.get("CreationDate", ""))
    publisher = _read_xmp_field(packet, "publisher")
    return DeclaredMetadata(
        titles=tuple(dict.fromkeys(title for title in titles if title)),
        reliable=False,
        created=parse_declared_date("-".join(created.groups())) if created else None,
        publishers=(publisher,) if publisher else (),
        authors=tuple(filter(None, (info.get("Author", "").strip(), _read_xmp_field(packet, "creator")))),
    )


def read_pdf_cover(content: bytes) -> Cover:
    """Read the lines of the first pages with font sizes; empty if PDFium cannot open the file."""
    try:
        return build_cover(pdf.read_first_pages(content, 6))
    except (DocumentFailed, pypdfium2.PdfiumError):
        return Cover()


def _find_xmp_packet(content: bytes) -> str:
    match = _XMP.search(content)
    return match[0].decode("utf-8", "replace") if match else ""


def _read_xmp_field(packet: str, name: str) -> str:
    match = re.search(_XMP_TEXT.format(name=name), packet, re.DOTALL)
    return " ".join(html.unescape(match["text"]).split()) if match else ""


_CORE, _EXTENDED = "docProps/core.xml", "docProps/app.xml"


def read_word_metadata(content: bytes) -> DeclaredMetadata:
    """Read the metadata that a Word file declares; empty if its properties are missing or damaged."""
    try:
        package = WordPackage(content)
        core, extended = (_read_element_texts(package.read_part(name)) for name in (_CORE, _EXTENDED))
    except DocumentFailed:
        return DeclaredMetadata()
    return DeclaredMetadata(
        titles=tuple(title for title in (clean_title(core.get("title", "")),) if title),
        reliable=False,
        created=parse_declared_date(core.get("modified", "") or core.get("created", "")),
        authors=tuple(name for name in (core.get("creator"), extended.get("Company"), core.get("publisher")) if name),
    )


def _read_element_texts(xml_part: bytes | None) -> dict[str, str]:
    """Return the text of each element of a part by its local name."""
    root: Any = parse_xml(xml_part) if xml_part else ()
    return {element.tag.rpartition("}")[2]: " ".join((element.text or "").split()) for element in root}
