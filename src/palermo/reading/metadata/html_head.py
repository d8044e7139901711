"""Head of a web page.

Metadata is read from the title, meta elements, OpenGraph, Dublin Core, JSON-LD, and `time` elements of the page.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

from palermo.languages.language_words import LanguageWords
from palermo.reading.metadata.declared_metadata import (
    DeclaredMetadata,
    clean_title,
    parse_declared_date,
)

MAX_JSON_CHARS = 200_000
_SEPARATOR = re.compile(r"\s+[|–—‹›·-]\s+|\s*[|｜»•]\s*|\s+::?\s+|_(?=[^\s_]+$)|-(?=[^\s\-a-zA-Z\d]{2,12}$)")
"""Separators between a page's title and the name of its site."""
_POSTED = LanguageWords("reading").compile_pattern(r"(?<!\w)(?:{titles.posted})\s+(?:\w+\s+)?\d{1,2}\W", re.IGNORECASE)
_DAY_IN_PATH = re.compile(r"/(20\d\d)([/-])(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?=/)")
_CDATA = re.compile(r"^\s*(?://\s*)?<!\[CDATA\[|(?://\s*)?\]\]>\s*$")
_TITLES = ("citation_title", "og:title", "dc.title", "dcterms.title", "twitter:title")
_PUBLISHERS = (
    *("citation_publisher", "dc.publisher", "dcterms.publisher", "og:site_name", "application-name", "copyright"),
)
_AUTHORS = ("author", "dc.creator", "dcterms.creator", "article:author", "citation_author")
_DATES = (
    *("article:published_time", "datepublished", "citation_publication_date", "citation_date", "dc.date.issued"),
    *("dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "pubdate", "publishdate", "date", "og:pubdate"),
)
_SITE_TYPES = {"Organization", "NGO", "GovernmentOrganization", "NewsMediaOrganization", "WebSite"}
"""Types of JSON-LD items that name the site, if nothing else on the page declares it."""
_ARTICLE_TYPES = {
    *("Article", "NewsArticle", "Report", "BlogPosting", "WebPage", "PressRelease", "Legislation", "ScholarlyArticle"),
}


def read_html_head(root: Any) -> DeclaredMetadata:
    """Read the metadata that a page declares; `root` is its element tree."""
    meta = dict(_read_meta(root))
    items = list(_read_linked_data(root))
    linked = [item for item in items if _has_type(item, _ARTICLE_TYPES)]
    site = [*_pick(meta, _PUBLISHERS), *filter(None, (_get_name(item.get("publisher")) for item in linked))]
    site = site or list(filter(None, (_get_name(item) for item in items if _has_type(item, _SITE_TYPES))))
    written = " ".join((root.findtext(".//title") or "").split())
    site = [name for name in site if name != written or not _SEPARATOR.search(name)]  # else it is the page's title
    headlines = (str(item.get("headline") or "") for item in linked)
    titles = [*_pick(meta, _TITLES[:1]), *headlines, *_pick(meta, _TITLES[1:]), written]
    addresses = tuple(filter(None, (meta.get("og:url"), _find_canonical_url(root))))
    dates = [*_pick(meta, _DATES), *(str(item.get("datePublished") or "") for item in linked)]
    dates += [*_find_address_dates(addresses), *_find_times(root)]
    return DeclaredMetadata(
        titles=tuple(filter(None, (clean_title(remove_site_name(value, site)) for value in titles))),
        is_web_page=True,
        date=next(filter(None, map(parse_declared_date, filter(None, dates))), None),
        publishers=tuple(dict.fromkeys(site)),
        authors=tuple(_pick(meta, _AUTHORS)),
        addresses=addresses,
    )


def _pick(meta: Mapping[str, str], names: Iterable[str]) -> list[str]:
    return [meta[name] for name in names if meta.get(name)]


def remove_site_name(title: str, sites: Iterable[str]) -> str:
    """Remove the name of the site from a title.

    >>> remove_site_name("What we do | Harbour Light", ["Harbour Light"])
    'What we do'
    """
    folded = {site.casefold() for site in sites}
    parts = _SEPARATOR.split(title)
    remaining_parts = [part for part in parts if part.strip().casefold() not in folded]
    return title if len(remaining_parts) == len(parts) else " – ".join(remaining_parts)


def _read_meta(root: Any) -> Iterator[tuple[str, str]]:
    for element in reversed(root.findall(".//meta")):  # if a name is repeated, the first element counts
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = " ".join((element.get("content") or "").split())
        if name and content:
            yield name.lower(), content


def _read_linked_data(root: Any) -> Iterator[dict[str, Any]]:
    """Yield the items of JSON-LD."""
    for element in root.xpath("//script[@type='application/ld+json']")[:10]:
        try:
            data = json.loads(_CDATA.sub("", element.text or "")[:MAX_JSON_CHARS])
        except (ValueError, RecursionError):
            continue
        yield from _unpack_items(data)


def _has_type(item: dict[str, Any], types: Set[str]) -> bool:
    kinds = item.get("@type")
    return bool(types & set(map(str, kinds if isinstance(kinds, list) else [kinds])))


def _find_address_dates(addresses: Iterable[str]) -> Iterator[str]:
    """Yield the day in the address of a page: `https://tarn.example/2031/04/05/boats`."""
    for match in filter(None, map(_DAY_IN_PATH.search, addresses)):
        yield f"{match[1]}-{match[3]}-{match[4]}"


def _unpack_items(data: Any) -> Iterator[dict[str, Any]]:
    listed = data.get("@graph", [data]) if isinstance(data, dict) else data
    yield from (item for item in (listed if isinstance(listed, list) else []) if isinstance(item, dict))


def _get_name(value: Any) -> str | None:
    name = value.get("name") if isinstance(value, dict) else value
    return name if isinstance(name, str) and name.strip() else None


def _find_times(root: Any) -> Iterator[str]:
    """Return machine-readable dates of `time` elements.

    Publication dates come first, then the first date of the page, unless its text says when it was posted.
    """
    elements = root.findall(".//time")
    marked = [
        e for e in elements if e.get("pubdate") is not None or "publish" in (e.get("itemprop") or e.get("class") or "")
    ]
    first = [] if _POSTED.search(" ".join(" ".join(root.itertext()).split())) else elements[:1]
    yield from (element.get("datetime") or element.text or "" for element in (*marked, *first))


def _find_canonical_url(root: Any) -> str | None:
    addresses = root.xpath("//link[@rel='canonical']/@href")
    return str(addresses[0]) if addresses else None
