"""What a source can be, and what a place looks like: a folder, an archive, a list, a feed."""

import re
from pathlib import Path

from palermo.sources.archive import ENDINGS as ARCHIVES

KINDS = ("folder", "archive", "address", "addresses", "sitemap", "feed", "ris", "bibtex")
"""As a source's row says it."""

_BY_NAME = (
    ("archive", re.compile(rf"({'|'.join(map(re.escape, ARCHIVES))})$")),
    ("ris", re.compile(r"\.ris$")),
    ("bibtex", re.compile(r"\.bib(tex)?$")),
    ("sitemap", re.compile(r"sitemap[^/]*(\.xml|\.txt)(\.gz)?$|/wp-sitemap[^/]*$")),
    ("feed", re.compile(r"\.(rss|atom|rdf)$|(^|[/._-])(rss|atom|feeds?)([/._-][^/]*)?/?$")),
)


def guessed_kind(place: str) -> str | None:
    """Tell what a place is from what lies there, or from its name; None for a file that no name gives away.

    >>> [guessed_kind(p) for p in ("https://example.org/sitemap.xml", "https://example.org/feed/", "a.tar.gz", "b.bib")]
    ['sitemap', 'feed', 'archive', 'bibtex']
    """
    web = bool(re.match(r"https?://", place, re.IGNORECASE))
    if not web and Path(place).is_dir():
        return "folder"
    bare = re.sub(r"[?#].*$", "", place).lower() if web else place.lower()
    named = next((kind for kind, pattern in _BY_NAME if pattern.search(bare)), None)
    if named:
        return named
    if web:
        return "address"
    return "addresses" if bare.endswith((".txt", ".list", ".urls")) else None
