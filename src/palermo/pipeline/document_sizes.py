"""Sizes of known documents in one file, so that thousands of cached files need not be opened."""

from collections.abc import Iterable

from palermo.edition import Library
from palermo.edition.files import save_json_cache
from palermo.pipeline.cache import Cache, CachedRow, DocumentSize, load_cached_rows
from palermo.pipeline.document_processing import Outcome, Task


class DocumentSizeIndex:
    """Sizes by the key of the extraction, as of the last build.

    The size is read again if the cached files are missing or have another length.
    """

    def __init__(self, library: Library) -> None:
        self._cache = Cache(library.store)
        self._path = library.cache / "sizes.json"
        self._cached_rows = load_cached_rows(self._path, 5)
        self._readings, self._extractions = self._cache.list_sizes()

    def load(self, task: Task) -> DocumentSize | None:
        """Return the size of a known document; None if it has to be read or extracted."""
        stored = [self._readings.get(task.reading), self._extractions.get(task.extraction)]
        if None in stored:
            return None
        known = self._cached_rows.get(task.extraction)
        if known and known[3:] == stored:
            pages, passages, statements = (None if mark is None else int(mark) for mark in known[:3])
            return DocumentSize(pages=pages, passages=passages or 0, statements=statements or 0)
        return self._cache.load_size(task.reading, task.extraction)

    def save(self, tasks: Iterable[Task], outcomes: Iterable[Outcome]) -> None:
        """Save the sizes of this build and drop the rest; raises OSError."""
        readings, extractions = self._cache.list_sizes()
        known = {task.extraction: task.reading for task in tasks}
        rows: dict[str, CachedRow] = {}
        for outcome in outcomes:
            if outcome.size:
                size, stored = outcome.size, [readings.get(known[outcome.key]), extractions.get(outcome.key)]
                rows[outcome.key] = [size.pages, size.passages, size.statements, *stored]
        if rows != self._cached_rows:
            save_json_cache(self._path, rows)
