"""Who reads the documents: threads of this process for a few, Dask's workers for many or on a cluster.

Neither parses bytes; each thread and each worker has a sandbox that does.
"""

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Thread

from palermo.edition.stores import Store
from palermo.pipeline.document_processing import Outcome, Task, close_sandboxes, process_batch
from palermo.pipeline.stages import StageSpec

MAX_DOCUMENTS_FOR_THREADS = 200
MAX_BYTES_FOR_THREADS = 64 * 1024 * 1024
"""Documents, and their bytes, up to which starting worker processes takes longer than it saves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaskScheduler:
    """A Dask cluster, by its scheduler's address; its workers see the sources and the library under the same paths."""

    address: str
    """Such as `tcp://host:8786`."""


type WorkerConfig = int | DaskScheduler
"""Who reads: so many processes on this machine, or a cluster."""


def process_tasks(tasks: Sequence[Task], spec: StageSpec, store: Store, workers: WorkerConfig) -> Generator[Outcome]:
    """Read all documents and give what became of each, in the order in which they end.

    Raises RunStopped where no reader starts, no worker can be had, or the cache cannot be written. Closing the
    iterator ends all processes of this machine.
    """
    if not tasks:
        return
    if isinstance(workers, int) and (workers == 1 or _is_small_batch(tasks)):
        yield from _process_with_threads(tasks, spec, store, min(workers, len(tasks)))
        return
    # Dask takes a second to import, and few commands need it
    from palermo.pipeline.dask_workers import process_on_cluster, process_with_local_workers

    if isinstance(workers, DaskScheduler):
        found = process_on_cluster(tasks, spec, store, workers.address)
    else:
        found = process_with_local_workers(tasks, spec, store, workers)
    with closing(found):
        yield from found


def _is_small_batch(tasks: Sequence[Task]) -> bool:
    return len(tasks) <= MAX_DOCUMENTS_FOR_THREADS and sum(task.size for task in tasks) <= MAX_BYTES_FOR_THREADS


def _process_with_threads(tasks: Sequence[Task], spec: StageSpec, store: Store, threads: int) -> Generator[Outcome]:
    """Read with so many sandboxes, each asked by a thread of its own.

    They speak through queues alone: Ctrl-C may fall into any line here, and no lock may stay behind.
    """
    waiting: SimpleQueue[Task] = SimpleQueue()
    done: SimpleQueue[Outcome | Exception] = SimpleQueue()
    stopping = Event()

    def read() -> None:
        while not stopping.is_set():
            try:
                task = waiting.get_nowait()
            except Empty:
                return
            try:
                done.put(process_batch([task], spec, store)[0])
            except Exception as error:  # noqa: BLE001 - raised again by who takes it from the queue
                done.put(error)

    for task in tasks:
        waiting.put(task)
    hands = [Thread(target=read, name="reading", daemon=True) for _ in range(threads)]
    try:
        for hand in hands:
            hand.start()
        for _ in tasks:
            ended = done.get()
            if isinstance(ended, Exception):
                raise ended
            yield ended
    finally:
        stopping.set()
        close_sandboxes()
        for hand in hands:
            if hand.ident:
                hand.join()
        close_sandboxes()
