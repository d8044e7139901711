"""Parallel building of index partitions, in threads and, for large editions, in worker processes."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from threading import Lock
from typing import Final

from palermo.search.partitions import IndexPartition, PartitionSpec

MIN_PARALLEL_PASSAGES: Final = 40_000
"""Number of passages from which another process pays off: its start costs as much as some 15,000 passages."""
LOCAL_THREADS: Final = 2
"""Partitions in progress per process: while one commits its words, the next reads its own."""

type PartitionStarter = Callable[[PartitionSpec], Callable[[], IndexPartition]]
"""Writes the Python part of a partition, and returns a function that does the rest without Python."""


def write_partitions(
    start_partition: PartitionStarter, pending: Sequence[PartitionSpec], passages: int, workers: int
) -> Iterator[IndexPartition]:
    """Write partitions of `passages` passages in `workers` processes, or in threads if they are few.

    `start_partition` must be picklable; it is called again for a partition whose process was killed.
    """
    if workers < 2 or len(pending) < 2 or passages < MIN_PARALLEL_PASSAGES:
        with ThreadPoolExecutor(max(1, workers)) as threads:
            yield from threads.map(lambda want: start_partition(want)(), pending)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers - 1, mp_context=context) as pool, ThreadPoolExecutor(workers + 1) as threads:
        shared = _PartitionQueue(start_partition, pool, pending)
        submitted = [threads.submit(shared.write_in_worker) for _ in range(workers - 1)]
        submitted += [threads.submit(shared.write_locally) for _ in range(LOCAL_THREADS)]
        for item in submitted:
            yield from item.result()


class _PartitionQueue:
    """Queue of the partitions to be written; each process takes the next when it is free."""

    def __init__(self, start_partition: PartitionStarter, pool: Executor, pending: Iterable[PartitionSpec]) -> None:
        self._begin, self._pool, self._left, self._turn = start_partition, pool, deque(pending), Lock()

    def write_locally(self) -> list[IndexPartition]:
        """Write partitions in this process, one at a time until the commit of its words."""
        done: list[IndexPartition] = []
        while True:
            with self._turn:
                want = self._pop_spec()
                if want is None:
                    return done
                finish = self._begin(want)
            done.append(finish())

    def write_in_worker(self) -> list[IndexPartition]:
        """Write partitions in a worker process."""
        done: list[IndexPartition] = []
        while want := self._pop_spec():
            try:
                done.append(self._pool.submit(_write_partition, self._begin, want).result())
            except BrokenExecutor:  # a process was killed, or cannot start
                with self._turn:
                    done.append(self._begin(want)())
        return done

    def _pop_spec(self) -> PartitionSpec | None:
        try:
            return self._left.popleft()
        except IndexError:
            return None


def _write_partition(start_partition: PartitionStarter, spec: PartitionSpec) -> IndexPartition:
    return start_partition(spec)()
