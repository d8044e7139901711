"""Compilation of an edition's buckets: in this process for a few documents, in several for many."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from palermo.edition import BucketEntry, BucketFile
from palermo.edition.buckets import DocumentLoader, ReusableBucket, compile_bucket
from palermo.process_pool import map_in_processes

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
        is_small = sum(map(len, groups.values())) < MIN_DOCUMENTS_FOR_PROCESSES
        items = [(name, group, previous.get(name)) for name, group in groups.items()]
        files: dict[str, BucketFiles] = {}
        compiled = map_in_processes(_compile_bucket, (folder, load), items, 1 if is_small else self.processes)
        for (name, group, _), bucket_files in zip(items, compiled, strict=True):
            files[name] = bucket_files
            for _document in group:
                self.on_document()
        return files


def _compile_bucket(
    shared: tuple[Path, DocumentLoader], item: tuple[str, Sequence[BucketEntry], ReusableBucket | None]
) -> BucketFiles:
    (folder, load), (name, group, previous) = shared, item
    return compile_bucket(folder, name, group, load, previous)
