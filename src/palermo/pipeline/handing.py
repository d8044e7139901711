"""Handing documents to Dask's workers: batches go round, and a document that kills its workers is found out."""

from collections.abc import Collection, Generator, Mapping, Sequence
from itertools import islice

from distributed import Client, Future, wait
from distributed.scheduler import KilledWorker

from palermo.edition.stores import Store
from palermo.errors import RunStopped
from palermo.pipeline.listing import batches
from palermo.pipeline.stages import Recipe
from palermo.pipeline.work import Failure, Outcome, Task, work

BATCH = 8
BATCH_BYTES = 8 * 1024 * 1024
"""A task's documents at most, and their bytes: little enough to see progress, enough to make Dask's overhead small."""
DEATHS = 3
"""Workers that a document may kill before it is quarantined; a cluster's scheduler has its own number."""
LOOK = 30.0
"""Seconds without an answer after which the workers are looked at."""
SLACK = 300.0
"""Seconds that a batch may take beyond the deadlines of its documents."""


class Handing:
    """A client of Dask, and what its workers do with each document."""

    def __init__(self, client: Client, recipe: Recipe, store: Store) -> None:
        self._client = client
        self._recipe = recipe
        self._store = store
        self._patience = SLACK + 2 * BATCH * recipe.limits.seconds  # a document is tried twice at most

    def read(self, tasks: Sequence[Task], workers: int) -> Generator[Outcome]:
        """Keep two batches with each worker; look at the documents of a batch that killed its workers last."""
        waiting = iter(batches(tasks, BATCH, BATCH_BYTES))
        given = {self._give(group): group for group in islice(waiting, 2 * workers)}
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
        return self._client.submit(work, batch, self._recipe, self._store, pure=False)

    def _alone(self, task: Task) -> Outcome:
        """Read one document while no other is with any worker, so that only the guilty one is quarantined."""
        try:
            (outcome,) = self._give([task]).result(timeout=self._patience)
        except KilledWorker as error:
            failure = Failure(
                error="ReaderDied",
                reason=f"{error.allowed_failures + 1} processes died while they worked on it",
                mend="Give the machine more memory, or split the document",
            )
            return Outcome(
                document=task.document, source=task.source, status="quarantined", failure=failure, key=task.extraction
            )
        return outcome
