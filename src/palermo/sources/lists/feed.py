"""An Atom or RSS feed: the files that its items enclose, else the pages that they link to."""

import io
from collections.abc import Iterator, Mapping
from typing import Any

import feedparser

from palermo.sources.lists.entries import Entry, Listed, language_of

_DOCUMENTS = ("application/pdf", "application/msword", "application/vnd.", "application/rtf", "text/")
"""Media types of enclosures that are documents, and no sound or pictures."""


def parse(content: bytes, what: str, base: str) -> Listed:
    """Read a feed; `base` is its address. One that is damaged gives what can be read of it, and a fault."""
    headers = {"content-location": base, "content-type": "application/xml"}
    feed: Any = feedparser.parse(io.BytesIO(content), response_headers=headers, sanitize_html=False)
    entries = tuple(
        entry for number, item in enumerate(feed.entries, 1) for entry in _entries(item, number, what, feed)
    )
    if not feed.get("version") and not entries:
        return Listed(entries=(), faults=(f"{what}: it is no feed. Give the address of an Atom or RSS feed.",))
    faults = _damage(feed, what) if feed.bozo else ()
    return Listed(entries=entries, faults=faults)


def _entries(item: Any, number: int, what: str, feed: Any) -> Iterator[Entry]:
    links: list[Mapping[str, str]] = item.get("links", [])
    enclosed: list[str] = [
        link["href"]
        for link in links
        if link.get("rel") == "enclosure" and link.get("href") and str(link.get("type", "")).startswith(_DOCUMENTS)
    ]
    page = item.get("link") or next((link["href"] for link in links if link.get("href")), None)
    for address in enclosed or ([str(page)] if page else []):
        if address:
            yield Entry(
                place=f"{what}, item {number}",
                address=address,
                title=" ".join(str(item.get("title", "")).split()) or None,
                date=_date(item),
                publisher=item.get("publisher") or item.get("author") or feed.feed.get("publisher"),
                language=language_of(str(feed.feed.get("language", ""))),
                changed=dict.get(item, "updated"),  # item.get would give the date of publication instead
            )


def _date(item: Any) -> str | None:
    dates = (item[key] for key in ("published_parsed", "updated_parsed") if key in item)
    when = next((date for date in dates if date), None)
    return f"{when.tm_year:04}-{when.tm_mon:02}-{when.tm_mday:02}" if when else None


def _damage(feed: Any, what: str) -> tuple[str, ...]:
    error = feed.get("bozo_exception")
    if isinstance(error, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType):
        return ()
    words = error.getMessage() if hasattr(error, "getMessage") else str(error)
    place = f"{what}, after item {len(feed.entries)}"
    return (f"{place}: it is not well-formed XML ({words}). What can be read of it is taken.",)
