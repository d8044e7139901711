"""One document fetched by its address, for people who propose it in the portal."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from palermo.edition import Library
from palermo.reading.file_types import SIGNATURE_BYTES, detect_suffix
from palermo.sources import Bounds, Downloads, Fetcher, Urllib3Client
from palermo.sources.web import normalise_address

FETCH_SECONDS = 40.0
"""Time for the whole response: somebody waits for it in a browser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedFile:
    """A fetched file in the store of downloads."""

    path: Path
    suffix: str
    """Ending of its name, from the address, else from its first bytes."""


def fetch_document(library: Library, address: str, *, max_bytes: int, suffixes: tuple[str, ...]) -> FetchedFile:
    """Fetch a document from a public network, as its robots.txt allows; raises NotFetched, and OSError.

    suffixes: endings of names that are believed. Hosts of inner networks are refused, whatever name they have.
    """
    downloads = Downloads(library.downloads)
    bounds = Bounds(
        max_document_bytes=max_bytes,
        max_attempts=1,
        response_timeout_s=FETCH_SECONDS,
        max_retry_wait_s=2.0,
        max_redirects=5,
    )
    record = Fetcher(Urllib3Client(), downloads, bounds).fetch(normalise_address(address), None, max_bytes)
    path = downloads.get_path(record.sha256)
    return FetchedFile(path=path, suffix=_find_suffix(record.final, path, suffixes))


def _find_suffix(address: str, path: Path, suffixes: tuple[str, ...]) -> str:
    named = PurePosixPath(urlsplit(address).path).suffix.lower()
    if named in suffixes:
        return named
    with path.open("rb") as file:
        return detect_suffix(file.read(SIGNATURE_BYTES)) or ".html"
