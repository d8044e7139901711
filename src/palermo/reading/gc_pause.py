"""Reading without looks for cycles: lines, blocks and passages hold none, and to look takes a twentieth of the time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def pause_gc() -> Iterator[None]:
    """Keep Python's collector from running meanwhile; also to be set above a function."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
