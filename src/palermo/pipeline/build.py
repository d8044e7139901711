"""A build: sources, reading, extraction, linking and edition, as a whole or not at all.

`build` returns a BuildReport; the steps are functions of this module in the order in which they run.
"""

import os
import time
from collections.abc import Generator, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path

from palermo import __version__
from palermo.edition import (
    DECISIONS_VERSION,
    DecisionLog,
    DocumentDecisionLog,
    EditionWriter,
    Library,
    Manifest,
    StoredDecision,
    build_entity_lines_version,
    freeze_entity_lines,
    group_by_document,
    list_reserved_names,
    name_edition,
    read_entity_lines,
)
from palermo.edition.files import save_json_cache
from palermo.edition.library_format import check_format
from palermo.edition.manifest import load as load_manifest
from palermo.errors import PalermoError, SourceMissing, build_write_error
from palermo.pipeline.cache import Cache, CachedRow, DocumentSize, load_cached_rows
from palermo.pipeline.compilation import BucketCompiler, Compilation, CompilationInputs
from palermo.pipeline.document_listing import DocumentListing, FileIndex, list_documents
from palermo.pipeline.document_processing import Outcome, Task, close_sandboxes
from palermo.pipeline.executors import WorkerConfig, check_workers, process_tasks
from palermo.pipeline.origins import list_origins, load_origins, load_sources, refuse_foreign, save_sources
from palermo.pipeline.outlines import OutlineIndex
from palermo.pipeline.progress import ProgressReporter, format_count
from palermo.pipeline.quarantine import QuarantineRecord, load_quarantine, update_quarantine
from palermo.pipeline.recalibration_storage import load_recalibration
from palermo.pipeline.run_log import RunLog, open_run_log
from palermo.pipeline.stages import Stages
from palermo.review import Decision, derive_document_states
from palermo.sources import SourceListing, gather_files
from palermo.sources.folder import format_path

