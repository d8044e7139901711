"""Bounds of a source, so that no archive, page or list fills the disk or never ends."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Limits on fetching and unpacking; the first three are those of reading."""

    max_document_bytes: int = 200 * MEGABYTE
    max_unpacked_ratio: int = 200
    """Ratio of unpacked to packed bytes of an archive."""
    max_members: int = 10_000
    max_unpacked_bytes: int = 20_000 * MEGABYTE
    max_list_bytes: int = 50 * MEGABYTE
    """Bytes of a list, feed, sitemap or bibliography, unpacked: the maximum of the sitemap protocol."""
    max_sitemaps: int = 200
    response_timeout_s: float = 300.0
    """Time for one response, from the request to its last byte."""
    max_redirects: int = 10
    max_attempts: int = 4
    """Attempts for one address while the site is busy or does not respond."""
    max_retry_wait_s: float = 120.0
    """Longest wait before a retry that a site may ask for."""
    request_interval_s: float = 1.0
    """Time between two requests to one host if its robots.txt requests no delay."""
    max_request_interval_s: float = 30.0
    """Longest delay of a robots.txt that is respected."""
    max_parallel_hosts: int = 8
    """Hosts that are queried at the same time."""
    max_parallel_requests_per_host: int = 3
    """Addresses of one host that are fetched at the same time; their requests begin `request_interval_s` apart."""
    max_host_failure_s: float = 300.0
    """Time that failing addresses of one host may take together; its other addresses are then not tried."""
    collection_timeout_s: float = 4 * 3600.0
    """Time for all addresses of all sources; what is left is fetched by the next run."""
