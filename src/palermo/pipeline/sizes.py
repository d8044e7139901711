"""How much each known document holds, in one file: ten thousand files are not opened for one that changed."""

from collections.abc import Iterable

from palermo.edition import Library
from palermo.edition.files import memorised
from palermo.pipeline.cache import Cache, Size
from palermo.pipeline.remembering import Marks, recalled
from palermo.pipeline.work import Outcome, Task


class Sizes:
    """Sizes by the key of the extraction, as the last build saw them.

    A document whose cached files are gone, or have not the bytes that they had, is looked at again.
    """

    def __init__(self, library: Library) -> None:
        self._cache = Cache(library.store)
        self._path = library.cache / "sizes.json"
        self._before = recalled(self._path, 5)
        self._readings, self._extractions = self._cache.kept()

    def of(self, task: Task) -> Size | None:
        """Size of a document that is known; None where it has to be read or extracted."""
        stored = [self._readings.get(task.reading), self._extractions.get(task.extraction)]
        if None in stored:
            return None
        known = self._before.get(task.extraction)
        if known and known[3:] == stored:
            pages, passages, statements = (None if mark is None else int(mark) for mark in known[:3])
            return Size(pages=pages, passages=passages or 0, statements=statements or 0)
        return self._cache.size(task.reading, task.extraction)

    def keep(self, tasks: Iterable[Task], ended: Iterable[Outcome]) -> None:
        """Keep the sizes of this build and drop the rest; raises OSError."""
        readings, extractions = self._cache.kept()
        known = {task.extraction: task.reading for task in tasks}
        rows: dict[str, Marks] = {}
        for one in ended:
            if one.size:
                size, stored = one.size, [readings.get(known[one.key]), extractions.get(one.key)]
                rows[one.key] = [size.pages, size.passages, size.statements, *stored]
        if rows != self._before:
            memorised(self._path, rows)
