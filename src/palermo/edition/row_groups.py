"""Row groups: reads single statements of a bucket's Parquet file by the row groups that contain them."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

MAX_CACHED_BYTES = 96 << 20
"""Maximum bytes of row groups in the cache of a process: some 100,000 statements of short sentences."""
_POSITION_COLUMNS = ("document", "position")


@dataclass(frozen=True, slots=True)
class _FileVersion:
    """A bucket's file with its time of modification and size, as a cache key."""

    path: Path
    modified: int
    size: int


class RowGroupCache:
    """LRU cache of row groups; it is safe to use from several threads."""

    def __init__(self, max_bytes: int = MAX_CACHED_BYTES) -> None:
        self.max_bytes = max_bytes
        self.cached_bytes = 0
        self._groups: OrderedDict[tuple[_FileVersion, int], pa.Table] = OrderedDict()
        self._lock = Lock()

    def set_max_bytes(self, max_bytes: int) -> None:
        """Keep at most so many bytes from now on."""
        with self._lock:
            self.max_bytes = max_bytes
            self._evict_oldest()

    def read(self, file: _FileVersion, number: int) -> pa.Table:
        """Return a group of a file's rows, from the cache if it is there."""
        key = (file, number)
        with self._lock:
            cached = self._groups.get(key)
            if cached is not None:
                self._groups.move_to_end(key)
                return cached
        rows = _read_row_groups(file, [number])
        with self._lock:
            if key not in self._groups and rows.nbytes <= self.max_bytes:
                self._groups[key] = rows
                self.cached_bytes += rows.nbytes
            self._evict_oldest()
        return rows

    def _evict_oldest(self) -> None:
        while self.cached_bytes > self.max_bytes:
            self.cached_bytes -= self._groups.popitem(last=False)[1].nbytes


ROW_GROUPS = RowGroupCache()
"""The cache of the process."""


def limit_cached_rows(max_bytes: int) -> None:
    """Cache at most so many bytes of row groups in this process; a command needs less than a server of pages."""
    ROW_GROUPS.set_max_bytes(max_bytes)


def read_statement_positions(
    path: Path, document: str, positions: Sequence[int], cache: RowGroupCache = ROW_GROUPS
) -> pa.Table:
    """Return the rows of a document's statements at these positions in its reading order, from a bucket's file.

    Uses one thread, so that several such reads may run at once. Footers and row groups are cached: the statements of a
    page are scattered over many documents, and the same documents are on many pages.
    """
    stat = path.stat()
    file = _FileVersion(path, stat.st_mtime_ns, stat.st_size)
    groups = [
        number for number, group in enumerate(_read_footer(file).groups) if group.may_contain(document, positions)
    ]
    if len(groups) > 1:
        row_groups = ((number, _read_row_groups(file, [number], _POSITION_COLUMNS)) for number in groups)
        groups = [number for number, rows in row_groups if _select_positions(rows, document, positions).num_rows]
    parts = [_select_positions(cache.read(file, number), document, positions) for number in groups]
    return pa.concat_tables(parts) if parts else _read_row_groups(file, [])


def _select_positions(rows: pa.Table, document: str, positions: Sequence[int]) -> pa.Table:
    wanted_positions = pa.array(positions, pa.int32())
    return rows.filter(pc.and_(pc.equal(rows["document"], document), pc.is_in(rows["position"], wanted_positions)))


def _read_row_groups(file: _FileVersion, groups: Sequence[int], columns: Sequence[str] | None = None) -> pa.Table:
    with pq.ParquetFile(file.path, metadata=_read_footer(file).metadata, memory_map=True, pre_buffer=False) as opened:
        return opened.read_row_groups(groups, columns=columns, use_threads=False)


@dataclass(frozen=True, slots=True)
class _RowGroup:
    """Lowest and highest document and position among the rows of a row group."""

    document_range: tuple[str, str]
    position_range: tuple[int, int]

    def may_contain(self, document: str, positions: Sequence[int]) -> bool:
        """Return True if a statement at one of these positions of a document may be in the group."""
        first, last = self.document_range
        low, high = self.position_range
        return first <= document <= last and (first != last or any(low <= position <= high for position in positions))


@dataclass(frozen=True, slots=True)
class _ParquetFooter:
    """Footer of a bucket's file of statements."""

    metadata: pq.FileMetaData
    groups: tuple[_RowGroup, ...]


@lru_cache(maxsize=256)
def _read_footer(file: _FileVersion) -> _ParquetFooter:
    """Read the footer of a file; the cache has room for all 256 buckets."""
    metadata = pq.read_metadata(file.path)
    leaves = [metadata.schema.column(leaf).path for leaf in range(len(metadata.schema))]
    places = [leaves.index(name) for name in _POSITION_COLUMNS]
    groups = []
    for number in range(metadata.num_row_groups):
        document_range, position_range = (metadata.row_group(number).column(place).statistics for place in places)
        groups.append(_RowGroup((document_range.min, document_range.max), (position_range.min, position_range.max)))
    return _ParquetFooter(metadata, tuple(groups))
