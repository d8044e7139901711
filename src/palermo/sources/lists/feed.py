"""Atom and RSS feeds: the files that items enclose, else the pages that they link to."""

import io
from collections.abc import Iterator, Mapping
from typing import Any

import feedparser

from palermo.sources.lists.entries import EntryList, ListEntry, parse_language

_OTHER_MEDIA = ("audio/", "image/", "video/")
"""Beginnings of the media types of enclosures that are no documents."""


def parse(content: bytes, source_name: str, base: str) -> EntryList:
    """Read a feed; `base` is its address. A damaged one gives its readable entries and a fault."""
    headers = {"content-location": base, "content-type": "application/xml"}
    feed: Any = feedparser.parse(io.BytesIO(content), response_headers=headers, sanitize_html=False)
    entries = tuple(
        entry
        for number, item in enumerate(feed.entries, 1)
        for entry in _iterate_entries(item, number, source_name, feed)
    )
    if not feed.get("version") and not entries:
        return EntryList(
            entries=(), faults=(f"{source_name}: it is not a feed. Give the address of an Atom or RSS feed.",)
        )
    faults = _describe_damage(feed, source_name) if feed.bozo else ()
    return EntryList(entries=entries, faults=faults)


def _iterate_entries(item: Any, number: int, source_name: str, feed: Any) -> Iterator[ListEntry]:
    links: list[Mapping[str, str]] = item.get("links", [])
    enclosed: list[str] = [link["href"] for link in links if link.get("href") and _is_document(link)]
    page = item.get("link") or next((link["href"] for link in links if link.get("href")), None)
    for address in enclosed or ([str(page)] if page else []):
        if address:
            yield ListEntry(
                place=f"{source_name}, item {number}",
                address=address,
                title=" ".join(str(item.get("title", "")).split()) or None,
                date=_parse_date(item),
                publisher=item.get("publisher") or item.get("author") or feed.feed.get("publisher"),
                language=parse_language(str(feed.feed.get("language", ""))),
                changed=dict.get(item, "updated"),  # item.get would return the date of publication instead
            )


def _parse_date(item: Any) -> str | None:
    dates = (item[key] for key in ("published_parsed", "updated_parsed") if key in item)
    published = next((date for date in dates if date), None)
    return f"{published.tm_year:04}-{published.tm_mon:02}-{published.tm_mday:02}" if published else None


def _describe_damage(feed: Any, source_name: str) -> tuple[str, ...]:
    error = feed.get("bozo_exception")
    if isinstance(error, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType):
        return ()
    words = error.getMessage() if hasattr(error, "getMessage") else str(error)
    place = f"{source_name}, after item {len(feed.entries)}"
    return (f"{place}: it is not well-formed XML ({words}). What can be read of it is taken.",)


def _is_document(link: Mapping[str, Any]) -> bool:
    media_type = str(link.get("type") or "")
    return link.get("rel") == "enclosure" and bool(media_type) and not media_type.startswith(_OTHER_MEDIA)
