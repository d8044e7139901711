"""Dispatch of documents to Dask's workers in batches; a document that kills its workers is isolated."""

from collections.abc import Collection, Generator, Mapping, Sequence
from itertools import islice

from distributed import Client, Future, wait
from distributed.scheduler import KilledWorker

from palermo.edition.stores import Store
from palermo.errors import RunStopped
from palermo.pipeline.document_listing import group_batches
from palermo.pipeline.document_processing import Failure, Outcome, Task, process_batch
from palermo.pipeline.stages import StageSpec

BATCH_DOCUMENTS = 8
BATCH_BYTES = 8 * 1024 * 1024
"""Maximum documents and bytes of a batch: small enough for progress, large enough against Dask's overhead."""
MAX_WORKER_DEATHS = 3
"""Workers that a document may kill before it is quarantined; a cluster's scheduler has its own limit."""
POLL_INTERVAL_S = 30.0
"""Seconds without an answer after which the workers are checked."""
BATCH_EXTRA_S = 300.0
"""Seconds allowed for a batch in addition to the deadlines of its documents."""


class DaskDispatcher:
    """Submits documents to a Dask client and collects their outcomes."""

    def __init__(self, client: Client, spec: StageSpec, store: Store) -> None:
        self._client = client
        self._recipe = spec
        self._store = store
        self._patience = BATCH_EXTRA_S + 2 * BATCH_DOCUMENTS * spec.limits.seconds  # a document is tried at most twice

    def process_tasks(self, tasks: Sequence[Task], workers: int) -> Generator[Outcome]:
        """Keep each worker busy with two batches; process documents of a killing batch alone, at the end."""
        waiting = iter(group_batches(tasks, BATCH_DOCUMENTS, BATCH_BYTES))
        running = {self._submit(group): group for group in islice(waiting, 2 * workers)}
        suspects: list[Task] = []
        while running:
            for future in self._wait_for_batches(running):
                batch = running.pop(future)
                try:
                    yield from future.result()
                except KilledWorker:
                    suspects.extend(batch)
                for group in islice(waiting, 1):
                    running[self._submit(group)] = group
        for task in suspects:
            yield self._process_alone(task)

    def _wait_for_batches(
        self, batches_by_future: Mapping[Future[list[Outcome]], Sequence[Task]]
    ) -> Collection[Future[list[Outcome]]]:
        """Wait for batches to end; raises RunStopped if no worker is left, or all are silent for too long."""
        silent_s, empty_polls = 0.0, 0
        while True:
            try:
                done_batches: set[Future[list[Outcome]]] = wait(
                    list(batches_by_future), POLL_INTERVAL_S, "FIRST_COMPLETED"
                ).done
                return done_batches
            except TimeoutError:
                silent_s += POLL_INTERVAL_S
                empty_polls = 0 if self._client.scheduler_info()["workers"] else empty_polls + 1
            if empty_polls > 1 or silent_s > self._patience:
                reason = "none of them is left" if empty_polls else "they have stopped answering"
                raise RunStopped("the worker processes", reason, "Build again: finished work is kept")

    def _submit(self, batch: Sequence[Task]) -> Future[list[Outcome]]:
        return self._client.submit(process_batch, batch, self._recipe, self._store, pure=False)

    def _process_alone(self, task: Task) -> Outcome:
        """Process one document while no other is processed, so that only the one that kills is quarantined."""
        try:
            (outcome,) = self._submit([task]).result(timeout=self._patience)
        except KilledWorker as error:
            failure = Failure(
                error="ReaderDied",
                reason=f"{error.allowed_failures + 1} processes died while processing it",
                hint="Give the machine more memory, or split the document",
            )
            return Outcome(
                document=task.document, source=task.source, status="quarantined", failure=failure, key=task.extraction
            )
        return outcome
