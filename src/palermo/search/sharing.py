"""Parts of an index that are written at the same time: by this process and by others, where there is enough to do."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, ThreadPoolExecutor
from threading import Lock
from typing import Final

from palermo.search.parts import Part, Wanted

PAYS: Final = 40_000
"""Passages from which on another process pays for its start, which costs as much as some 15,000."""

type Write = Callable[[Wanted], Part]


def written(write: Write, waiting: Sequence[Wanted], passages: int, workers: int) -> Iterator[Part]:
    """Write parts that hold so many passages: by one process and others, or where they are few, by threads of one.

    `write` can be sent to other processes, and may be asked again for a part when one of them was killed.
    """
    if workers < 2 or len(waiting) < 2 or passages < PAYS:
        with ThreadPoolExecutor(max(1, workers)) as threads:  # while one puts its words in order, others read theirs
            yield from threads.map(write, waiting)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers - 1, mp_context=context) as pool, ThreadPoolExecutor(workers) as threads:
        yield from threads.map(_Shared(write, pool), waiting)


class _Shared:
    """Writes a part here, or while one is written here, elsewhere."""

    def __init__(self, write: Write, pool: ProcessPoolExecutor) -> None:
        self._write, self._pool, self._here = write, pool, Lock()

    def __call__(self, want: Wanted) -> Part:
        if self._here.acquire(blocking=False):
            try:
                return self._write(want)
            finally:
                self._here.release()
        try:
            return self._pool.submit(self._write, want).result()
        except BrokenExecutor:  # a process was killed, or cannot start
            with self._here:
                return self._write(want)
