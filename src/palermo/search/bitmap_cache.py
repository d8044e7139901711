"""Which rows hold a word, as one bit for each row: rows that hold enough words of a query are then a few additions."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Final

from palermo.search.bitmaps import Bitmap, RowNumbers, build_bitmap

MAX_CACHED_BITMAPS: Final = 1000
"""Words that are kept: those asked for longest ago make room."""

type RowReader = Callable[[], Iterable[RowNumbers]]
"""Gives the rows of a word, in pieces."""


class BitmapCache:
    """The rows that hold the words which are asked for most; safe to ask from several threads."""

    def __init__(self, row_count: int) -> None:
        """Take the number of rows."""
        self._count = row_count
        self._bits: OrderedDict[str, Bitmap] = OrderedDict()
        self._lock = Lock()

    def get_bitmap(self, name: str, read: RowReader) -> Bitmap:
        """Bits of the rows that hold what a name stands for, which are read where they are not kept."""
        with self._lock:
            if (known := self._bits.get(name)) is not None:
                self._bits.move_to_end(name)
                return known
        found = build_bitmap(self._count, read())
        with self._lock:
            self._bits[name] = found
            if len(self._bits) > MAX_CACHED_BITMAPS:
                self._bits.popitem(last=False)
        return found
