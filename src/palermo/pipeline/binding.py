"""Who compiles the buckets of an edition: this process for a few documents, several processes for many."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from palermo.edition import BucketFile, Compiled, Entry
from palermo.edition.buckets import Kept, Load, compile_bucket
from palermo.pipeline.interrupts import interrupts_deferred
from palermo.reading.child import die_with

MANY = 400
"""Documents from which on starting processes takes less than it saves."""

type Files = Mapping[str, BucketFile]


@dataclass(frozen=True, slots=True, kw_only=True)
class Binders:
    """Compiles buckets with so many processes, and tells of each document that is done."""

    count: int
    seen: Callable[[], None]
    loaded: Callable[[Compiled], object] | None = None
    """Told of each document that this process compiles."""

    def __call__(
        self, folder: Path, groups: Mapping[str, Sequence[Entry]], load: Load, kept: Mapping[str, Kept]
    ) -> dict[str, Files]:
        """Files of each bucket; raises what `load` raises, whichever process it was in."""
        made: dict[str, Files] = {}
        if self.count > 1 and sum(map(len, groups.values())) >= MANY:
            made.update(self._told(groups, _by_processes(folder, groups, load, kept, self.count)))
        left = {name: group for name, group in groups.items() if name not in made}
        made.update(self._told(left, _in_turn(folder, left, self._telling(load), kept)))
        return made

    def _telling(self, load: Load) -> Load:
        told = self.loaded
        if told is None:
            return load

        def loaded(entry: Entry) -> Compiled:
            part = load(entry)
            told(part)
            return part

        return loaded

    def _told(
        self, groups: Mapping[str, Sequence[Entry]], made: Iterator[tuple[str, Files]]
    ) -> Iterator[tuple[str, Files]]:
        for name, files in made:
            for _ in groups[name]:
                self.seen()
            yield name, files


def _in_turn(
    folder: Path, groups: Mapping[str, Sequence[Entry]], load: Load, kept: Mapping[str, Kept]
) -> Iterator[tuple[str, Files]]:
    for name, group in groups.items():
        yield name, compile_bucket(folder, name, group, load, kept.get(name))


def _by_processes(
    folder: Path, groups: Mapping[str, Sequence[Entry]], load: Load, kept: Mapping[str, Kept], count: int
) -> Iterator[tuple[str, Files]]:
    """Buckets as they are done; where a process is killed, those that are not are left to whoever asked."""
    pool = ProcessPoolExecutor(count, get_context("spawn"), initializer=_begin, initargs=(load, os.getpid()))
    try:
        given: dict[Future[Files], str] = {}
        with interrupts_deferred():
            for name, group in groups.items():
                given[pool.submit(_compiled, folder, name, group, kept.get(name))] = name
        for future in as_completed(given):
            yield given[future], future.result()
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(cancel_futures=True)


_loads: list[Load] = []
"""In a process that compiles: what gives it a document's rows."""


def _begin(load: Load, parent: int) -> None:
    die_with(parent)
    _loads[:] = [load]


def _compiled(folder: Path, name: str, group: Sequence[Entry], kept: Kept | None) -> Files:
    return compile_bucket(folder, name, group, _loads[0], kept)
