"""Responses of OAI-PMH as XML."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, Final

from lxml import etree

from palermo.portal.base import display_names
from palermo.portal.oai.harvest_records import HarvestRecord
from palermo.portal.oai.requests import METADATA_PREFIX, TIME_FORMAT, OaiError
from palermo.statements import Document, Nature

OAI: Final = "http://www.openarchives.org/OAI/2.0/"
OAI_DC: Final = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC: Final = "http://purl.org/dc/elements/1.1/"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA: Final = "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
DC_SCHEMA: Final = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
DIGEST_NOTE: Final = "A digest in Palermo's words, not the work itself"
_CONTROL_CHARS: Final = {code: None for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}


def build_response(address: str, arguments: dict[str, str]) -> Any:
    """Return the root of a response, with the request that it answers."""
    root = etree.Element(f"{{{OAI}}}OAI-PMH", nsmap={None: OAI, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", f"{OAI} {SCHEMA}")
    add_text(root, "responseDate", datetime.now(UTC).strftime(TIME_FORMAT))
    request = add_text(root, "request", address)
    for name, value in arguments.items():
        request.set(name, clean_text(value))
    return root


def add_text(parent: Any, name: str, text: str, namespace: str = OAI) -> Any:
    """Add an element with text, and return it."""
    element = etree.SubElement(parent, f"{{{namespace}}}{name}")
    element.text = clean_text(text)
    return element


def add_error(root: Any, error: OaiError) -> None:
    """Add an error of the protocol."""
    add_text(root, "error", str(error)).set("code", error.code)


def add_header(parent: Any, record: HarvestRecord, identifier: str) -> None:
    """Add the header of a record."""
    header = etree.SubElement(parent, f"{{{OAI}}}header")
    if record.document is None:
        header.set("status", "deleted")
    add_text(header, "identifier", identifier)
    add_text(header, "datestamp", record.datestamp.strftime(TIME_FORMAT))
    for spec in record.sets:
        add_text(header, "setSpec", spec)


def add_record(parent: Any, record: HarvestRecord, identifier: str, build_address: Callable[[str], str]) -> None:
    """Add a record: its header, and unless it is deleted its metadata as Dublin Core."""
    element = etree.SubElement(parent, f"{{{OAI}}}record")
    add_header(element, record, identifier)
    if record.document is None:
        return
    metadata = etree.SubElement(element, f"{{{OAI}}}metadata")
    dublin_core = etree.SubElement(metadata, f"{{{OAI_DC}}}dc", nsmap={METADATA_PREFIX: OAI_DC, "dc": DC, "xsi": XSI})
    dublin_core.set(f"{{{XSI}}}schemaLocation", f"{OAI_DC} {DC_SCHEMA}")
    for name, value in list_dublin_core(record.document, build_address(f"/documents/{record.id}")):
        add_text(dublin_core, name, value, DC)


def list_dublin_core(document: Document, address: str) -> Iterable[tuple[str, str]]:
    """Yield the Dublin Core elements of a document; a digest is ours, and is based on the work of others."""
    is_digest = document.nature is Nature.DIGEST
    linked = [display_names.get_name(id, "en") for id in document.publishers]
    names = linked or document.masthead.publishers
    yield "title", document.title
    for name in ["Palermo"] if is_digest else names:
        yield "publisher", name
    if document.date and not is_digest:
        yield "date", document.date
    yield "type", "Text"
    yield "format", document.media_type
    yield "identifier", address
    if document.symbol and not is_digest:
        yield "identifier", document.symbol
    if document.address:
        yield "source", document.address
    yield "language", document.language
    if is_digest:
        yield "description", DIGEST_NOTE
    yield "rights", "Full text may be shown" if document.full_text else "Only quotations may be shown"


def clean_text(text: str) -> str:
    """Return text without what XML cannot hold."""
    return text.translate(_CONTROL_CHARS).encode("utf-8", "ignore").decode()


def serialize(root: Any) -> bytes:
    """Return a response as bytes."""
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return content
