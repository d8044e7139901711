"""Kinds of sources, and the guess of a kind from a location."""

import re
from pathlib import Path

from palermo.sources.archive import ARCHIVE_SUFFIXES as ARCHIVES

ORIGIN_KINDS = (
    "folder",
    "archive",
    "address",
    "addresses",
    "sitemap",
    "feed",
    "ris",
    "bibtex",
    "csl",
    "zotero",
    "oai",
    "ocds",
)
"""The kinds as written in a source's row."""

_KIND_PATTERNS = (
    ("archive", re.compile(rf"({'|'.join(map(re.escape, ARCHIVES))})$")),
    ("ris", re.compile(r"\.ris$")),
    ("csl", re.compile(r"\.csl(\.json)?$|csl\.json$")),
    ("ocds", re.compile(r"ocds[^/]*\.jsonl?$")),
    ("oai", re.compile(r"/oai(-?pmh)?([/?]|$)|[?&]verb=")),
    ("bibtex", re.compile(r"\.bib(tex)?$")),
    ("sitemap", re.compile(r"sitemap[^/]*(\.xml|\.txt)(\.gz)?$|/wp-sitemap[^/]*$")),
    ("feed", re.compile(r"\.(rss|atom|rdf)$|(^|[/._-])(rss|atom|feeds?)([/._-][^/]*)?/?$")),
)

_CONTENT_MARKS = (
    ("zotero", (b"http://www.zotero.org/namespaces/export#",)),
    ("ocds", (b'"ocid"', b'"releases"')),
    ("csl", (b'"date-parts"', b'"citation-key"', b'"container-title"', b'"publisher"')),
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
    if not web and bare.endswith((".rdf", ".json", ".jsonl")):
        return _detect_kind(location) or named
    if named:
        return named
    if web:
        return "address"
    return "addresses" if bare.endswith((".txt", ".list", ".urls")) else None


def _detect_kind(location: str) -> str | None:
    """Return the kind of a local RDF or JSON file by its first bytes; None if they do not show it."""
    try:
        with Path(location).expanduser().open("rb") as file:
            head = file.read(8192)
    except OSError:
        return None
    kinds = (kind for kind, marks in _CONTENT_MARKS if any(mark in head for mark in marks))
    return next(kinds, None)
