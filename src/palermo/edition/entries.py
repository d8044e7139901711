"""Entries of the last edition that was written: which rows of a changed bucket need not be made again.

What is told here is believed only where its hash is the one that the edition's manifest has for the bucket.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from palermo.edition.buckets import Entry, input_hash
from palermo.edition.files import memorised, recalled
from palermo.edition.manifest import Bucket


class Entries:
    """A file of the library's cache; one that is lost or damaged costs time and nothing else."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._told = recalled(path)

    def of(self, name: str, bucket: Bucket) -> frozenset[Entry]:
        """What a bucket was compiled from; nothing where that is not known."""
        try:
            entries = [Entry(document=document, key=key) for document, key in self._told[name]]
            known = input_hash(entries) == bucket.input
        except (KeyError, TypeError, ValueError):
            return frozenset()
        return frozenset(entries) if known else frozenset()

    def keep(self, groups: Mapping[str, Iterable[Entry]]) -> None:
        """Keep what an edition was compiled from, by bucket, where the disk takes it."""
        told = {name: [[entry.document, entry.key] for entry in sorted(group)] for name, group in groups.items()}
        if told != self._told:
            with suppress(OSError):
                memorised(self._path, told)
                self._told = told
