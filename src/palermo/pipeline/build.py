"""A build: sources -> reading -> extraction -> linking -> edition, whole or not at all."""

import os
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from threading import Thread

from palermo import __version__
from palermo.edition import EditionWriter, Library, Manifest
from palermo.edition.manifest import load as load_manifest
from palermo.embeddings import MIN_PARALLEL_TEXTS
from palermo.errors import PalermoError, SourceMissing
from palermo.pipeline.bucket_compiler import BucketCompiler
from palermo.pipeline.cache import build_write_error
from palermo.pipeline.compilation import Compilation
from palermo.pipeline.config import load_sources, save_sources
from palermo.pipeline.document_listing import DocumentListing, FileIndex, list_documents
from palermo.pipeline.document_processing import Outcome, close_sandboxes, start_reader
from palermo.pipeline.document_sizes import DocumentSizeIndex
from palermo.pipeline.executors import WorkerConfig, process_tasks
from palermo.pipeline.library_status import format_count
from palermo.pipeline.origins import list_origins, load_origins, refuse_foreign
from palermo.pipeline.outlines import OutlineIndex
from palermo.pipeline.progress import ProgressReporter
from palermo.pipeline.quarantine import QuarantineRecord, load_quarantine, update_quarantine
from palermo.pipeline.run_log import RunLog, open_run_log
from palermo.pipeline.stages import Stages
from palermo.sources import SourceListing, gather_files
from palermo.sources.folder import format_path

NEW_STATUSES = frozenset({"read", "extracted"})
"""Statuses of documents that were not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did, and the edition that is served after it."""

    edition: Manifest
    is_previous_edition: bool
    """True where no document could be read, so that the edition from before is still served."""
    read: int
    """Documents that were read or extracted in this build; the others were known."""
    quarantined: tuple[QuarantineRecord, ...]
    warnings: tuple[str, ...]
    seconds: float

    def format_line(self) -> str:
        """In one line for people."""
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
    """Build an edition from these folders, and serve it; where none are given, from the sources that the library's
    definition names, or else from the folders of the last build.

    The library is made where there is none. Documents that cannot be read are quarantined, and tried again when their
    bytes or the reader change, or when time, memory or a killed process may have been the cause. Where not one
    document can be read and an edition is served already, that one stays: a disk that is not there must not empty the
    map. With `wait`, another build of the library is waited for. Raises RunStopped, whatever happens leaving the
    current edition as it is.
    """
    began = time.monotonic()
    run = _BuildRun(library, stages, workers, progress, datetime.now(UTC))
    try:
        return replace(_run_build(run, sources, wait), seconds=time.monotonic() - began)
    except OSError as error:
        raise build_write_error(error, Path(library.name)) from error
    finally:
        progress.finish()
        close_sandboxes()


@dataclass(frozen=True, slots=True)
class _BuildRun:
    """What every step of one build needs."""

    library: Library
    stages: Stages
    workers: WorkerConfig
    progress: ProgressReporter
    now: datetime


def _run_build(run: _BuildRun, sources: Sequence[Path], wait: bool) -> BuildReport:
    library, now = run.library, run.now
    library.pull()
    origins = () if sources else load_origins(library)
    folders = [] if origins else list(sources) or load_sources(library.config)
    listed = None if origins else _gather_folders(library, folders)
    refuse_foreign(library)
    library.create()
    with library.lock(run.progress.start_step if wait else None), open_run_log(library.runs, now) as log:
        gathered = listed or list_origins(origins, library, run.stages, run.progress)
        if folders:
            save_sources(library.config, folders)
        log.write_event(
            "start",
            when=now.isoformat(),
            palermo=__version__,
            versions=run.stages.versions,
            sources=[origin.location for origin in origins] or [format_path(folder.resolve()) for folder in folders],
            warnings=list(gathered.warnings),
        )
        try:
            report = _build_edition(run, log, gathered)
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
            seconds=round((datetime.now(UTC) - now).total_seconds(), 3),
        )
        return report


