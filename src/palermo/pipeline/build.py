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
from palermo.edition import Library, Manifest, Writer
from palermo.edition.manifest import load as load_manifest
from palermo.errors import PalermoError, SourceMissing
from palermo.pipeline.binding import Binders
from palermo.pipeline.cache import unwritable
from palermo.pipeline.compiling import Compilation
from palermo.pipeline.config import remember, remembered
from palermo.pipeline.crew import Hands, outcomes
from palermo.pipeline.listing import FileIndex, Listing, listing
from palermo.pipeline.origins import defined, gathered_from, refuse_foreign
from palermo.pipeline.outlines import OutlineIndex
from palermo.pipeline.progress import Telling
from palermo.pipeline.quarantine import Held, held_in, renew
from palermo.pipeline.runlog import RunLog, run_log
from palermo.pipeline.sizes import Sizes
from palermo.pipeline.stages import Stages
from palermo.pipeline.status import counted
from palermo.pipeline.work import Outcome, close_sandboxes, start_reader
from palermo.sources import Gathered, gather
from palermo.sources.folder import shown
from palermo.vectors import MANY

READ = frozenset({"read", "extracted"})
"""Statuses of documents that were not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did, and the edition that is served after it."""

    edition: Manifest
    kept: bool
    """True where no document could be read, so that the edition from before is still served."""
    read: int
    """Documents that were read or extracted in this build; the others were known."""
    quarantined: tuple[Held, ...]
    warnings: tuple[str, ...]
    seconds: float

    def line(self) -> str:
        """In one line for people."""
        counts = self.edition.counts
        return ", ".join(
            (
                counted(counts.documents, "document"),
                counted(counts.passages, "passage"),
                counted(sum(counts.statements.values()), "statement"),
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
    workers: Hands,
    progress: Telling,
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
    run = _Build(library, stages, workers, progress, datetime.now(UTC))
    try:
        return replace(_build(run, sources, wait), seconds=time.monotonic() - began)
    except OSError as error:
        raise unwritable(error, Path(library.name)) from error
    finally:
        progress.end()
        close_sandboxes()


@dataclass(frozen=True, slots=True)
class _Build:
    """What every step of one build needs."""

    library: Library
    stages: Stages
    workers: Hands
    progress: Telling
    now: datetime


def _build(run: _Build, sources: Sequence[Path], wait: bool) -> BuildReport:
    library, now = run.library, run.now
    library.pull()
    origins = () if sources else defined(library)
    folders = [] if origins else list(sources) or remembered(library.config)
    listed = None if origins else _gathered(library, folders)
    refuse_foreign(library)
    library.create()
    with library.lock(run.progress.step if wait else None), run_log(library.runs, now) as log:
        gathered = listed or gathered_from(origins, library, run.stages, run.progress)
        if folders:
            remember(library.config, folders)
        log.tell(
            "start",
            when=now.isoformat(),
            palermo=__version__,
            versions=run.stages.versions,
            sources=[origin.place for origin in origins] or [shown(folder.resolve()) for folder in folders],
            warnings=list(gathered.warnings),
        )
        try:
            report = _locked(run, log, gathered)
        except (PalermoError, OSError, KeyboardInterrupt) as error:
            log.tell("stopped", when=datetime.now(UTC).isoformat(), reason=str(error) or type(error).__name__)
            raise
        counts = report.edition.counts
        log.tell(
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


def _locked(run: _Build, log: RunLog, gathered: Gathered) -> BuildReport:
    run.progress.step("Looking at files", len(gathered.found))
    index = FileIndex(run.library.cache / "files.json", partial(_start_reader, run))
    listed = listing(gathered, index, run.stages.recipe, run.progress.seen)
    ended: list[Outcome] = []
    sizes = Sizes(run.library)
    with ThreadPoolExecutor(1) as aside, closing(_outcomes(run, listed, sizes)) as found:
        # readers are processes of their own: while they read, this one looks up what it knows
        outlines = aside.submit(OutlineIndex, run.library.cache / "outlines.parquet", [t.reading for t in listed.tasks])
        for outcome in chain(listed.failed, found):
            ended.append(outcome)
            log.document(outcome, listed.also.get(outcome.document, ()))
    sizes.keep(listed.tasks, ended)
    many = _new(ended) >= MANY
    if run.stages.many and many:
        run.stages.many()
    lacking = _new(ended, frozenset({"read"})) >= MANY  # the index has vectors of what is only extracted anew
    run = replace(run, stages=replace(run.stages, many=None, ahead=run.stages.ahead if lacking else None))
    held = renew(run.library.quarantine, ended, gathered.rows, run.now)
    readable = {outcome.document for outcome in ended if not outcome.failure}
    manifest = None if readable else _served(run.library)
    kept = manifest is not None
    return BuildReport(
        edition=manifest or _compiled(run, gathered, listed, readable, held, outlines),
        kept=kept,
        read=sum(outcome.status in READ for outcome in ended),
        quarantined=tuple(held),
        warnings=gathered.warnings,
        seconds=0.0,
    )


def _new(ended: Sequence[Outcome], statuses: frozenset[str] = READ) -> int:
    """Passages of documents that were read or extracted in this build, or ended with some other statuses."""
    return sum(one.size.passages for one in ended if one.size and one.status in statuses)


def _outcomes(run: _Build, listed: Listing, sizes: Sizes) -> Generator[Outcome]:
    """Tell what is known of each document already, and read the others."""
    held = held_in(run.library.quarantine)
    waiting = []
    for task in listed.tasks:
        known = Outcome(document=task.document, source=task.source, status="cached", key=task.extraction)
        refused = held.get(task.document)
        size = sizes.of(task)
        if size:
            yield replace(known, size=size)
        elif refused and refused.lasting and refused.key == task.extraction:
            yield replace(known, status="quarantined", failure=refused.failure)
        else:
            waiting.append(task)
    run.progress.step("Reading", len(waiting))
    if waiting:
        _start_reader(run)
    if waiting and run.stages.ready:
        Thread(target=_quietly, args=(run.stages.ready,), name="getting ready", daemon=True).start()
    with closing(outcomes(waiting, run.stages.recipe, run.library.store, run.workers)) as results:
        for outcome in results:
            run.progress.done(outcome)
            yield outcome


def _start_reader(run: _Build) -> None:
    """Start a reader, unless a cluster reads: it makes itself ready while the build goes on looking at its files."""
    if isinstance(run.workers, int):
        start_reader(run.stages.recipe)


def _quietly(ready: Callable[[], object]) -> None:
    """Get ready aside: what fails there fails again where it is needed, and is told there."""
    with suppress(Exception):
        ready()


def _compiled(
    run: _Build,
    gathered: Gathered,
    listed: Listing,
    readable: set[str],
    held: Sequence[Held],
    outlines: Future[OutlineIndex],
) -> Manifest:
    run.progress.step("Compiling the edition")
    compilation = Compilation(
        tasks={task.document: task for task in listed.tasks if task.document in readable},
        rows=gathered.rows,
        stages=replace(run.stages, ahead=None),  # what it asks is no part of what travels to other processes
        store=run.library.store,
    )
    count = run.workers if isinstance(run.workers, int) else os.cpu_count() or 1
    make = Binders(count=count, seen=run.progress.seen, loaded=run.stages.ahead)
    writer = Writer(run.library, versions=run.stages.versions, make=make)
    unread = [one.quarantined for one in held]
    return writer.write(
        compilation.entries(outlines.result()), compilation.load, unread, run.now, partial(_indexed, run)
    )


def _indexed(run: _Build, folder: Path, manifest: Manifest, before: Path | None) -> None:
    if run.stages.index:
        run.progress.step("Making the search index", manifest.counts.passages, "passages")
        hands = run.workers if isinstance(run.workers, int) else 1
        run.stages.index(folder, manifest, before, hands, run.progress.seen)


def _gathered(library: Library, folders: Sequence[Path]) -> Gathered:
    here = library.path.resolve()
    for folder in folders:
        if folder.resolve() == here:
            raise SourceMissing(str(folder), "it is the library's own folder", "Keep documents in another folder")
    gathered = gather(folders, apart=[library.path])
    if not gathered.found and not gathered.unlisted:
        raise SourceMissing(", ".join(map(str, folders)), "holds no documents", "Put documents there, or name another")
    return gathered


def _served(library: Library) -> Manifest | None:
    current = library.current_id()
    return load_manifest(library.edition(current)) if current else None
