"""How much each known document holds, in one file: ten thousand files are not opened for one that changed."""

import json
from collections.abc import Iterable
from pathlib import Path

from palermo.edition import Library
from palermo.edition.files import replacing
from palermo.pipeline.cache import Cache, Size
from palermo.pipeline.work import Outcome, Task


class Sizes:
    """Sizes by the key of the extraction, as the last build saw them.

    A document whose cached files are gone, or have not the bytes that they had, is looked at again.
    """

    def __init__(self, library: Library) -> None:
        self._cache = Cache(library.store)
        self._path = library.cache / "sizes.json"
        self._before = _loaded(self._path)
        self._readings, self._extractions = self._cache.kept()

    def of(self, task: Task) -> Size | None:
        """Size of a document that is known; None where it has to be read or extracted."""
        stored = [self._readings.get(task.reading), self._extractions.get(task.extraction)]
        if None in stored:
            return None
        pages, passages, statements, *before = self._before.get(task.extraction, [None, 0, 0])
        if before == stored:
            return Size(pages=pages, passages=passages or 0, statements=statements or 0)
        return self._cache.size(task.reading, task.extraction)

    def keep(self, tasks: Iterable[Task], ended: Iterable[Outcome]) -> None:
        """Keep the sizes of this build and drop the rest; raises OSError."""
        readings, extractions = self._cache.kept()
        known = {task.extraction: task.reading for task in tasks}
        rows = {}
        for one in ended:
            if one.size:
                size, stored = one.size, [readings.get(known[one.key]), extractions.get(one.key)]
                rows[one.key] = [size.pages, size.passages, size.statements, *stored]
        if rows != self._before:
            with replacing(self._path) as file:
                file.write(json.dumps(rows, separators=(",", ":")).encode())


def _loaded(path: Path) -> dict[str, list[int | None]]:
    try:
        rows = json.loads(path.read_bytes())
        return {key: row for key, row in rows.items() if len(row) == 5}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
