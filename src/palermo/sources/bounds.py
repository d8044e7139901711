"""How much a source may be, so that no archive, page or list fills the disk or never ends."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Limits on what is fetched and unpacked; the first three are those of reading."""

    size: int = 200 * MEGABYTE
    """Bytes of a document."""
    ratio: int = 200
    """Unpacked to packed bytes of an archive."""
    members: int = 10_000
    """Members of an archive."""
    unpacked: int = 20_000 * MEGABYTE
    """Bytes of all members of an archive."""
    listed: int = 50 * MEGABYTE
    """Bytes of a list, feed, sitemap or bibliography, unpacked: what the sitemap protocol allows."""
    sitemaps: int = 200
    """Sitemaps that one sitemap index may lead to."""
    seconds: float = 300.0
    """Time for one answer, from the question to its last byte."""
    redirects: int = 10
    tries: int = 4
    """Of one address, while the site says that it is busy or does not answer."""
    patience: float = 120.0
    """Seconds that a site may ask us to wait before we try again."""
    pause: float = 1.0
    """Seconds between two questions to one host, where its robots.txt asks for none."""
    longest_pause: float = 30.0
    """Seconds of such a pause at most."""
    hosts: int = 8
    """Hosts that are asked at the same time."""
