"""Cache of the entries of the last edition, by which rows of a changed bucket are reused.

An entry is trusted only if its hash is the one that the edition's manifest has for the bucket.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from palermo.edition.buckets import BucketEntry, hash_entries
from palermo.edition.files import load_json_cache, save_json_cache
from palermo.edition.manifest import Bucket


class EntryCache:
    """A file in the library's cache; if it is lost or damaged, builds only take longer."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._cached_entries = load_json_cache(path)

    def get_entries(self, name: str, bucket: Bucket) -> frozenset[BucketEntry]:
        """Return the entries that a bucket was compiled from; empty if they are not known."""
        try:
            entries = [BucketEntry(document=document, key=key) for document, key in self._cached_entries[name]]
            known = hash_entries(entries) == bucket.input
        except (KeyError, TypeError, ValueError):
            return frozenset()
        return frozenset(entries) if known else frozenset()

    def save(self, groups: Mapping[str, Iterable[BucketEntry]]) -> None:
        """Save the entries that an edition was compiled from, by bucket, if the file can be written."""
        group_entries = {
            name: [[entry.document, entry.key] for entry in sorted(group)] for name, group in groups.items()
        }
        if group_entries != self._cached_entries:
            with suppress(OSError):
                save_json_cache(self._path, group_entries)
                self._cached_entries = group_entries
