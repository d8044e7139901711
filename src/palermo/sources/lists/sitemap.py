"""A sitemap: XML or one address a line, packed with gzip or not; or an index of sitemaps."""

import io
import zlib
from collections.abc import Iterator

from lxml import etree

from palermo.sources.bounds import MEGABYTE
from palermo.sources.lists.entries import Entry, Listed
from palermo.sources.lists.plain import parse as parse_plain


def parse(content: bytes, what: str, most: int) -> Listed:
    """Read a sitemap of `most` bytes unpacked; what comes before damage holds, and the damage is a fault."""
    if content.startswith(b"\x1f\x8b"):
        unpacking = zlib.decompressobj(31)
        try:
            content = unpacking.decompress(content, most)
        except zlib.error as error:
            return _nothing(what, f"it is damaged ({error}). Tell the site's owner.")
        if unpacking.unconsumed_tail:
            return _nothing(what, f"it unpacks to more than {most // MEGABYTE:,} MB. Tell the site's owner.")
        if not unpacking.eof:
            return _nothing(what, "it is damaged, and breaks off. Tell the site's owner.")
    if not content.strip():
        return _nothing(what, "it is empty. Give the address of a sitemap.")
    if b"<" not in content[:1000]:
        return parse_plain(content, what)
    entries, lists, faults = [], [], []
    try:
        for tag, place, changed in _places(content):
            if tag == "sitemap":
                lists.append(place)
            else:
                entries.append(Entry(place=what, address=place, changed=changed))
    except etree.XMLSyntaxError as error:
        mend = "What comes before it is taken" if entries or lists else "Give the address of a sitemap"
        faults.append(f"{what}, line {error.lineno or 1}: it is not XML ({error.msg}). {mend}.")
    if not entries and not lists and not faults:
        faults.append(f"{what}: it is no sitemap. Give the address of a sitemap, or another kind.")
    return Listed(entries=tuple(entries), faults=tuple(faults), lists=tuple(lists))


def _nothing(what: str, fault: str) -> Listed:
    return Listed(entries=(), faults=(f"{what}: {fault}",))


def _places(content: bytes) -> Iterator[tuple[str, str, str | None]]:
    """Each place with `url` or `sitemap`, and when it changed last."""
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    for _, element in etree.iterparse(io.BytesIO(content), events=("end",), tag=("{*}url", "{*}sitemap"), **options):
        place = (element.findtext("{*}loc") or "").strip()
        if place:
            yield etree.QName(element).localname, place, (element.findtext("{*}lastmod") or "").strip() or None
        element.clear()
        while element.getprevious() is not None:  # a sitemap of 50,000 addresses is not kept as a tree
            del element.getparent()[0]
