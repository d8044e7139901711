"""Handling of Ctrl-C while processes are started."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


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
