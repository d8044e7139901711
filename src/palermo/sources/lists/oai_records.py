"""Records of an OAI-PMH repository in Dublin Core, with the token of the next part of the list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from lxml import etree

from palermo.sources.lists.entries import EntryList, ListEntry, find_symbol, parse_language, to_iso_date

_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_DC = "{http://purl.org/dc/elements/1.1/}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OaiPage:
    """One part of a list of records."""

    listed: EntryList
    next_address: str | None
    """Address of the next part; None at the end."""


def build_first_address(repository: str) -> str:
    """Return the address of the first part of a repository's records.

    Its own arguments, such as `set`, are kept.

    >>> build_first_address("https://example.org/oai?set=reports")
    'https://example.org/oai?set=reports&verb=ListRecords&metadataPrefix=oai_dc'
    """
    joint = "&" if urlsplit(repository).query else "?"
    return f"{repository}{joint}{urlencode({'verb': 'ListRecords', 'metadataPrefix': 'oai_dc'})}"


def parse(content: bytes, source_name: str, repository: str, document_suffixes: Sequence[str]) -> OaiPage:
    """Read a response; deleted records are left out, an error of the repository is a fault.

    Of the links of a record, the first with one of `document_suffixes` is taken, else the first.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return _build_fault(f"{source_name}: it is not XML. Give the base address of an OAI-PMH repository.")
    if (error := root.find(f"{_OAI}error")) is not None:
        return _build_fault(f"{source_name}: the repository answers {error.get('code')}: {error.text or ''}".strip())
    entries = [
        _build_entry(record, source_name, tuple(document_suffixes))
        for record in root.iter(f"{_OAI}record")
        if not _is_deleted(record)
    ]
    token = root.findtext(f".//{_OAI}resumptionToken")
    base = repository.partition("?")[0]
    following = urlencode({"verb": "ListRecords", "resumptionToken": token}) if token and token.strip() else None
    return OaiPage(listed=EntryList(entries=tuple(entries)), next_address=f"{base}?{following}" if following else None)


def _build_fault(text: str) -> OaiPage:
    return OaiPage(listed=EntryList(entries=(), faults=(text,)), next_address=None)


def _is_deleted(record: Any) -> bool:
    header = record.find(f"{_OAI}header")
    return header is None or header.get("status") == "deleted"


def _build_entry(record: Any, source_name: str, document_suffixes: tuple[str, ...]) -> ListEntry:
    texts = {
        name: [text for item in record.iter(f"{_DC}{name}") if (text := " ".join((item.text or "").split()))]
        for name in ("title", "date", "publisher", "identifier", "language", "relation")
    }
    links = [item for item in (*texts["identifier"], *texts["relation"]) if re.match(r"https?://", item, re.IGNORECASE)]
    files = [link for link in links if link.lower().partition("?")[0].endswith(document_suffixes)]
    days = [day for text in texts["date"] if (day := to_iso_date(*[*text[:10].split("-"), "", ""][:3]))]
    identifier = record.findtext(f"{_OAI}header/{_OAI}identifier", default="")
    return ListEntry(
        place=f"{source_name}, record {identifier}",
        address=next(iter(files or links), None),
        title=next(iter(texts["title"]), None),
        date=max(days, key=len) if days else None,
        publisher=next(iter(texts["publisher"]), None),
        symbol=find_symbol(texts["identifier"]),
        language=next((code for text in texts["language"] if (code := parse_language(text))), None),
        changed=record.findtext(f"{_OAI}header/{_OAI}datestamp"),
    )
