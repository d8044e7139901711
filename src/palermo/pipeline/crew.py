"""Who reads the documents: this process for a few, Dask workers for many. Dask never parses bytes; sandboxes do."""

import logging
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import dask
from distributed import Client, Future, LocalCluster, as_completed
from distributed.scheduler import KilledWorker

from palermo.pipeline.listing import batches
from palermo.pipeline.stages import Recipe
from palermo.pipeline.work import Failure, Outcome, Task, close_sandboxes, work

FEW = 8
"""Documents that are read here: starting worker processes takes longer than reading them."""
BATCH = 8
BATCH_BYTES = 8 * 1024 * 1024
"""A task's documents at most, and their bytes: little enough to see progress, enough to make Dask's overhead small."""
DEATHS = 3
"""Workers that a document may kill before it is quarantined."""
DASK = {
    "distributed.scheduler.allowed-failures": DEATHS - 1,
    "distributed.scheduler.worker-saturation": 1.0,
    "distributed.worker.memory.terminate": False,
    "distributed.admin.tick.limit": "1h",
}


def outcomes(tasks: Sequence[Task], recipe: Recipe, cache: Path, workers: int) -> Iterator[Outcome]:
    """Read all documents and give what became of each, in the order in which they end.

    Raises RunStopped where no reader starts, and OSError where the cache cannot be written. Closing the iterator ends
    all processes.
    """
    if workers > 1 and len(tasks) > FEW:
        yield from _with_dask(tasks, recipe, cache, workers)
        return
    try:
        for task in tasks:
            yield from work([task], recipe, cache)
    finally:
        close_sandboxes()


def _with_dask(tasks: Sequence[Task], recipe: Recipe, cache: Path, workers: int) -> Iterator[Outcome]:
    waiting = iter(batches(tasks, BATCH, BATCH_BYTES))
    suspects: list[Task] = []
    with (
        dask.config.set(DASK),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster) as client,
    ):
        given: dict[Future, tuple[Task, ...]] = {}
        done = as_completed()
        for batch in islice(waiting, 2 * workers):
            given[_give(client, done, batch, recipe, cache)] = batch
        for future in done:
            batch = given.pop(future)
            try:
                yield from future.result()
            except KilledWorker:
                suspects.extend(batch)
            for batch in islice(waiting, 1):
                given[_give(client, done, batch, recipe, cache)] = batch
        for task in suspects:
            yield _alone(client, task, recipe, cache)


def _give(client: Client, done: as_completed, batch: Sequence[Task], recipe: Recipe, cache: Path) -> Future:
    future = client.submit(work, batch, recipe, cache, pure=False)
    done.add(future)
    return future


def _alone(client: Client, task: Task, recipe: Recipe, cache: Path) -> Outcome:
    """Read one document while no other is with any worker, so that only the guilty one is quarantined."""
    try:
        outcome: Outcome = client.submit(work, [task], recipe, cache, pure=False).result()[0]
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
