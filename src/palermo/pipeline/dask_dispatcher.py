"""Handing documents to Dask's workers: batches go round, and a document that kills its workers is found out."""

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
"""A task's documents at most, and their bytes: little enough to see progress, enough to make Dask's overhead small."""
MAX_WORKER_DEATHS = 3
"""Workers that a document may kill before it is quarantined; a cluster's scheduler has its own number."""
POLL_INTERVAL_S = 30.0
"""Seconds without an answer after which the workers are looked at."""
BATCH_EXTRA_S = 300.0
"""Seconds that a batch may take beyond the deadlines of its documents."""


class DaskDispatcher:
    """A client of Dask, and what its workers do with each document."""

    def __init__(self, client: Client, spec: StageSpec, store: Store) -> None:
        self._client = client
        self._recipe = spec
        self._store = store
        self._patience = BATCH_EXTRA_S + 2 * BATCH_DOCUMENTS * spec.limits.seconds  # a document is tried twice at most

    def process_tasks(self, tasks: Sequence[Task], workers: int) -> Generator[Outcome]:
        """Keep two batches with each worker; look at the documents of a batch that killed its workers last."""
        waiting = iter(group_batches(tasks, BATCH_DOCUMENTS, BATCH_BYTES))
        given = {self._submit(group): group for group in islice(waiting, 2 * workers)}
        suspects: list[Task] = []
        while given:
            for future in self._wait_for_batches(given):
                batch = given.pop(future)
                try:
                    yield from future.result()
                except KilledWorker:
                    suspects.extend(batch)
                for group in islice(waiting, 1):
                    given[self._submit(group)] = group
        for task in suspects:
            yield self._process_alone(task)

    def _wait_for_batches(
        self, batches_by_future: Mapping[Future[list[Outcome]], Sequence[Task]]
    ) -> Collection[Future[list[Outcome]]]:
        """Wait for batches to end; raises RunStopped where no worker is left, or where all are silent for too long."""
        silent, empty = 0.0, 0
        while True:
            try:
                ended: set[Future[list[Outcome]]] = wait(
                    list(batches_by_future), POLL_INTERVAL_S, "FIRST_COMPLETED"
                ).done
                return ended
            except TimeoutError:
                silent += POLL_INTERVAL_S
                empty = 0 if self._client.scheduler_info()["workers"] else empty + 1
            if empty > 1 or silent > self._patience:
                reason = "none of them is left" if empty else "they give no answer any more"
                raise RunStopped("the worker processes", reason, "Build again: what was read is kept")

    def _submit(self, batch: Sequence[Task]) -> Future[list[Outcome]]:
        return self._client.submit(process_batch, batch, self._recipe, self._store, pure=False)

    def _process_alone(self, task: Task) -> Outcome:
        """Read one document while no other is with any worker, so that only the guilty one is quarantined."""
        try:
            (outcome,) = self._submit([task]).result(timeout=self._patience)
        except KilledWorker as error:
            failure = Failure(
                error="ReaderDied",
                reason=f"{error.allowed_failures + 1} processes died while they worked on it",
                fix="Give the machine more memory, or split the document",
            )
            return Outcome(
                document=task.document, source=task.source, status="quarantined", failure=failure, key=task.extraction
            )
        return outcome
