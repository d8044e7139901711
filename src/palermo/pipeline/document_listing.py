"""Files to documents: the hash of each file's bytes, kept with what tells cheaply that a file has not changed."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from palermo.edition.files import save_json_cache
from palermo.errors import NotFetched, TooLarge, Unreadable
from palermo.pipeline.cached_rows import CachedRow, load_cached_rows
from palermo.pipeline.document_processing import Outcome, Task, build_failure
from palermo.pipeline.stages import StageSpec, compute_extraction_key, compute_reading_key
from palermo.sandbox.process import MEGABYTE
from palermo.sources import ListingFailure, SourceFile, SourceListing
from palermo.statements import compute_document_id

RACY_NS = 2_000_000_000
"""Nanoseconds: a file changed so shortly before it was hashed may change again without a new time of change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentListing:
    """All documents of the sources, each once."""

    tasks: tuple[Task, ...]
    duplicates: dict[str, tuple[str, ...]]
    """Further sources of the same bytes, by document id."""
    failed: tuple[Outcome, ...]
    """Files and folders whose bytes could not be had."""


class FileIndex:
    """Remembers the document id of each file by its path, size, times and inode, so that bytes are read once."""

    def __init__(self, path: Path, on_changed: Callable[[], None] = lambda: None) -> None:
        """`changed` is called for each file that is not known to be unchanged, before its bytes are hashed."""
        self._path, self._changed = path, on_changed
        self._before = load_cached_rows(path, 5)
        self._now: dict[str, CachedRow] = {}

    def get_document_id(self, file: SourceFile) -> str:
        """Id of a file's document; raises OSError where its bytes cannot be read."""
        marks = [file.size, file.modified, file.changed, file.inode]
        known = self._before.get(str(file.path))
        if known and known[:-1] == marks:
            self._now[str(file.path)] = known
            return str(known[-1])
        self._changed()
        document = compute_document_id(file.path.read_bytes())
        if time.time_ns() - max(file.modified, file.changed) > RACY_NS:
            self._now[str(file.path)] = [*marks, document]
        return document

    def save(self) -> None:
        """Keep what was seen in this run and drop the rest; raises OSError."""
        save_json_cache(self._path, self._now)


def list_documents(
    gathered: SourceListing, index: FileIndex, spec: StageSpec, on_file: Callable[[], None]
) -> DocumentListing:
    """Hash every file that is not known to be unchanged; `seen` is called once for each."""
    first: dict[str, Task] = {}
    also: dict[str, list[str]] = {}
    failed = [_build_failed_outcome(item) for item in gathered.unlisted]
    for found in gathered.files:
        on_file()
        try:
            task = _build_task(found, index, spec)
        except (TooLarge, Unreadable) as error:
            failed.append(Outcome(document="", source=found.source, status="quarantined", failure=build_failure(error)))
            continue
        if first.setdefault(task.document, task) is not task:
            also.setdefault(task.document, []).append(task.source)
    index.save()
    return DocumentListing(
        tasks=tuple(first.values()),
        duplicates={document: tuple(sources) for document, sources in also.items()},
        failed=tuple(failed),
    )


def group_batches(tasks: Iterable[Task], max_tasks: int, max_bytes: int) -> list[tuple[Task, ...]]:
    """Group tasks in their order: at most so many, and no more bytes unless one document alone has them."""
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
        limit = spec.limits.size // MEGABYTE
        raise TooLarge(file.source, f"it is larger than {limit} MB", "Split it into smaller files")
    try:
        document = index.get_document_id(file)
    except OSError as error:
        reason = f"the file cannot be read ({error.strerror or error})"
        raise Unreadable(file.source, reason, "Check its rights") from error
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
    error = (NotFetched if item.fetched else Unreadable)(item.source, item.reason, item.fix)
    return Outcome(document="", source=item.source, status="quarantined", failure=build_failure(error))
