"""Worker processes that apply a function to many items and end with this process."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from threading import Thread
from typing import Any


def map_in_processes[Shared, Item, Result](
    function: Callable[[Shared, Item], Result], shared: Shared, items: Sequence[Item], processes: int
) -> Iterator[Result]:
    """Yield `function(shared, item)` for each item, in order; `shared` is sent to each process once.

    Where a process is killed or none can start, the rest is done in this process; so is all with fewer than two.
    """
    done = 0
    if processes > 1:
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(processes, context, initializer=_init_process, initargs=(shared,))
        try:
            with defer_interrupts():
                results = pool.map(partial(_apply, function), items)
            for result in results:
                done += 1
                yield result
        except BrokenExecutor:
            pass
        finally:
            pool.shutdown(cancel_futures=True)
    yield from (function(shared, item) for item in items[done:])


@contextmanager
def defer_interrupts() -> Iterator[None]:
    """Block Ctrl-C in this context, and permanently in all threads and processes started in it.

    A terminal sends it to all processes, which would end with tracebacks; only this process handles it.
    """
    previous_mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, previous_mask)


_shared_values: list[Any] = []
"""What a worker process shares between its items."""


def _init_process(shared: Any) -> None:
    """Store the shared value; end this process when its parent is killed, since the queue of the pool never ends."""
    _shared_values[:] = [shared]
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _apply(function: Callable[[Any, Any], Any], item: Any) -> Any:
    return function(_shared_values[0], item)
