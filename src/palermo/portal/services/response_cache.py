"""Finished answers of one edition, packed once: who asks for the same page again is answered without making it."""

import gzip
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

MAX_CACHE_BYTES = 48 << 20
"""Bytes that the answers of one edition may take."""
MAX_PACKED_BYTES = 512 << 10
"""Bytes, packed, of an answer that is worth keeping; larger ones are files, which few ask for twice."""
GZIP_LEVEL = 6
"""Of gzip: higher ones take three times as long for 1 % less."""
MAX_UNPACKED_RATIO = 8
"""Times LARGEST that an answer may take before it is packed: no page of ours packs to less than an eighth."""
MAX_ADDRESS_CHARS = 2000
"""Characters of an address whose answer is kept; whoever asks by longer ones asks to fill our memory."""
ENTRY_OVERHEAD_BYTES = 1000
"""Bytes that an answer takes beside its body, its headers and what was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CachedResponse:
    """The body of an answer, packed by gzip, and its headers."""

    packed: bytes
    headers: Mapping[str, str]

    def decompress_body(self) -> bytes:
        """The body for a browser that cannot unpack it."""
        return gzip.decompress(self.packed)


def compress_response(content: bytes, headers: Mapping[str, str]) -> CachedResponse:
    """An answer to keep."""
    return CachedResponse(packed=gzip.compress(content, GZIP_LEVEL, mtime=0), headers=headers)


def is_cacheable(address: str, length: int, headers: Mapping[str, str]) -> bool:
    """Whether an answer of so many bytes may be kept: a page, neither a download nor a picture, which is packed."""
    if len(address) > MAX_ADDRESS_CHARS or length > MAX_UNPACKED_RATIO * MAX_PACKED_BYTES:
        return False
    return "Content-Disposition" not in headers and not headers.get("Content-Type", "").startswith("image/")


class ResponseCache:
    """Answers by what was asked; those that were asked for longest ago make room for new ones."""

    def __init__(self, max_bytes: int = MAX_CACHE_BYTES) -> None:
        self._room = max_bytes
        self._taken = 0
        self._kept: OrderedDict[tuple[str, ...], CachedResponse] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[str, ...]) -> CachedResponse | None:
        """The answer that is kept, or None."""
        with self._lock:
            found = self._kept.get(key)
            if found:
                self._kept.move_to_end(key)
            return found

    def put(self, key: tuple[str, ...], response: CachedResponse) -> None:
        """Keep an answer, unless it or its address is too large."""
        size = _measure_size(key, response)
        if size > min(MAX_PACKED_BYTES, self._room) or any(len(part) > MAX_ADDRESS_CHARS for part in key):
            return
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = response
            self._taken += size
            while self._taken > self._room:
                self._taken -= _measure_size(*self._kept.popitem(last=False))


def _measure_size(key: tuple[str, ...], response: CachedResponse) -> int:
    """Bytes that an answer takes, with what was asked and its headers."""
    words = sum(map(len, key)) + sum(len(name) + len(value) for name, value in response.headers.items())
    return len(response.packed) + words + ENTRY_OVERHEAD_BYTES
