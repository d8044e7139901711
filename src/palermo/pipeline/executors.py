"""Executors of document processing: threads of this process, or the workers of a Dask cluster.

Neither parses bytes; each thread and each worker has a sandbox that does.
"""

import time
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import closing
from dataclasses import dataclass

from palermo.edition.stores import Store
from palermo.pipeline.document_processing import Outcome, Task, close_sandboxes, process_batch, stop_sandboxes
from palermo.pipeline.stages import StageSpec

STOP_INTERVAL_S = 0.2
"""Seconds between attempts to stop the sandboxes of threads that must end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaskScheduler:
    """A Dask cluster, by its scheduler's address.

    Its workers access sources and library under the same paths.
    """

    address: str
    """Such as `tcp://host:8786`."""


type WorkerConfig = int | DaskScheduler
"""Number of processes on this machine, or a cluster."""


def process_tasks(tasks: Sequence[Task], spec: StageSpec, store: Store, workers: WorkerConfig) -> Generator[Outcome]:
    """Process all documents and yield their outcomes as they end.

    Raises RunStopped if no sandbox starts, no worker is available, or the cache cannot be written. Closing the
    iterator ends all processes of this machine.
    """
    if not tasks:
        return
    if isinstance(workers, int):
        yield from _process_with_threads(tasks, spec, store, min(workers, len(tasks)))
        return
    # importing Dask takes a second, and few commands need it
    from palermo.pipeline.dask_workers import process_on_cluster

    with closing(process_on_cluster(tasks, spec, store, workers.address)) as outcomes:
        yield from outcomes


def _process_with_threads(tasks: Sequence[Task], spec: StageSpec, store: Store, threads: int) -> Generator[Outcome]:
    """Process with a number of sandboxes, each used by a thread of its own; all have ended when this function ends."""
    pool, futures = ThreadPoolExecutor(threads, thread_name_prefix="reading"), list[Future[list[Outcome]]]()
    try:
        futures += (pool.submit(process_batch, [task], spec, store) for task in tasks)
        for future in as_completed(futures):
            yield future.result()[0]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        while not all(future.done() for future in futures):
            stop_sandboxes()  # again and again: a thread may have started another one
            time.sleep(STOP_INTERVAL_S)
        close_sandboxes()
