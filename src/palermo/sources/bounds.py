"""Bounds of a source, so that no archive, page or list fills the disk or never ends."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Limits on fetching and unpacking; the first three are those of reading."""

    size: int = 200 * MEGABYTE
    """Bytes of a document."""
    ratio: int = 200
    """Ratio of unpacked to packed bytes of an archive."""
    members: int = 10_000
    """Members of an archive."""
    unpacked: int = 20_000 * MEGABYTE
    """Bytes of all members of an archive."""
    listed: int = 50 * MEGABYTE
    """Bytes of a list, feed, sitemap or bibliography, unpacked: the maximum of the sitemap protocol."""
    sitemaps: int = 200
    """Maximum sitemaps of one sitemap index."""
    seconds: float = 300.0
    """Time for one response, from the request to its last byte."""
    redirects: int = 10
    tries: int = 4
    """Attempts for one address while the site is busy or does not respond."""
    patience: float = 120.0
    """Maximum seconds that a site may ask us to wait before a retry."""
    pause: float = 1.0
    """Seconds between two requests to one host if its robots.txt requests no delay."""
    longest_pause: float = 30.0
    """Maximum seconds of such a delay."""
    hosts: int = 8
    """Hosts that are queried at the same time."""
    lanes: int = 3
    """Addresses of one host that are fetched at the same time; their requests begin `pause` apart."""
    host_failure_seconds: float = 300.0
    """Time that failing addresses of one host may take together; its other addresses are then not tried."""
    collection_seconds: float = 4 * 3600.0
    """Time for all addresses of all sources; what is left is fetched by the next run."""
