"""Fetching from the web: polite, bounded, and without repeating what has not changed."""

from palermo.sources.web.addresses import get_host, normalise_address
from palermo.sources.web.fetcher import Fetcher, FetchRecord
from palermo.sources.web.http_client import Urllib3Client

__all__ = [
    "FetchRecord",
    "Fetcher",
    "Urllib3Client",
    "get_host",
    "normalise_address",
]
