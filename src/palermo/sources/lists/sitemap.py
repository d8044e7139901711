"""Sitemaps: XML or one address for each line, possibly gzipped, or an index of sitemaps."""

import io
import zlib
from collections.abc import Iterator

from lxml import etree

from palermo.sources.bounds import MEGABYTE
from palermo.sources.lists.address_list import parse as parse_plain
from palermo.sources.lists.entries import EntryList, ListEntry


def parse(content: bytes, source_name: str, max_bytes: int) -> EntryList:
    """Read a sitemap of at most `most` unpacked bytes.

    Entries before damage are valid, and the damage is a fault.
    """
    if content.startswith(b"\x1f\x8b"):
        unpacking = zlib.decompressobj(31)
        try:
            content = unpacking.decompress(content, max_bytes)
        except zlib.error as error:
            return _build_empty_list(source_name, f"it is damaged ({error}). Tell the site's owner.")
        if unpacking.unconsumed_tail:
            return _build_empty_list(
                source_name, f"it expands to more than {max_bytes // MEGABYTE:,} MB. Tell the site's owner."
            )
        if not unpacking.eof:
            return _build_empty_list(source_name, "it is damaged, and breaks off. Tell the site's owner.")
    if not content.strip():
        return _build_empty_list(source_name, "it is empty. Give the address of a sitemap.")
    if b"<" not in content[:1000]:
        return parse_plain(content, source_name)
    entries, lists, faults = [], [], []
    try:
        for tag, place, changed in _iterate_locations(content):
            if tag == "sitemap":
                lists.append(place)
            else:
                entries.append(ListEntry(place=source_name, address=place, changed=changed))
    except etree.XMLSyntaxError as error:
        hint = "The entries before it are used" if entries or lists else "Give the address of a sitemap"
        faults.append(f"{source_name}, line {error.lineno or 1}: it is not XML ({error.msg}). {hint}.")
    if not entries and not lists and not faults:
        faults.append(f"{source_name}: it is not a sitemap. Give the address of a sitemap, or another kind.")
    return EntryList(entries=tuple(entries), faults=tuple(faults), nested_lists=tuple(lists))


def _build_empty_list(source_name: str, fault: str) -> EntryList:
    return EntryList(entries=(), faults=(f"{source_name}: {fault}",))


def _iterate_locations(content: bytes) -> Iterator[tuple[str, str, str | None]]:
    """Yield each location with `url` or `sitemap`, and the time of its last change."""
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    for _, element in etree.iterparse(io.BytesIO(content), events=("end",), tag=("{*}url", "{*}sitemap"), **options):
        place = (element.findtext("{*}loc") or "").strip()
        if place:
            yield etree.QName(element).localname, place, (element.findtext("{*}lastmod") or "").strip() or None
        element.clear()
        while element.getprevious() is not None:  # a sitemap of 50,000 addresses is not built as a tree
            del element.getparent()[0]
