"""Ctrl-C while processes are started: a terminal sends it to all of them, and one alone has to answer it."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def defer_interrupts() -> Iterator[None]:
    """Hold back Ctrl-C, here for a moment, and for good in all threads and processes that are started meanwhile.

    They would die of it with tracebacks; this process alone answers it.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
