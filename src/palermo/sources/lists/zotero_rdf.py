"""Zotero RDF, with the paths of the files that Zotero exports beside it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from palermo.sources.lists.entries import EntryList, ListEntry, find_symbol, join_date_parts, parse_language

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_ZOTERO = "{http://www.zotero.org/namespaces/export#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS = "{http://purl.org/dc/terms/}"
_FOAF = "{http://xmlns.com/foaf/0.1/}"
_LINK = "{http://purl.org/rss/1.0/modules/link/}"
_PRISM = "{http://prismstandard.org/namespaces/1.2/basic/}"
_NO_DOCUMENTS = ("", "attachment", "note")
"""Types of items that are no documents by themselves; collections and journals have no type."""


def parse(content: bytes, source_name: str) -> EntryList:
    """Read the items; damaged XML is a fault, and gives no entry."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return EntryList(entries=(), faults=(f"{source_name}: it is not RDF/XML ({error}). Export it as Zotero RDF.",))
    files = {key: path for item in root.iter(f"{_ZOTERO}Attachment") for key, path in _iterate_attachment(item)}
    items = [item for item in root if _get_text(item, f"{_ZOTERO}itemType") not in _NO_DOCUMENTS]
    if not items:
        return EntryList(entries=(), faults=(f"{source_name}: it holds no item. Export it as Zotero RDF.",))
    return EntryList(entries=tuple(_build_entry(item, files, source_name) for item in items))


def _iterate_attachment(attachment: Any) -> Iterator[tuple[str, str]]:
    """Yield the attachment's id with its path."""
    resource = attachment.find(f"{_RDF}resource")
    path = resource.get(f"{_RDF}resource") if resource is not None else None
    if path:
        yield attachment.get(f"{_RDF}about", ""), path


def _build_entry(item: Any, files: Mapping[str, str], source_name: str) -> ListEntry:
    about = item.get(f"{_RDF}about", "")
    addresses = [value.text or "" for value in item.iterfind(f"{_DC}identifier/{_DCTERMS}URI/{_RDF}value")]
    linked = [link.get(f"{_RDF}resource", "") for link in item.iterfind(f"{_LINK}link")]
    web = [link.strip() for link in (*addresses, about) if re.match(r"\s*https?://", link, re.IGNORECASE)]
    numbers = [entry.text or "" for name in (f"{_PRISM}number", f"{_DC}identifier") for entry in item.iterfind(name)]
    return ListEntry(
        place=f"{source_name}, line {item.sourceline}",
        address=next(iter(web), None),
        files=tuple(files[link] for link in linked if link in files),
        title=_get_text(item, f"{_DC}title") or None,
        date=join_date_parts(re.split(r"[-/ ]", _get_text(item, f"{_DC}date"))),
        publisher=_find_publisher(item),
        symbol=find_symbol([number.strip() for number in numbers]),
        language=parse_language(_get_text(item, f"{_ZOTERO}language") or _get_text(item, f"{_DC}language")),
    )


def _find_publisher(item: Any) -> str | None:
    """Return the publisher, else the first author that is not split into names."""
    publisher = _get_text(item, f"{_DC}publisher/{_FOAF}Organization/{_FOAF}name")
    authors = (
        person
        for person in item.iter(f"{_FOAF}Person", f"{_FOAF}Organization")
        if person.find(f"{_FOAF}givenName") is None
    )
    names = (_get_text(author, f"{_FOAF}surname") or _get_text(author, f"{_FOAF}name") for author in authors)
    return publisher or next((name for name in names if name), None)


def _get_text(item: Any, path: str) -> str:
    return " ".join((item.findtext(path) or "").split())
