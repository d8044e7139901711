"""Files to documents: the hash of each file's bytes, kept with what tells cheaply that a file has not changed."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from palermo.edition.files import memorised
from palermo.errors import NotFetched, TooLarge, Unreadable
from palermo.pipeline.remembering import Marks, recalled
from palermo.pipeline.stages import Recipe, extraction_key, reading_key
from palermo.pipeline.work import Outcome, Task, failure_of
from palermo.reading.process import MEGABYTE
from palermo.sources import Found, Gathered, Unlisted
from palermo.statements import document_id

RACY = 2_000_000_000
"""Nanoseconds: a file changed so shortly before it was hashed may change again without a new time of change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """All documents of the sources, each once."""

    tasks: tuple[Task, ...]
    also: dict[str, tuple[str, ...]]
    """Further sources of the same bytes, by document id."""
    failed: tuple[Outcome, ...]
    """Files and folders whose bytes could not be had."""


class FileIndex:
    """Remembers the document id of each file by its path, size, times and inode, so that bytes are read once."""

    def __init__(self, path: Path, changed: Callable[[], None] = lambda: None) -> None:
        """`changed` is called for each file that is not known to be unchanged, before its bytes are hashed."""
        self._path, self._changed = path, changed
        self._before = recalled(path, 5)
        self._now: dict[str, Marks] = {}

    def document(self, found: Found) -> str:
        """Id of a file's document; raises OSError where its bytes cannot be read."""
        marks = [found.size, found.modified, found.changed, found.inode]
        known = self._before.get(str(found.path))
        if known and known[:-1] == marks:
            self._now[str(found.path)] = known
            return str(known[-1])
        self._changed()
        document = document_id(found.path.read_bytes())
        if time.time_ns() - max(found.modified, found.changed) > RACY:
            self._now[str(found.path)] = [*marks, document]
        return document

    def save(self) -> None:
        """Keep what was seen in this run and drop the rest; raises OSError."""
        memorised(self._path, self._now)


def listing(gathered: Gathered, index: FileIndex, recipe: Recipe, seen: Callable[[], None]) -> Listing:
    """Hash every file that is not known to be unchanged; `seen` is called once for each."""
    first: dict[str, Task] = {}
    also: dict[str, list[str]] = {}
    failed = [_unlisted(item) for item in gathered.unlisted]
    for found in gathered.found:
        seen()
        try:
            task = _task(found, index, recipe)
        except (TooLarge, Unreadable) as error:
            failed.append(Outcome(document="", source=found.source, status="quarantined", failure=failure_of(error)))
            continue
        if first.setdefault(task.document, task) is not task:
            also.setdefault(task.document, []).append(task.source)
    index.save()
    return Listing(
        tasks=tuple(first.values()),
        also={document: tuple(sources) for document, sources in also.items()},
        failed=tuple(failed),
    )


def batches(tasks: Iterable[Task], most: int, most_bytes: int) -> list[tuple[Task, ...]]:
    """Group tasks in their order: at most so many, and no more bytes unless one document alone has them."""
    groups: list[tuple[Task, ...]] = []
    group: list[Task] = []
    for task in tasks:
        if group and (len(group) >= most or sum(t.size for t in group) + task.size > most_bytes):
            groups.append(tuple(group))
            group = []
        group.append(task)
    return [*groups, tuple(group)] if group else groups


def _task(found: Found, index: FileIndex, recipe: Recipe) -> Task:
    if found.size > recipe.limits.size:
        limit = recipe.limits.size // MEGABYTE
        raise TooLarge(found.source, f"it is larger than {limit} MB", "Split it into smaller files")
    try:
        document = index.document(found)
    except OSError as error:
        reason = f"the file cannot be read ({error.strerror or error})"
        raise Unreadable(found.source, reason, "Check its rights") from error
    reading = reading_key(document, found.source, recipe.reading)
    return Task(
        path=found.path,
        source=found.source,
        document=document,
        size=found.size,
        reading=reading,
        extraction=extraction_key(reading, recipe.extraction),
    )


def _unlisted(item: Unlisted) -> Outcome:
    error = (NotFetched if item.fetched else Unreadable)(item.source, item.reason, item.mend)
    return Outcome(document="", source=item.source, status="quarantined", failure=failure_of(error))
