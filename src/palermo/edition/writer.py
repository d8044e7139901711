"""Writer: compiles documents into an edition, publishes it atomically and makes it current."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from palermo import __version__
from palermo.edition import manifest as manifests
from palermo.edition.buckets import (
    BucketEntry,
    DocumentLoader,
    ReusableBucket,
    compile_bucket,
    get_bucket_name,
    hash_entries,
    read_columns,
)
from palermo.edition.columns import TABLE_SCHEMAS
from palermo.edition.files import link_or_copy, load_json_cache, save_json_cache
from palermo.edition.library import Library
from palermo.edition.manifest import (
    Bucket,
    BucketFile,
    EditionCounts,
    Manifest,
    QuarantinedDocument,
    compute_content_id,
)
from palermo.edition.staging import create_staging_folder, is_bucket_intact, publish_edition
from palermo.errors import NoLibrary
from palermo.grouping import group_items
from palermo.statements import SCHEMA_VERSION, ReviewStatus

type DerivationStep = Callable[[Path, Manifest, Path | None], object]
"""Writes derived files into an edition's folder; gets the manifest and the previous edition's folder. Skips files that
are up to date."""
type CompileStrategy = Callable[
    [Path, Mapping[str, Sequence[BucketEntry]], DocumentLoader, Mapping[str, ReusableBucket]],
    Mapping[str, Mapping[str, BucketFile]],
]
"""Compiles buckets, given by name, into a folder and returns the files of each; some are partly reusable."""

_CACHED_FIELDS = frozenset({"of", "works", "pages", "statements", "copies", "languages", "dates"})
_CACHE_FORMAT = "2"
"""To be raised when the cached fields change."""


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
        entries = {name: [[entry.document, entry.key] for entry in sorted(group)] for name, group in groups.items()}
        if entries != self._cached_entries:
            with suppress(OSError):
                save_json_cache(self._path, entries)
                self._cached_entries = entries


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
    return group_items(ordered, lambda entry: get_bucket_name(entry.document))


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


def count_buckets(folder: Path, buckets: Mapping[str, Bucket], cache_path: Path) -> tuple[EditionCounts, list[str]]:
    """Count an edition's rows, and list the dates of its documents (ISO, possibly only YYYY or YYYY-MM).

    Counts are cached in the file `cache_path`, if it can be written.
    """
    cached_counts = load_json_cache(cache_path)
    current_counts = {
        name: _get_cached_counts(bucket, cached_counts.get(name)) or _count_bucket(folder, name, bucket)
        for name, bucket in buckets.items()
    }
    if current_counts != cached_counts:
        with suppress(OSError):
            save_json_cache(cache_path, current_counts)
    bucket_counts = current_counts.values()
    counts = EditionCounts(
        documents=sum(b.files["documents"].rows for b in buckets.values()),
        works=len({work for item in bucket_counts for work in item["works"]}),
        passages=sum(b.files["passages"].rows for b in buckets.values()),
        pages=sum(item["pages"] for item in bucket_counts),
        statements=_sum_counts(item["statements"] for item in bucket_counts),
        copies=sum(item["copies"] for item in bucket_counts),
        languages=_sum_counts(item["languages"] for item in bucket_counts),
    )
    return counts, [date for item in bucket_counts for date in item["dates"]]


def _get_cached_counts(bucket: Bucket, cached: Any) -> dict[str, Any] | None:
    """Return the cached counts of a bucket if its files are unchanged, else None."""
    is_current = (
        isinstance(cached, dict) and cached.keys() == _CACHED_FIELDS and cached["of"] == _get_fingerprint(bucket)
    )
    return cached if is_current else None


def _get_fingerprint(bucket: Bucket) -> list[str]:
    return [_CACHE_FORMAT, bucket.files["documents"].sha256, bucket.files["statements"].sha256]


def _count_bucket(folder: Path, name: str, bucket: Bucket) -> dict[str, Any]:
    documents = read_columns(folder, "documents", [name], ["work", "pages", "language", "date"])
    statements = read_columns(folder, "statements", [name], ["kind", "standing", "status"])
    statements = statements.filter(pc.not_equal(statements["status"], ReviewStatus.REJECTED.value))
    main_kinds = statements.filter(pc.equal(statements["standing"], 0))["kind"]
    return {
        "of": _get_fingerprint(bucket),
        "works": documents["work"].unique().to_pylist(),
        "pages": pc.sum(documents["pages"]).as_py() or 0,
        "statements": _count_values(main_kinds),
        "copies": statements.num_rows - len(main_kinds),
        "languages": _count_values(documents["language"]),
        "dates": [date for date in documents["date"].unique().to_pylist() if date],
    }


def _count_values(column: pa.ChunkedArray) -> dict[str, int]:
    """Return the number of occurrences of each value."""
    return {pair["values"]: pair["counts"] for pair in column.value_counts().to_pylist()}


def _sum_counts(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Return the sum of several counts, in the order of their keys."""
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return dict(sorted(total.items()))
