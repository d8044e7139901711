"""Cache of the compressed responses of one edition."""

import gzip
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

MAX_CACHE_BYTES = 48 << 20
"""Most bytes of the responses of one edition."""
MAX_PACKED_BYTES = 512 << 10
"""Most compressed bytes of a cached response; larger ones are downloads, rarely requested twice."""
GZIP_LEVEL = 6
"""Of gzip: higher ones take three times as long for 1 % less."""
MAX_UNPACKED_RATIO = 8
"""Most uncompressed bytes, as a multiple of MAX_PACKED_BYTES: no page compresses to less than an eighth."""
MAX_ADDRESS_CHARS = 2000
"""Most characters of an address whose response is cached."""
ENTRY_OVERHEAD_BYTES = 1000
"""Bytes of a cached response besides body, headers and address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CachedResponse:
    """The body of a response, compressed with gzip, and its headers."""

    packed: bytes
    headers: Mapping[str, str]

    def decompress_body(self) -> bytes:
        """Return the body for a browser that does not accept gzip."""
        return gzip.decompress(self.packed)


def compress_response(content: bytes, headers: Mapping[str, str]) -> CachedResponse:
    """Return a compressed response for the cache."""
    return CachedResponse(packed=gzip.compress(content, GZIP_LEVEL, mtime=0), headers=headers)


def is_cacheable(address: str, length: int, headers: Mapping[str, str]) -> bool:
    """Return whether a response may be cached: it is small, and neither a download nor an image."""
    if len(address) > MAX_ADDRESS_CHARS or length > MAX_UNPACKED_RATIO * MAX_PACKED_BYTES:
        return False
    return "Content-Disposition" not in headers and not headers.get("Content-Type", "").startswith("image/")


class ResponseCache:
    """Responses by ETag and address; the least recently used are removed first."""

    def __init__(self, max_bytes: int = MAX_CACHE_BYTES) -> None:
        self._max_bytes = max_bytes
        self._used_bytes = 0
        self._responses: OrderedDict[tuple[str, ...], CachedResponse] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[str, ...]) -> CachedResponse | None:
        """Return the cached response, or None."""
        with self._lock:
            response = self._responses.get(key)
            if response:
                self._responses.move_to_end(key)
            return response

    def put(self, key: tuple[str, ...], response: CachedResponse) -> None:
        """Store a response, unless it or its address is too large."""
        size = _measure_size(key, response)
        if size > min(MAX_PACKED_BYTES, self._max_bytes) or any(len(part) > MAX_ADDRESS_CHARS for part in key):
            return
        with self._lock:
            if key in self._responses:
                return
            self._responses[key] = response
            self._used_bytes += size
            while self._used_bytes > self._max_bytes:
                self._used_bytes -= _measure_size(*self._responses.popitem(last=False))


def _measure_size(key: tuple[str, ...], response: CachedResponse) -> int:
    """Return the bytes of a cached response with its address and headers."""
    words = sum(map(len, key)) + sum(len(name) + len(value) for name, value in response.headers.items())
    return len(response.packed) + words + ENTRY_OVERHEAD_BYTES
