"""One document's way from its file to passages and statements in the cache; what fails comes back as a value."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from palermo.edition import Compiled, statements_table
from palermo.edition.stores import Store
from palermo.errors import DocumentFailed
from palermo.pipeline.cache import Cache, Size
from palermo.pipeline.merging import document_of
from palermo.pipeline.stages import Recipe, file_name
from palermo.reading import Reading, ahead
from palermo.reading.sandbox import Limits, Sandbox
from palermo.statements import Extraction

type Status = Literal["read", "extracted", "cached", "quarantined"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A document to be read, and the keys under which its reading and extraction are kept."""

    path: Path
    source: str
    document: str
    size: int
    """Bytes."""
    reading: str
    extraction: str

    @property
    def name(self) -> str:
        """The file's name, from which a reader may take a title, and nothing else."""
        return file_name(self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a document could not be read."""

    error: str
    """Name of the error in palermo.errors."""
    reason: str
    mend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one document in a build."""

    document: str
    """Id; empty where the bytes could not be had."""
    source: str
    status: Status
    seconds: float = 0.0
    size: Size | None = None
    failure: Failure | None = None
    key: str = ""
    """Key of its extraction."""
    withheld: int = 0
    """Names and contact data of private persons that were found in it, and are in no statement."""


_sandboxes: dict[tuple[int, str, Limits], Sandbox] = {}
"""This process's readers: one for each thread, with the reader and the limits asked for."""


def start_reader(recipe: Recipe) -> None:
    """Start a reader for the first thread that reads: it makes itself ready while the build looks at its files."""
    ahead.start(recipe.read, recipe.extract, recipe.limits)


def work(batch: Sequence[Task], recipe: Recipe, store: Store) -> list[Outcome]:
    """Read and extract documents one after the other.

    Raises RunStopped where no reader starts, or the cache cannot be written.
    """
    return [_one(task, recipe, Cache(store)) for task in batch]


def close_sandboxes() -> None:
    """End the readers of this process, those too with which other threads are reading."""
    ahead.end()
    while _sandboxes:
        _sandboxes.popitem()[1].end()


def failure_of(error: DocumentFailed) -> Failure:
    """Name, reason and mend of an error."""
    return Failure(error=type(error).__name__, reason=error.reason, mend=error.mend)


def _one(task: Task, recipe: Recipe, cache: Cache) -> Outcome:
    began = time.monotonic()
    kept = cache.reading(task.reading)
    try:
        reading = kept or _read(task, recipe)
        extraction = _extracted(task, reading, recipe)
    except DocumentFailed as error:
        return Outcome(
            document=task.document,
            source=task.source,
            status="quarantined",
            seconds=time.monotonic() - began,
            failure=failure_of(error),
            key=task.extraction,
        )
    if kept is None:
        cache.keep_reading(task.reading, reading)
    cache.keep_extraction(task.extraction, extraction)
    return Outcome(
        document=task.document,
        source=task.source,
        status="extracted" if kept else "read",
        seconds=time.monotonic() - began,
        size=Size(pages=reading.pages, passages=len(reading.passages), statements=len(extraction.statements)),
        key=task.extraction,
        withheld=len(extraction.private_spans),
    )


def _read(task: Task, recipe: Recipe) -> Reading:
    reading = _sandbox(recipe).read(task.path, task.name)
    if reading.document != task.document:
        raise DocumentFailed(task.source, "the file changed while it was read", "Build again")
    return reading


def _extracted(task: Task, reading: Reading, recipe: Recipe) -> Extraction:
    """Extract, and refuse what no edition would hold: the quotes and ids of one document cannot stop the others."""
    extraction = _sandbox(recipe).extract(recipe.extract, reading, task.path, task.name)
    statements = extraction.statements
    try:
        Compiled(document=document_of(reading, task.source, None), passages=reading.passages, statements=statements)
        statements_table(statements)
    except Exception as error:
        reason = f"its statements cannot be extracted ({type(error).__name__}: {error})"
        raise DocumentFailed(task.source, reason, "Report it with the file; this is a fault of Palermo") from error
    return extraction


def _sandbox(recipe: Recipe) -> Sandbox:
    """This thread's own."""
    mine = (threading.get_ident(), recipe.read, recipe.limits)
    if mine not in _sandboxes:
        started = ahead.take(recipe.read, recipe.limits)
        _sandboxes[mine] = started or Sandbox(recipe.read, recipe.limits)
    return _sandboxes[mine]
