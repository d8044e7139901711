"""Parts of an index that are written at the same time: by this process and by others, where there is enough to do."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from threading import Lock
from typing import Final

from palermo.search.parts import Part, Wanted

PAYS: Final = 40_000
"""Passages from which on another process pays for its start, which costs as much as some 15,000."""
HERE: Final = 2
"""Parts that a process has in work: while one puts its words in order, another reads its own."""

type Begin = Callable[[Wanted], Callable[[], Part]]
"""Writes a part but for what needs no Python, which is done by what it gives back."""


def written(begin: Begin, waiting: Sequence[Wanted], passages: int, workers: int) -> Iterator[Part]:
    """Write parts that hold so many passages: by one process and others, or where they are few, by threads of one.

    `begin` can be sent to other processes, and may be asked again for a part when one of them was killed.
    """
    if workers < 2 or len(waiting) < 2 or passages < PAYS:
        with ThreadPoolExecutor(max(1, workers)) as threads:
            yield from threads.map(lambda want: begin(want)(), waiting)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers - 1, mp_context=context) as pool, ThreadPoolExecutor(workers + 1) as threads:
        shared = _Shared(begin, pool, waiting)
        asked = [threads.submit(shared.elsewhere) for _ in range(workers - 1)]
        asked += [threads.submit(shared.here) for _ in range(HERE)]
        for one in asked:
            yield from one.result()


class _Shared:
    """Parts that are left to be written, of which each process takes the next when it is free."""

    def __init__(self, begin: Begin, pool: Executor, waiting: Iterable[Wanted]) -> None:
        self._begin, self._pool, self._left, self._turn = begin, pool, deque(waiting), Lock()

    def here(self) -> list[Part]:
        """Write parts in this process, one at a time until its words are put in order."""
        done: list[Part] = []
        while True:
            with self._turn:
                want = self._next()
                if want is None:
                    return done
                finish = self._begin(want)
            done.append(finish())

    def elsewhere(self) -> list[Part]:
        """Have parts written by another process."""
        done: list[Part] = []
        while want := self._next():
            try:
                done.append(self._pool.submit(_whole, self._begin, want).result())
            except BrokenExecutor:  # a process was killed, or cannot start
                with self._turn:
                    done.append(self._begin(want)())
        return done

    def _next(self) -> Wanted | None:
        try:
            return self._left.popleft()
        except IndexError:
            return None


def _whole(begin: Begin, want: Wanted) -> Part:
    return begin(want)()
