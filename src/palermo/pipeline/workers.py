"""Worker processes, by Dask on this machine: batches go round, and a document that kills its worker is found out."""

import logging
import signal
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path

import dask
from distributed import Client, Future, LocalCluster, wait
from distributed.scheduler import KilledWorker

from palermo.errors import RunStopped
from palermo.pipeline.listing import batches
from palermo.pipeline.stages import Recipe
from palermo.pipeline.work import Failure, Outcome, Task, work

BATCH = 8
BATCH_BYTES = 8 * 1024 * 1024
"""A task's documents at most, and their bytes: little enough to see progress, enough to make Dask's overhead small."""
DEATHS = 3
"""Workers that a document may kill before it is quarantined."""
LOOK = 30.0
"""Seconds without an answer after which the workers are looked at."""
SLACK = 300.0
"""Seconds that a batch may take beyond the deadlines of its documents."""
LOOPBACK = "127.0.0.1"
DASK = {
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.scheduler.allowed-failures": DEATHS - 1,
    "distributed.scheduler.worker-saturation": 1.0,
    "distributed.worker.memory.terminate": False,
    "distributed.admin.tick.limit": "1h",
}


def with_workers(tasks: Sequence[Task], recipe: Recipe, cache: Path, workers: int) -> Generator[Outcome]:
    """Read the documents in that many processes; gives outcomes as they end, raises RunStopped as `outcomes` does."""
    try:
        with dask.config.set(DASK), ExitStack() as stack:
            with _interrupts_deferred():
                cluster = stack.enter_context(
                    LocalCluster(
                        n_workers=workers,
                        threads_per_worker=1,
                        processes=True,
                        host=LOOPBACK,
                        # Dask's web servers cannot be left out: without an address they open port 8787 to everyone.
                        dashboard_address=f"{LOOPBACK}:0",
                        worker_dashboard_address=f"{LOOPBACK}:0",
                        silence_logs=logging.CRITICAL,
                    )
                )
            client = stack.enter_context(Client(cluster))
            yield from _Crew(client, recipe, cache).read(batches(tasks, BATCH, BATCH_BYTES), 2 * workers)
    except OSError as error:  # work() turns its own into RunStopped: what is left is Dask's, timeouts among them
        reason = f"they cannot be started or reached ({error})"
        raise RunStopped("the worker processes", reason, "Build with --workers 1") from error


@contextmanager
def _interrupts_deferred() -> Iterator[None]:
    """Hold back Ctrl-C, here for a moment, and for good in all threads and processes that are started meanwhile.

    A terminal sends it to the workers too, which would die with tracebacks; this process alone answers it.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Crew:
    """A client of Dask, and what its workers do with each document."""

    def __init__(self, client: Client, recipe: Recipe, cache: Path) -> None:
        self._client = client
        self._recipe = recipe
        self._cache = cache
        limits = recipe.limits  # a document is tried twice at most, and few are pictures that take long
        self._patience = SLACK + 2 * BATCH * limits.seconds + limits.longest

    def read(self, groups: Sequence[Sequence[Task]], ahead: int) -> Generator[Outcome]:
        """Keep so many batches with the workers; look at the documents of a batch that killed its workers last."""
        waiting = iter(groups)
        given = {self._give(group): group for group in islice(waiting, ahead)}
        suspects: list[Task] = []
        while given:
            for future in self._ended(given):
                batch = given.pop(future)
                try:
                    yield from future.result()
                except KilledWorker:
                    suspects.extend(batch)
                for group in islice(waiting, 1):
                    given[self._give(group)] = group
        for task in suspects:
            yield self._alone(task)

    def _ended(self, given: Mapping[Future[list[Outcome]], Sequence[Task]]) -> Collection[Future[list[Outcome]]]:
        """Wait for batches to end; raises RunStopped where no worker is left, or where all are silent for too long."""
        silent, empty = 0.0, 0
        while True:
            try:
                ended: set[Future[list[Outcome]]] = wait(list(given), LOOK, "FIRST_COMPLETED").done
                return ended
            except TimeoutError:
                silent += LOOK
                empty = 0 if self._client.scheduler_info()["workers"] else empty + 1
            if empty > 1 or silent > self._patience:
                reason = "none of them is left" if empty else "they give no answer any more"
                raise RunStopped("the worker processes", reason, "Build again: what was read is kept")

    def _give(self, batch: Sequence[Task]) -> Future[list[Outcome]]:
        return self._client.submit(work, batch, self._recipe, self._cache, pure=False)

    def _alone(self, task: Task) -> Outcome:
        """Read one document while no other is with any worker, so that only the guilty one is quarantined."""
        try:
            (outcome,) = self._give([task]).result(timeout=self._patience)
        except KilledWorker:
            failure = Failure(
                error="ReaderDied",
                reason=f"{DEATHS} processes died while they worked on it",
                mend="Give the machine more memory, or split the document",
            )
            return Outcome(
                document=task.document, source=task.source, status="quarantined", failure=failure, key=task.extraction
            )
        return outcome
