"""How much each document holds, without opening its cached files: the footers of 10,000 take fifteen seconds."""

from pathlib import Path

from palermo.pipeline.cache import Cache, Size
from palermo.pipeline.remembering import Marks, memorised, recalled
from palermo.pipeline.work import Task


class SizeIndex:
    """Remembers the size of a document for as long as its cached files are as long as they were."""

    def __init__(self, path: Path, cache: Cache) -> None:
        self._path = path
        self._cache = cache
        self._before = recalled(path, 5)
        self._now: dict[str, Marks] = {}

    def size(self, task: Task) -> Size | None:
        """Tell how much a document holds; None where it is not in the cache, or damaged there."""
        lengths = self._cache.lengths(task.reading, task.extraction)
        if lengths is None:
            return None
        known = self._before.get(task.extraction)
        if known and known[:2] == [*lengths]:
            self._now[task.extraction] = known
            pages, passages, statements = (None if mark is None else int(mark) for mark in known[2:])
            return Size(pages=pages, passages=passages or 0, statements=statements or 0)
        size = self._cache.size(task.reading, task.extraction)
        if size:
            self.note(task, size)
        return size

    def note(self, task: Task, size: Size) -> None:
        """Remember a document that was read in this build."""
        lengths = self._cache.lengths(task.reading, task.extraction)
        if lengths:
            self._now[task.extraction] = [*lengths, size.pages, size.passages, size.statements]

    def save(self) -> None:
        """Keep what this build saw and drop the rest; raises OSError."""
        memorised(self._path, self._now)
