"""Kinds of sources, and the guess of a kind from a location."""

import re
from pathlib import Path

from palermo.sources.archive import ARCHIVE_SUFFIXES as ARCHIVES

ORIGIN_KINDS = ("folder", "archive", "address", "addresses", "sitemap", "feed", "ris", "bibtex", "csl", "oai")
"""The kinds as written in a source's row."""

_KIND_PATTERNS = (
    ("archive", re.compile(rf"({'|'.join(map(re.escape, ARCHIVES))})$")),
    ("ris", re.compile(r"\.ris$")),
    ("csl", re.compile(r"\.csl(\.json)?$|csl\.json$")),
    ("oai", re.compile(r"/oai(-?pmh)?([/?]|$)|[?&]verb=")),
    ("bibtex", re.compile(r"\.bib(tex)?$")),
    ("sitemap", re.compile(r"sitemap[^/]*(\.xml|\.txt)(\.gz)?$|/wp-sitemap[^/]*$")),
    ("feed", re.compile(r"\.(rss|atom|rdf)$|(^|[/._-])(rss|atom|feeds?)([/._-][^/]*)?/?$")),
)


def guess_kind(location: str) -> str | None:
    """Return the kind of a location from the file there, or from its name; None if unclear.

    >>> [guess_kind(p) for p in ("https://example.org/sitemap.xml", "https://example.org/feed/", "a.tar.gz", "b.bib")]
    ['sitemap', 'feed', 'archive', 'bibtex']
    """
    web = bool(re.match(r"https?://", location, re.IGNORECASE))
    if not web and Path(location).is_dir():
        return "folder"
    bare = re.sub(r"[?#].*$", "", location).lower() if web else location.lower()
    named = next((kind for kind, pattern in _KIND_PATTERNS if pattern.search(bare)), None)
    if named:
        return named
    if web:
        return "address"
    return "addresses" if bare.endswith((".txt", ".list", ".urls")) else None
