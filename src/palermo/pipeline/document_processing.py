"""Processing of one document, from its file to cached passages and statements; failures are values.

Its metadata come from the reading and its catalogue row, which takes precedence over print.
"""

import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from palermo.edition import CompiledDocument, build_statements_table
from palermo.edition.stores import Store
from palermo.errors import DocumentFailed
from palermo.extraction.rows import SURVEY_FORM_MARK
from palermo.linking import WorkPlacement
from palermo.pipeline.cache import Cache, DocumentSize
from palermo.pipeline.stages import Stages, StageSpec, get_file_name
from palermo.reading import TABLE_MEDIA_TYPES, ParsedDocument
from palermo.sandbox.sandbox import Sandbox
from palermo.sources import CatalogueRow
from palermo.statements import Document, Extraction, Nature, compute_work_id, hash_json


def build_document(reading: ParsedDocument, source: str, row: CatalogueRow | None) -> Document:
    """Merge a document's printed metadata with its catalogue row; its Work has no other document yet.

    A digest in the catalogue has the publishers of its row alone: its text names those of what it reports.
    """
    row = row or CatalogueRow(file=source, line=0)
    masthead = replace(
        reading.masthead,
        symbol=row.symbol or reading.masthead.symbol,
        date=row.date or reading.masthead.date,
        publisher=None if row.nature is Nature.DIGEST else reading.masthead.publisher,
    )
    return Document(
        id=reading.document,
        work=compute_work_id(masthead.symbol, reading.document),
        source=source,
        media_type=reading.media_type,
        size=reading.size,
        pages=reading.pages,
        language=row.language or reading.language,
        nature=row.nature or _determine_nature(reading),
        masthead=masthead,
        title=row.title or reading.title,
        publishers=row.publishers,
        address=row.address,
        of=row.of,
        visibility=row.visibility or "public",
        full_text=True if row.full_text is None else row.full_text,
        recovered=reading.recovered,
        recognised=reading.recognised,
    )


def _determine_nature(reading: ParsedDocument) -> Nature:
    if reading.is_digest:
        return Nature.DIGEST
    if reading.media_type not in TABLE_MEDIA_TYPES:
        return Nature.ORIGINAL
    return Nature.SURVEY if any(SURVEY_FORM_MARK in passage.text for passage in reading.passages[:3]) else Nature.TABLE


def apply_placement(document: Document, placement: WorkPlacement) -> Document:
    """Return a document with its place in its Work."""
    return replace(
        document, work=placement.work, version=placement.version, joined=placement.joined, base=placement.base
    )


def compute_entry_key(extraction: str, source: str, row: CatalogueRow | None, stages: Stages) -> str:
    """Return the hash of all inputs of a document's rows except its Work.

    The extraction's key includes the reading's.
    """
    row_fields = {name: value for name, value in asdict(row).items() if name not in {"file", "line"}} if row else None
    return hash_json("entry", extraction, source, row_fields, stages.linking_version, stages.registry_version)


type OutcomeStatus = Literal["read", "extracted", "cached", "quarantined"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A document to process, with the cache keys of its reading and extraction."""

    path: Path
    source: str
    document: str
    size: int
    """Bytes."""
    reading: str
    extraction: str

    @property
    def name(self) -> str:
        """Name of the file, which a reader may use for the title and nothing else."""
        return get_file_name(self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a document could not be processed."""

    error: str
    """Name of the error in palermo.errors."""
    reason: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The outcome of one document in a build."""

    document: str
    """Id; empty if the bytes could not be read."""
    source: str
    status: OutcomeStatus
    seconds: float = 0.0
    size: DocumentSize | None = None
    failure: Failure | None = None
    key: str = ""
    """Key of its extraction."""
    withheld: int = 0
    """Number of names and contact data of private persons that were left out."""


_sandboxes: dict[tuple[int, StageSpec], Sandbox] = {}
"""The sandboxes of this process, by thread and stages."""


def process_batch(batch: Sequence[Task], spec: StageSpec, store: Store) -> list[Outcome]:
    """Read and extract documents one after the other.

    Raises RunStopped if no sandbox starts, or the cache cannot be written.
    """
    return [_process_task(task, spec, Cache(store)) for task in batch]


def stop_sandboxes() -> None:
    """End the processes of all sandboxes; other threads that are using one fail."""
    for sandbox in list(_sandboxes.values()):
        sandbox.shut_down()


def close_sandboxes() -> None:
    """End the sandboxes of this process; no other thread may be using one."""
    while _sandboxes:
        sandbox = _sandboxes.popitem()[1]
        sandbox.shut_down()
        sandbox.close()


def build_failure(error: DocumentFailed) -> Failure:
    """Return the failure of an error."""
    return Failure(error=type(error).__name__, reason=error.reason, hint=error.hint)


def _process_task(task: Task, spec: StageSpec, cache: Cache) -> Outcome:
    started_at = time.monotonic()
    cached = cache.load_reading(task.reading)
    try:
        reading, extraction = spec.read_and_extract(_get_sandbox(spec), task.path, task.name, cached)
        _check_results(task, reading, extraction)
    except DocumentFailed as error:
        return Outcome(
            document=task.document,
            source=task.source,
            status="quarantined",
            seconds=time.monotonic() - started_at,
            failure=build_failure(error),
            key=task.extraction,
        )
    if cached is None:
        cache.save_reading(task.reading, reading)
    cache.save_extraction(task.extraction, extraction)
    return Outcome(
        document=task.document,
        source=task.source,
        status="extracted" if cached else "read",
        seconds=time.monotonic() - started_at,
        size=DocumentSize(pages=reading.pages, passages=len(reading.passages), statements=len(extraction.statements)),
        key=task.extraction,
        withheld=len(extraction.private_spans),
    )


def _check_results(task: Task, reading: ParsedDocument, extraction: Extraction) -> None:
    """Refuse results that an edition cannot hold, so that one document does not stop the others."""
    if reading.document != task.document:
        raise DocumentFailed(task.source, "the file changed while it was read", "Build again")
    statements = extraction.statements
    try:
        CompiledDocument(
            document=build_document(reading, task.source, None), passages=reading.passages, statements=statements
        )
        build_statements_table(statements)
    except Exception as error:
        reason = f"its statements cannot be extracted ({type(error).__name__}: {error})"
        raise DocumentFailed(task.source, reason, "Report it with the file; this is a fault of Palermo") from error


def _get_sandbox(spec: StageSpec) -> Sandbox:
    """Return the sandbox of this thread."""
    key = (threading.get_ident(), spec)
    if key not in _sandboxes:
        _sandboxes[key] = spec.create_sandbox()
    return _sandboxes[key]
