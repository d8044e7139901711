"""Handing documents to Dask's workers: batches go round, and a document that kills its workers is found out."""

from collections.abc import Generator, Sequence
from itertools import islice
from pathlib import Path

from distributed import Client, Future, as_completed
from distributed.scheduler import KilledWorker

from palermo.pipeline.listing import batches
from palermo.pipeline.stages import Recipe
from palermo.pipeline.work import Failure, Outcome, Task, work

BATCH = 8
BATCH_BYTES = 8 * 1024 * 1024
"""A task's documents at most, and their bytes: little enough to see progress, enough to make Dask's overhead small."""
DEATHS = 3
"""Workers that a document may kill before it is quarantined; a cluster's scheduler has its own number."""


class Handing:
    """A client of Dask, and what its workers do with each document."""

    def __init__(self, client: Client, recipe: Recipe, cache: Path) -> None:
        self._client = client
        self._recipe = recipe
        self._cache = cache

    def read(self, tasks: Sequence[Task], workers: int) -> Generator[Outcome]:
        """Keep two batches with each worker; look at the documents of a batch that killed its workers last."""
        waiting = iter(batches(tasks, BATCH, BATCH_BYTES))
        given = {self._give(group): group for group in islice(waiting, 2 * workers)}
        done = as_completed(list(given), loop=self._client.loop)
        suspects: list[Task] = []
        for future in done:
            batch = given.pop(future)
            try:
                yield from future.result()
            except KilledWorker:
                suspects.extend(batch)
            for group in islice(waiting, 1):
                following = self._give(group)
                given[following] = group
                done.add(following)
        for task in suspects:
            yield self._alone(task)

    def _give(self, batch: Sequence[Task]) -> Future[list[Outcome]]:
        return self._client.submit(work, batch, self._recipe, self._cache, pure=False)

    def _alone(self, task: Task) -> Outcome:
        """Read one document while no other is with any worker, so that only the guilty one is quarantined."""
        try:
            (outcome,) = self._give([task]).result()
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
