"""One document's way from its file to passages and statements in the cache; what fails comes back as a value."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from palermo.edition import CompiledDocument, build_statements_table
from palermo.edition.stores import Store
from palermo.errors import DocumentFailed
from palermo.pipeline.cache import Cache, DocumentSize
from palermo.pipeline.document_builder import build_document
from palermo.pipeline.stages import StageSpec, get_file_name
from palermo.reading import ParsedDocument
from palermo.sandbox import prefork
from palermo.sandbox.sandbox import Sandbox, SandboxLimits
from palermo.statements import Extraction

type OutcomeStatus = Literal["read", "extracted", "cached", "quarantined"]


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
        return get_file_name(self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a document could not be read."""

    error: str
    """Name of the error in palermo.errors."""
    reason: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one document in a build."""

    document: str
    """Id; empty where the bytes could not be had."""
    source: str
    status: OutcomeStatus
    seconds: float = 0.0
    size: DocumentSize | None = None
    failure: Failure | None = None
    key: str = ""
    """Key of its extraction."""
    withheld: int = 0
    """Names and contact data of private persons that were found in it, and are in no statement."""


_sandboxes: dict[tuple[int, str, SandboxLimits], Sandbox] = {}
"""This process's readers: one for each thread, with the reader and the limits asked for."""


def start_reader(spec: StageSpec) -> None:
    """Start a reader for the first thread that reads: it makes itself ready while the build looks at its files."""
    prefork.start_sandbox(spec.reader, spec.extractor, spec.limits)


def process_batch(batch: Sequence[Task], spec: StageSpec, store: Store) -> list[Outcome]:
    """Read and extract documents one after the other.

    Raises RunStopped where no reader starts, or the cache cannot be written.
    """
    return [_process_task(task, spec, Cache(store)) for task in batch]


def close_sandboxes() -> None:
    """End the readers of this process, those too with which other threads are reading."""
    prefork.close_idle_sandboxes()
    while _sandboxes:
        _sandboxes.popitem()[1].shut_down()


def build_failure(error: DocumentFailed) -> Failure:
    """Name, reason and mend of an error."""
    return Failure(error=type(error).__name__, reason=error.reason, fix=error.mend)


def _process_task(task: Task, spec: StageSpec, cache: Cache) -> Outcome:
    began = time.monotonic()
    kept = cache.load_reading(task.reading)
    try:
        reading = kept or _read_document(task, spec)
        extraction = _extract_statements(task, reading, spec)
    except DocumentFailed as error:
        return Outcome(
            document=task.document,
            source=task.source,
            status="quarantined",
            seconds=time.monotonic() - began,
            failure=build_failure(error),
            key=task.extraction,
        )
    if kept is None:
        cache.save_reading(task.reading, reading)
    cache.save_extraction(task.extraction, extraction)
    return Outcome(
        document=task.document,
        source=task.source,
        status="extracted" if kept else "read",
        seconds=time.monotonic() - began,
        size=DocumentSize(pages=reading.pages, passages=len(reading.passages), statements=len(extraction.statements)),
        key=task.extraction,
        withheld=len(extraction.private_spans),
    )


def _read_document(task: Task, spec: StageSpec) -> ParsedDocument:
    reading = _get_sandbox(spec).read(task.path, task.name)
    if reading.document != task.document:
        raise DocumentFailed(task.source, "the file changed while it was read", "Build again")
    return reading


def _extract_statements(task: Task, reading: ParsedDocument, spec: StageSpec) -> Extraction:
    """Extract, and refuse what no edition would hold: the quotes and ids of one document cannot stop the others."""
    extraction = _get_sandbox(spec).extract(spec.extractor, reading, task.path, task.name)
    statements = extraction.statements
    try:
        CompiledDocument(
            document=build_document(reading, task.source, None), passages=reading.passages, statements=statements
        )
        build_statements_table(statements)
    except Exception as error:
        reason = f"its statements cannot be extracted ({type(error).__name__}: {error})"
        raise DocumentFailed(task.source, reason, "Report it with the file; this is a fault of Palermo") from error
    return extraction


def _get_sandbox(spec: StageSpec) -> Sandbox:
    """This thread's own."""
    mine = (threading.get_ident(), spec.reader, spec.limits)
    if mine not in _sandboxes:
        started = prefork.take_sandbox(spec.reader, spec.limits)
        _sandboxes[mine] = started or Sandbox(spec.reader, spec.limits)
    return _sandboxes[mine]
