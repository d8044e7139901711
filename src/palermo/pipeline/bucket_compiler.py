"""Compilation of an edition's buckets: in this process for a few documents, in several for many."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from palermo.edition import BucketEntry, BucketFile
from palermo.edition.buckets import DocumentLoader, ReusableBucket, compile_bucket
from palermo.pipeline.interrupts import defer_interrupts
from palermo.sandbox.worker import exit_with_parent

MIN_DOCUMENTS_FOR_PROCESSES = 400
"""Documents from which starting processes saves time."""

type BucketFiles = Mapping[str, BucketFile]


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketCompiler:
    """Compiles buckets with a number of processes, and reports each finished document."""

    processes: int
    on_document: Callable[[], None]

    def __call__(
        self,
        folder: Path,
        groups: Mapping[str, Sequence[BucketEntry]],
        load: DocumentLoader,
        previous: Mapping[str, ReusableBucket],
    ) -> dict[str, BucketFiles]:
        """Return the files of each bucket; raises what `load` raises, in whichever process."""
        files: dict[str, BucketFiles] = {}
        if self.processes > 1 and sum(map(len, groups.values())) >= MIN_DOCUMENTS_FOR_PROCESSES:
            files.update(
                self._report_documents(groups, _compile_in_processes(folder, groups, load, previous, self.processes))
            )
        remaining = {name: group for name, group in groups.items() if name not in files}
        compiled = _compile_sequentially(folder, remaining, load, previous)
        files.update(self._report_documents(remaining, compiled))
        return files

    def _report_documents(
        self, groups: Mapping[str, Sequence[BucketEntry]], compiled: Iterator[tuple[str, BucketFiles]]
    ) -> Iterator[tuple[str, BucketFiles]]:
        for name, files in compiled:
            for _ in groups[name]:
                self.on_document()
            yield name, files


def _compile_sequentially(
    folder: Path,
    groups: Mapping[str, Sequence[BucketEntry]],
    load: DocumentLoader,
    previous: Mapping[str, ReusableBucket],
) -> Iterator[tuple[str, BucketFiles]]:
    for name, group in groups.items():
        yield name, compile_bucket(folder, name, group, load, previous.get(name))


def _compile_in_processes(
    folder: Path,
    groups: Mapping[str, Sequence[BucketEntry]],
    load: DocumentLoader,
    previous: Mapping[str, ReusableBucket],
    processes: int,
) -> Iterator[tuple[str, BucketFiles]]:
    """Yield buckets as they are finished.

    If a process is killed, the remaining ones are left to the caller.
    """
    pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=_init_process, initargs=(load, os.getpid()))
    try:
        buckets: dict[Future[BucketFiles], str] = {}
        with defer_interrupts():
            for name, group in groups.items():
                buckets[pool.submit(_compile_bucket, folder, name, group, previous.get(name))] = name
        for future in as_completed(buckets):
            yield buckets[future], future.result()
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(cancel_futures=True)


_loaders: list[DocumentLoader] = []
"""The document loader of a compiling process."""


def _init_process(load: DocumentLoader, parent: int) -> None:
    exit_with_parent(parent)
    _loaders[:] = [load]


def _compile_bucket(
    folder: Path, name: str, group: Sequence[BucketEntry], previous: ReusableBucket | None
) -> BucketFiles:
    return compile_bucket(folder, name, group, _loaders[0], previous)
