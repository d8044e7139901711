"""Files to documents: the hash of each file's bytes, cached with cheap markers of change."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from palermo.edition.files import save_json_cache
from palermo.errors import NotFetched, TooLarge, Unreadable
from palermo.pipeline.cache import CachedRow, load_cached_rows
from palermo.pipeline.document_processing import Outcome, Task, build_failure
from palermo.pipeline.stages import StageSpec, compute_extraction_key, compute_reading_key
from palermo.sandbox.process import MEGABYTE
from palermo.sources import ListingFailure, SourceFile, SourceListing
from palermo.statements import compute_document_id

RACY_NS = 2_000_000_000
"""Nanoseconds before hashing in which a changed file may change again with the same timestamp."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentListing:
    """All documents of the sources, each once."""

    tasks: tuple[Task, ...]
    duplicates: dict[str, tuple[str, ...]]
    """Other sources of the same bytes, by document id."""
    failed: tuple[Outcome, ...]
    """Files and folders that could not be read."""


class FileIndex:
    """Caches the document id of each file by path, size, times and inode, so that its bytes are read once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._cached_rows = load_cached_rows(path, 5)
        self._now: dict[str, CachedRow] = {}

    def get_document_id(self, file: SourceFile) -> str:
        """Return the id of a file's document; raises OSError if its bytes cannot be read."""
        marks = [file.size, file.modified, file.changed, file.inode]
        cached = self._cached_rows.get(str(file.path))
        if cached and cached[:-1] == marks:
            self._now[str(file.path)] = cached
            return str(cached[-1])
        document = compute_document_id(file.path.read_bytes())
        if time.time_ns() - max(file.modified, file.changed) > RACY_NS:
            self._now[str(file.path)] = [*marks, document]
        return document

    def save(self) -> None:
        """Save the files of this run and drop the rest; raises OSError."""
        save_json_cache(self._path, self._now)


def list_documents(
    gathered: SourceListing, index: FileIndex, spec: StageSpec, on_file: Callable[[], None]
) -> DocumentListing:
    """Hash every file that may have changed; `on_file` is called once for each."""
    tasks: dict[str, Task] = {}
    duplicates: dict[str, list[str]] = {}
    failed = [_build_failed_outcome(item) for item in gathered.unlisted]
    for file in gathered.files:
        on_file()
        try:
            task = _build_task(file, index, spec)
        except (TooLarge, Unreadable) as error:
            failed.append(Outcome(document="", source=file.source, status="quarantined", failure=build_failure(error)))
            continue
        if tasks.setdefault(task.document, task) is not task:
            duplicates.setdefault(task.document, []).append(task.source)
    index.save()
    return DocumentListing(
        tasks=tuple(tasks.values()),
        duplicates={document: tuple(sources) for document, sources in duplicates.items()},
        failed=tuple(failed),
    )


def group_batches(tasks: Iterable[Task], max_tasks: int, max_bytes: int) -> list[tuple[Task, ...]]:
    """Group tasks in order, with limits of tasks and bytes; a large document gets its own group."""
    groups: list[tuple[Task, ...]] = []
    group: list[Task] = []
    for task in tasks:
        if group and (len(group) >= max_tasks or sum(t.size for t in group) + task.size > max_bytes):
            groups.append(tuple(group))
            group = []
        group.append(task)
    return [*groups, tuple(group)] if group else groups


def _build_task(file: SourceFile, index: FileIndex, spec: StageSpec) -> Task:
    if file.size > spec.limits.size:
        limit_mb = spec.limits.size // MEGABYTE
        raise TooLarge(file.source, f"it is larger than {limit_mb} MB", "Split it into smaller files")
    try:
        document = index.get_document_id(file)
    except OSError as error:
        reason = f"the file cannot be read ({error.strerror or error})"
        raise Unreadable(file.source, reason, "Check its permissions") from error
    reading = compute_reading_key(document, file.source, spec.reader_version)
    return Task(
        path=file.path,
        source=file.source,
        document=document,
        size=file.size,
        reading=reading,
        extraction=compute_extraction_key(reading, spec.extractor_version),
    )


def _build_failed_outcome(item: ListingFailure) -> Outcome:
    error = (NotFetched if item.fetched else Unreadable)(item.source, item.reason, item.hint)
    return Outcome(document="", source=item.source, status="quarantined", failure=build_failure(error))