def _build_edition(run: _BuildRun, log: RunLog, gathered: SourceListing) -> BuildReport:
    run.progress.start_step("Looking at files", len(gathered.files))
    index = FileIndex(run.library.cache / "files.json", partial(_start_reader, run))
    listed = list_documents(gathered, index, run.stages.spec, run.progress.advance)
    ended: list[Outcome] = []
    sizes = DocumentSizeIndex(run.library)
    with ThreadPoolExecutor(1) as aside, closing(_iter_outcomes(run, listed, sizes)) as found:
        # readers are processes of their own: while they read, this one looks up what it knows
        outlines = aside.submit(OutlineIndex, run.library.cache / "outlines.parquet", [t.reading for t in listed.tasks])
        for outcome in chain(listed.failed, found):
            ended.append(outcome)
            log.write_document(outcome, listed.duplicates.get(outcome.document, ()))
    sizes.save(listed.tasks, ended)
    many = _count_new_passages(ended) >= MIN_PARALLEL_TEXTS
    if run.stages.start_encoders and many:
        run.stages.start_encoders()
    lacking = (
        _count_new_passages(ended, frozenset({"read"})) >= MIN_PARALLEL_TEXTS
    )  # the index has vectors of what is only extracted anew
    run = replace(
        run,
        stages=replace(
            run.stages, start_encoders=None, prefetch_embeddings=run.stages.prefetch_embeddings if lacking else None
        ),
    )
    held = update_quarantine(run.library.quarantine, ended, gathered.rows, run.now)
    readable = {outcome.document for outcome in ended if not outcome.failure}
    manifest = None if readable else _load_current_manifest(run.library)
    kept = manifest is not None
    return BuildReport(
        edition=manifest or _compile_edition(run, gathered, listed, readable, held, outlines),
        is_previous_edition=kept,
        read=sum(outcome.status in NEW_STATUSES for outcome in ended),
        quarantined=tuple(held),
        warnings=gathered.warnings,
        seconds=0.0,
    )


def _count_new_passages(outcomes: Sequence[Outcome], statuses: frozenset[str] = NEW_STATUSES) -> int:
    """Passages of documents that were read or extracted in this build, or ended with some other statuses."""
    return sum(one.size.passages for one in outcomes if one.size and one.status in statuses)


def _iter_outcomes(run: _BuildRun, listing: DocumentListing, sizes: DocumentSizeIndex) -> Generator[Outcome]:
    """Tell what is known of each document already, and read the others."""
    held = load_quarantine(run.library.quarantine)
    waiting = []
    for task in listing.tasks:
        known = Outcome(document=task.document, source=task.source, status="cached", key=task.extraction)
        refused = held.get(task.document)
        size = sizes.load(task)
        if size:
            yield replace(known, size=size)
        elif refused and refused.is_lasting and refused.key == task.extraction:
            yield replace(known, status="quarantined", failure=refused.failure)
        else:
            waiting.append(task)
    run.progress.start_step("Reading", len(waiting))
    if waiting:
        _start_reader(run)
    if waiting and run.stages.warm_up:
        Thread(target=_call_quietly, args=(run.stages.warm_up,), name="getting ready", daemon=True).start()
    with closing(process_tasks(waiting, run.stages.spec, run.library.store, run.workers)) as results:
        for outcome in results:
            run.progress.finish_document(outcome)
            yield outcome


def _start_reader(run: _BuildRun) -> None:
    """Start a reader, unless a cluster reads: it makes itself ready while the build goes on looking at its files."""
    if isinstance(run.workers, int):
        start_reader(run.stages.spec)


def _call_quietly(function: Callable[[], object]) -> None:
    """Get ready aside: what fails there fails again where it is needed, and is told there."""
    with suppress(Exception):
        function()


def _compile_edition(
    run: _BuildRun,
    gathered: SourceListing,
    listing: DocumentListing,
    readable: set[str],
    records: Sequence[QuarantineRecord],
    outlines: Future[OutlineIndex],
) -> Manifest:
    run.progress.start_step("Compiling the edition")
    compilation = Compilation(
        tasks={task.document: task for task in listing.tasks if task.document in readable},
        rows=gathered.rows,
        stages=replace(
            run.stages, prefetch_embeddings=None
        ),  # what it asks is no part of what travels to other processes
        store=run.library.store,
    )
    count = run.workers if isinstance(run.workers, int) else os.cpu_count() or 1
    make = BucketCompiler(processes=count, on_document=run.progress.advance, on_loaded=run.stages.prefetch_embeddings)
    writer = EditionWriter(run.library, versions=run.stages.versions, strategy=make)
    unread = [one.manifest_entry for one in records]
    return writer.write(
        compilation.list_entries(outlines.result()),
        compilation.load,
        unread,
        run.now,
        partial(_build_search_index, run),
    )


def _build_search_index(run: _BuildRun, folder: Path, manifest: Manifest, previous: Path | None) -> None:
    if run.stages.build_index:
        run.progress.start_step("Making the search index", manifest.counts.passages, "passages")
        hands = run.workers if isinstance(run.workers, int) else 1
        run.stages.build_index(folder, manifest, previous, hands, run.progress.advance)


def _gather_folders(library: Library, folders: Sequence[Path]) -> SourceListing:
    here = library.path.resolve()
    for folder in folders:
        if folder.resolve() == here:
            raise SourceMissing(str(folder), "it is the library's own folder", "Keep documents in another folder")
    gathered = gather_files(folders, excluded_folders=[library.path])
    if not gathered.files and not gathered.unlisted:
        raise SourceMissing(", ".join(map(str, folders)), "holds no documents", "Put documents there, or name another")
    return gathered


def _load_current_manifest(library: Library) -> Manifest | None:
    current = library.read_current_id()
    return load_manifest(library.get_edition_folder(current)) if current else None
