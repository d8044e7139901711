"""Who reads the documents: threads of this process for a few, Dask's workers for many or on a cluster.

Neither parses bytes; each thread and each worker has a sandbox that does.
"""

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Thread

from palermo.edition.stores import Store
from palermo.pipeline.stages import Recipe
from palermo.pipeline.work import Outcome, Task, close_sandboxes, work

FEW = 200
FEW_BYTES = 64 * 1024 * 1024
"""Documents, and their bytes, up to which starting worker processes takes longer than it saves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheduler:
    """A Dask cluster, by its scheduler's address; its workers see the sources and the library under the same paths."""

    address: str
    """Such as `tcp://host:8786`."""


type Hands = int | Scheduler
"""Who reads: so many processes on this machine, or a cluster."""


def outcomes(tasks: Sequence[Task], recipe: Recipe, store: Store, hands: Hands) -> Generator[Outcome]:
    """Read all documents and give what became of each, in the order in which they end.

    Raises RunStopped where no reader starts, no worker can be had, or the cache cannot be written. Closing the
    iterator ends all processes of this machine.
    """
    if not tasks:
        return
    if isinstance(hands, int) and (hands == 1 or _few(tasks)):
        yield from _with_threads(tasks, recipe, store, min(hands, len(tasks)))
        return
    # Dask takes a second to import, and few commands need it
    from palermo.pipeline.workers import on_cluster, with_workers

    if isinstance(hands, Scheduler):
        found = on_cluster(tasks, recipe, store, hands.address)
    else:
        found = with_workers(tasks, recipe, store, hands)
    with closing(found):
        yield from found


def _few(tasks: Sequence[Task]) -> bool:
    return len(tasks) <= FEW and sum(task.size for task in tasks) <= FEW_BYTES


def _with_threads(tasks: Sequence[Task], recipe: Recipe, store: Store, threads: int) -> Generator[Outcome]:
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
                done.put(work([task], recipe, store)[0])
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