NEW_STATUSES = frozenset({"read", "extracted"})
"""Statuses of documents that were processed in this build."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """The result of a build, and the edition that is served after it."""

    edition: Manifest
    is_previous_edition: bool
    """True if no document could be read, so that the previous edition is still served."""
    read: int
    """Documents that were read or extracted in this build; the others were cached."""
    quarantined: tuple[QuarantineRecord, ...]
    warnings: tuple[str, ...]
    seconds: float

    def format_line(self) -> str:
        """Return the report as one line for people."""
        counts = self.edition.counts
        return ", ".join(
            (
                format_count(counts.documents, "document"),
                format_count(counts.passages, "passage"),
                format_count(sum(counts.statements.values()), "statement"),
                f"{len(self.quarantined)} quarantined",
                f"{self.seconds:.1f} s",
                f"edition {self.edition.name}",
            )
        )


def build(
    library: Library,
    sources: Sequence[Path],
    *,
    stages: Stages,
    workers: WorkerConfig,
    progress: ProgressReporter,
    wait: bool = False,
) -> BuildReport:
    """Build an edition from these folders and serve it.

    Without folders, the library's sources are used, or else the folders of the last build. The library is created if
    there is none. Documents that cannot be read are quarantined, and retried when their bytes or the reader change, or
    if time, memory or a killed process may have been the cause. If no document can be read and an edition is already
    served, it stays: a missing disk must not empty the map. With `wait`, the build waits for another build of the
    library. Raises RunStopped, in any case leaving the current edition unchanged.
    """
    start_time = time.monotonic()
    run = _BuildRun(library, stages, workers, progress, datetime.now(UTC))
    try:
        return replace(_run_build(run, sources, wait), seconds=time.monotonic() - start_time)
    except OSError as error:
        raise build_write_error(error, Path(library.name)) from error
    finally:
        progress.finish()
        close_sandboxes()


@dataclass(frozen=True, slots=True)
class _BuildRun:
    """The arguments that every step of a build needs."""

    library: Library
    stages: Stages
    workers: WorkerConfig
    progress: ProgressReporter
    now: datetime


def _run_build(run: _BuildRun, sources: Sequence[Path], wait: bool) -> BuildReport:
    library = run.library
    library.pull()
    origins = () if sources else load_origins(library)
    folders = [] if origins else list(sources) or load_sources(library.config)
    folder_listing = None if origins else _gather_folders(library, folders)
    refuse_foreign(library)
    check_workers(run.workers)
    library.create()
    check_format(library)
    with library.lock(run.progress.start_step if wait else None), open_run_log(library.runs, run.now) as log:
        reserved_names = list_reserved_names(library)  # a name that is reserved later is for the next edition
        listing = folder_listing or list_origins(origins, library, run.stages, run.progress)
        if folders:
            save_sources(library.config, folders)
        locations = [origin.location for origin in origins] or [format_path(folder.resolve()) for folder in folders]
        report = _build_logged(run, log, listing, locations)
        if reserved_names and not report.is_previous_edition:
            name_edition(library, reserved_names, report.edition.id)
        return report


def _build_logged(run: _BuildRun, log: RunLog, listing: SourceListing, locations: list[str]) -> BuildReport:
    """Build the edition between the first and last events of the log."""
    log.write_event(
        "start",
        when=run.now.isoformat(),
        palermo=__version__,
        versions=run.stages.versions,
        sources=locations,
        warnings=list(listing.warnings),
    )
    try:
        report = _build_edition(run, log, listing)
    except (PalermoError, OSError, KeyboardInterrupt) as error:
        log.write_event("stopped", when=datetime.now(UTC).isoformat(), reason=str(error) or type(error).__name__)
        raise
    counts = report.edition.counts
    log.write_event(
        "end",
        when=datetime.now(UTC).isoformat(),
        edition=report.edition.id,
        documents=counts.documents,
        passages=counts.passages,
        statements=sum(counts.statements.values()),
        read=report.read,
        quarantined=len(report.quarantined),
        seconds=round((datetime.now(UTC) - run.now).total_seconds(), 3),
    )
    return report


def _build_edition(run: _BuildRun, log: RunLog, listing: SourceListing) -> BuildReport:
    run.progress.start_step("Looking at files", len(listing.files))
    index = FileIndex(run.library.cache / "files.json")
    documents = list_documents(listing, index, run.stages.spec, run.progress.advance)
    outcomes, outlines = _process_documents(run, log, documents)
    records = update_quarantine(run.library.quarantine, outcomes, listing.rows, run.now)
    readable = {outcome.document for outcome in outcomes if not outcome.failure}
    previous = None if readable else _load_current_manifest(run.library)
    return BuildReport(
        edition=previous or _compile_edition(run, listing, documents, readable, records, outlines),
        is_previous_edition=previous is not None,
        read=sum(outcome.status in NEW_STATUSES for outcome in outcomes),
        quarantined=tuple(records),
        warnings=listing.warnings,
        seconds=0.0,
    )


def _process_documents(run: _BuildRun, log: RunLog, documents: DocumentListing) -> tuple[list[Outcome], OutlineIndex]:
    """Process all documents; meanwhile load the outlines of the last build in a thread."""
    sizes = DocumentSizeIndex(run.library)
    outcomes: list[Outcome] = []
    with ThreadPoolExecutor(1) as executor, closing(_iterate_outcomes(run, documents, sizes)) as processed:
        path = run.library.cache / "outlines.parquet"
        outlines = executor.submit(OutlineIndex, path, [task.reading for task in documents.tasks])
        for outcome in chain(documents.failed, processed):
            outcomes.append(outcome)
            log.write_document(outcome, documents.duplicates.get(outcome.document, ()))
    sizes.save(documents.tasks, outcomes)
    return outcomes, outlines.result()


def _iterate_outcomes(run: _BuildRun, listing: DocumentListing, sizes: DocumentSizeIndex) -> Generator[Outcome]:
    """Yield the outcomes of known documents, then read the others."""
    records = load_quarantine(run.library.quarantine)
    waiting = []
    for task in listing.tasks:
        outcome = Outcome(document=task.document, source=task.source, status="cached", key=task.extraction)
        record = records.get(task.document)
        size = sizes.load(task)
        if size:
            yield replace(outcome, size=size)
        elif record and record.is_lasting and record.key == task.extraction:
            yield replace(outcome, status="quarantined", failure=record.failure)
        else:
            waiting.append(task)
    run.progress.start_step("Reading", len(waiting))
    with closing(process_tasks(waiting, run.stages.spec, run.library.store, run.workers)) as results:
        for outcome in results:
            run.progress.finish_document(outcome)
            yield outcome


def _compile_edition(
    run: _BuildRun,
    gathered: SourceListing,
    listing: DocumentListing,
    readable: set[str],
    records: Sequence[QuarantineRecord],
    outlines: OutlineIndex,
) -> Manifest:
    run.progress.start_step("Compiling the edition")
    stored, entity_lines = DecisionLog(run.library.decisions).read(), read_entity_lines(run.library.path)
    sources = {task.document: task.source for task in listing.tasks if task.document in readable}
    inputs = CompilationInputs(
        tasks={task.document: task for task in listing.tasks if task.document in readable},
        rows=gathered.rows,
        stages=run.stages,
        store=run.library.store,
        decisions=_group_decisions(stored, sources),
        document_states=derive_document_states(DocumentDecisionLog(run.library.decisions).read(), sources),
        recalibration=load_recalibration(run.library),
    )
    compilation = Compilation(inputs, outlines)
    count = run.workers if isinstance(run.workers, int) else os.cpu_count() or 1
    compile_buckets = BucketCompiler(processes=count, on_document=run.progress.advance)
    versions = _build_versions(run.stages, stored) | build_entity_lines_version(entity_lines)
    writer = EditionWriter(run.library, versions=versions, strategy=compile_buckets)
    unread = [record.manifest_entry for record in records]
    return writer.write(
        compilation.list_entries(),
        compilation.load,
        unread,
        run.now,
        partial(_derive_files, run, entity_lines),
    )


def _group_decisions(stored: Sequence[StoredDecision], sources: Mapping[str, str]) -> dict[str, list[Decision]]:
    """Return the decisions on the statements of the edition, by document."""
    return {id: [item.decision for item in decisions] for id, decisions in group_by_document(stored, sources).items()}


def _build_versions(stages: Stages, stored: Sequence[StoredDecision]) -> dict[str, str]:
    """Return the versions of the stages, and the number of the last decision if there is any."""
    return stages.versions | ({DECISIONS_VERSION: str(stored[-1].seq)} if stored else {})


def _derive_files(run: _BuildRun, entity_lines: bytes, folder: Path, manifest: Manifest, previous: Path | None) -> None:
    """Add what entities stated, and the search index, to an edition before it is served."""
    freeze_entity_lines(folder, entity_lines)
    if run.stages.build_index:
        run.progress.start_step("Making the search index", manifest.counts.passages, "passage")
        workers = run.workers if isinstance(run.workers, int) else 1
        run.stages.build_index(folder, manifest, previous, workers, run.progress.advance)


def _gather_folders(library: Library, folders: Sequence[Path]) -> SourceListing:
    library_path = library.path.resolve()
    for folder in folders:
        if folder.resolve() == library_path:
            raise SourceMissing(str(folder), "it is the library's own folder", "Keep documents in another folder")
    listing = gather_files(folders, excluded_folders=[library.path])
    if not listing.files and not listing.unlisted:
        raise SourceMissing(", ".join(map(str, folders)), "it contains no documents", "Add documents, or name another")
    return listing


def _load_current_manifest(library: Library) -> Manifest | None:
    current = library.read_current_id()
    return load_manifest(library.get_edition_folder(current)) if current else None
