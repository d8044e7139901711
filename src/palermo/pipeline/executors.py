"""Executors of document processing: threads of this process, or the workers of a Dask cluster.

Neither parses bytes; each thread and each worker has a sandbox that does.
"""

import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Thread

from palermo.edition.stores import Store
from palermo.pipeline.document_processing import Outcome, Task, close_sandboxes, process_batch, stop_sandboxes
from palermo.pipeline.stages import StageSpec

STOP_INTERVAL_S = 0.2
"""Seconds between attempts to stop the sandboxes of threads that must end."""
STOP_TIMEOUT_S = 60.0
"""Seconds after which threads that do not end, as in a store that does not answer, are left behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaskScheduler:
    """A Dask cluster, by its scheduler's address.

    Its workers access sources and library under the same paths.
    """

    address: str
    """Such as `tcp://host:8786`."""


type WorkerConfig = int | DaskScheduler
"""Number of processes on this machine, or a cluster."""


def check_workers(workers: WorkerConfig) -> None:
    """Raise RunStopped if the scheduler of a cluster does not answer."""
    if not isinstance(workers, int):
        from palermo.pipeline.dask_workers import check_scheduler

        check_scheduler(workers.address)


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
    """Process with a number of sandboxes, each used by a thread of its own.

    Threads use queues without further locks, since Ctrl-C may interrupt any line here: with a lock of
    `concurrent.futures` left held, the build would wait forever.
    """
    waiting: SimpleQueue[Task] = SimpleQueue()
    results: SimpleQueue[Outcome | BaseException] = SimpleQueue()
    stopping = Event()
    for task in tasks:
        waiting.put(task)
    arguments = (waiting, results, stopping, spec, store)
    workers = [Thread(target=_process_tasks, args=arguments, name="reading", daemon=True) for _ in range(threads)]
    try:
        for worker in workers:
            worker.start()
        for _ in tasks:
            result = results.get()
            if isinstance(result, BaseException):
                raise result
            yield result
    finally:
        stopping.set()
        deadline = time.monotonic() + STOP_TIMEOUT_S
        for worker in workers:
            while worker.is_alive() and time.monotonic() < deadline:
                stop_sandboxes()  # again and again: a thread may have started another one
                worker.join(STOP_INTERVAL_S)
        close_sandboxes()


def _process_tasks(
    waiting: SimpleQueue[Task],
    results: SimpleQueue[Outcome | BaseException],
    stopping: Event,
    spec: StageSpec,
    store: Store,
) -> None:
    """Process waiting tasks until there are none, or until `stopping` is set."""
    while not stopping.is_set():
        try:
            task = waiting.get_nowait()
        except Empty:
            return
        try:
            results.put(process_batch([task], spec, store)[0])
        except BaseException as error:  # noqa: BLE001 - raised again by the consumer of the queue, which waits for it
            results.put(error)
