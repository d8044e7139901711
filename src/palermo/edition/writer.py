"""Writer: compiles documents into an edition, publishes it atomically and makes it current."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from palermo import __version__
from palermo.edition import manifest as manifests
from palermo.edition.bucket_counts import count_buckets
from palermo.edition.buckets import (
    BucketEntry,
    DocumentLoader,
    ReusableBucket,
    compile_bucket,
    get_bucket_name,
    hash_entries,
)
from palermo.edition.columns import SCHEMA_VERSION, TABLE_SCHEMAS
from palermo.edition.entry_cache import EntryCache
from palermo.edition.files import link_or_copy
from palermo.edition.library import Library
from palermo.edition.manifest import Bucket, BucketFile, Manifest, QuarantinedDocument, compute_content_id
from palermo.edition.staging import create_staging_folder, is_bucket_intact, publish_edition
from palermo.errors import NoLibrary

type DerivationStep = Callable[[Path, Manifest, Path | None], object]
"""Writes derived files into an edition's folder; gets the manifest and the previous edition's folder. Skips files that
are up to date."""
type CompileStrategy = Callable[
    [Path, Mapping[str, Sequence[BucketEntry]], DocumentLoader, Mapping[str, ReusableBucket]],
    Mapping[str, Mapping[str, BucketFile]],
]
"""Compiles buckets, given by name, into a folder and returns the files of each; some are partly reusable."""


def compile_sequentially(
    folder: Path,
    groups: Mapping[str, Sequence[BucketEntry]],
    load: DocumentLoader,
    reusable: Mapping[str, ReusableBucket],
) -> dict[str, dict[str, BucketFile]]:
    """Compile the buckets one after the other."""
    return {name: compile_bucket(folder, name, group, load, reusable.get(name)) for name, group in groups.items()}


class EditionWriter:
    """Writes editions of a library; the caller must hold the library's lock."""

    def __init__(
        self, library: Library, *, versions: Mapping[str, str], strategy: CompileStrategy = compile_sequentially
    ) -> None:
        self._library = library
        self._strategy = strategy
        self._versions = dict(sorted(versions.items()))
        self._entries = EntryCache(library.cache / "entries.json")

    def write(
        self,
        entries: Iterable[BucketEntry],
        load: DocumentLoader,
        quarantined: Sequence[QuarantinedDocument],
        date: datetime,
        derive: DerivationStep | None = None,
    ) -> Manifest:
        """Compile the entries and serve the result; `load` is called only for new or changed entries.

        Buckets with the same entries as in the current edition are linked from it; in other buckets, rows of unchanged
        entries are reused. The same entries and versions give the same edition: if it exists, it is served as it is,
        with its first date, and only the manifest's list of quarantined documents is updated. `derive` adds to the
        edition before it is served.

        Raises ValueError for a date without time zone, a repeated document, or rows that do not belong to their entry;
        after any error, the current edition is untouched.
        """
        if date.tzinfo is None:
            raise ValueError("the date of an edition must have a time zone")
        groups = _group_by_bucket(entries)
        current = _open_current(self._library)
        with create_staging_folder(self._library.editions) as folder:
            buckets = self._compile_buckets(folder, groups, load, current)
            counts, dates = count_buckets(folder, buckets, self._library.cache / "counts.json")
            edition_id = compute_content_id(buckets, self._versions, __version__, SCHEMA_VERSION)
            new_manifest = Manifest(
                id=edition_id,
                date=date.astimezone(UTC),
                palermo=__version__,
                schema=SCHEMA_VERSION,
                versions=self._versions,
                counts=counts,
                buckets=buckets,
                newest=max(dates, default=None),
                oldest=min(dates, default=None),
                previous=current.manifest.id if current and current.manifest.id != edition_id else None,
                quarantined=tuple(quarantined),
            )
            self._library.fetch(edition_id)
            manifest = publish_edition(folder, new_manifest, self._library.get_edition_folder(edition_id))
        if derive:
            derive(self._library.get_edition_folder(manifest.id), manifest, current.folder if current else None)
        self._entries.save(groups)
        self._library.set_current(manifest.id)
        return manifest

    def _compile_buckets(
        self,
        folder: Path,
        groups: Mapping[str, list[BucketEntry]],
        load: DocumentLoader,
        previous: "_PreviousEdition | None",
    ) -> dict[str, Bucket]:
        linked = {
            name: old for name, group in groups.items() if (old := _link_unchanged(folder, name, group, previous))
        }
        changed = {name: group for name, group in groups.items() if name not in linked}
        reusable = {
            name: reusable_bucket
            for name, group in changed.items()
            if (reusable_bucket := _find_reusable(name, group, previous, self._entries))
        }
        bucket_files = self._strategy(folder, changed, load, reusable)
        return {
            name: linked.get(name) or Bucket(input=hash_entries(group), files=bucket_files[name])
            for name, group in groups.items()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class _PreviousEdition:
    """The edition that is current while the next is written."""

    manifest: Manifest
    folder: Path

    def has_intact_bucket(self, name: str) -> bool:
        """Return True if it has a bucket of that name with the hashes in its manifest."""
        old = self.manifest.buckets.get(name)
        return old is not None and is_bucket_intact(self.folder, name, old)


def _open_current(library: Library) -> _PreviousEdition | None:
    """Open the current edition for linking; None if unreadable, because everything can be rebuilt."""
    current = library.read_current_id()
    if current is None:
        return None
    library.fetch(current)
    folder = library.get_edition_folder(current)
    try:
        return _PreviousEdition(manifest=manifests.load(folder), folder=folder)
    except NoLibrary:
        return None


def _group_by_bucket(entries: Iterable[BucketEntry]) -> dict[str, list[BucketEntry]]:
    ordered = sorted(entries)
    invalid = [e.document for e in ordered if not re.fullmatch("[0-9a-f]{2}", get_bucket_name(e.document))]
    if invalid:
        raise ValueError(f"{invalid[0]!r} is not the id of a document")
    repeated = [document for document, count in Counter(e.document for e in ordered).items() if count > 1]
    if repeated:
        raise ValueError(f"document {repeated[0]} is listed twice")
    groups: defaultdict[str, list[BucketEntry]] = defaultdict(list)
    for entry in ordered:
        groups[get_bucket_name(entry.document)].append(entry)
    return dict(groups)


def _find_reusable(
    name: str, group: Sequence[BucketEntry], previous: _PreviousEdition | None, entry_cache: EntryCache
) -> ReusableBucket | None:
    """Return the unchanged entries of a changed bucket in the previous edition, if its bucket is intact."""
    if previous is None or name not in previous.manifest.buckets:
        return None
    shared_entries = entry_cache.get_entries(name, previous.manifest.buckets[name]).intersection(group)
    return (
        ReusableBucket(folder=previous.folder, entries=shared_entries)
        if shared_entries and previous.has_intact_bucket(name)
        else None
    )


def _link_unchanged(
    folder: Path, name: str, group: Sequence[BucketEntry], previous: _PreviousEdition | None
) -> Bucket | None:
    """Link a bucket of the previous edition if it has the same entries and is intact."""
    old = previous.manifest.buckets.get(name) if previous else None
    if not (previous and old and old.input == hash_entries(group) and previous.has_intact_bucket(name)):
        return None
    for table in TABLE_SCHEMAS:
        link_or_copy(previous.folder / table / f"{name}.parquet", folder / table / f"{name}.parquet")
    return old
