"""Cache of the bitmaps of rows that contain a word.

Matching a query then needs a few bit operations.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Final

from palermo.search.bitmaps import Bitmap, RowNumbers, build_bitmap

MAX_CACHED_BITMAPS: Final = 1000
"""Number of cached bitmaps; the least recently used ones are evicted."""

type RowReader = Callable[[], Iterable[RowNumbers]]
"""Returns the rows of a word, in chunks."""


class BitmapCache:
    """LRU cache of the bitmaps of frequently queried words; thread-safe."""

    def __init__(self, row_count: int) -> None:
        """Create a cache for bitmaps of `row_count` rows."""
        self._count = row_count
        self._bits: OrderedDict[str, Bitmap] = OrderedDict()
        self._lock = Lock()

    def get_bitmap(self, name: str, read: RowReader) -> Bitmap:
        """Return the bitmap of the rows of `name`, which `read` returns if it is not cached."""
        with self._lock:
            if (known := self._bits.get(name)) is not None:
                self._bits.move_to_end(name)
                return known
        bitmap = build_bitmap(self._count, read())
        with self._lock:
            self._bits[name] = bitmap
            if len(self._bits) > MAX_CACHED_BITMAPS:
                self._bits.popitem(last=False)
        return bitmap
