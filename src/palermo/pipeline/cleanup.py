"""Cleanup of a library: old editions, and cached results that no remaining edition needs."""

from collections.abc import Iterable
from dataclasses import dataclass

from palermo.edition import Edition, Library, list_editions
from palermo.edition.buckets import read_columns
from palermo.edition.editions import list_exclusive_files, remove_editions, select_removable
from palermo.edition.library_format import check_format
from palermo.pipeline.cache import CACHE_SUFFIX, EXTRACTION_FOLDER, READING_FOLDER
from palermo.pipeline.stages import compute_extraction_key, compute_reading_key


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanupReport:
    """What was removed, or would be in a dry run."""

    editions: tuple[str, ...]
    """Names of removed editions, newest first."""
    remaining: int
    """Number of remaining editions."""
    cached_files: int
    """Number of removed cached files."""
    bytes: int


def clean(library: Library, keep_count: int, dry_run: bool = False) -> CleanupReport:
    """Keep the current edition and the `keep_count` newest others, with their cached results.

    Results that were cached after the current edition stay, since a stopped build continues from them. Raises
    NoLibrary if there is no library, LibraryBusy while a build runs.
    """
    editions = list_editions(library)
    check_format(library)
    with library.lock():
        removed = select_removable(editions, keep_count)
        remaining = [edition for edition in editions if edition not in removed]
        cached_files = _find_unused_files(library, remaining) if library.read_current_id() else {}
        report = CleanupReport(
            editions=tuple(edition.manifest.name for edition in removed),
            remaining=len(remaining),
            cached_files=len(cached_files),
            bytes=sum(list_exclusive_files(removed, remaining).values()) + sum(cached_files.values()),
        )
        if not dry_run:
            remove_editions(library, removed, remaining)
            for name in cached_files:
                library.store.remove(name)
    return report


def _find_unused_files(library: Library, remaining: Iterable[Edition]) -> dict[str, int]:
    """Return cached files older than the current edition that no edition needs, with their bytes."""
    needed_keys = {key for edition in remaining for key in _iterate_cache_keys(library, edition)}
    built_at = library.store.list_files("")["current"].modified
    return {
        f"{folder}/{name}": stored.size
        for folder in (READING_FOLDER, EXTRACTION_FOLDER)
        for name, stored in library.store.list_files(folder).items()
        if name.removesuffix(CACHE_SUFFIX) not in needed_keys and stored.modified < built_at
    }


def _iterate_cache_keys(library: Library, edition: Edition) -> Iterable[str]:
    """Yield the cache keys of an edition's documents, from its own files."""
    manifest = edition.manifest
    library.fetch(manifest.id)
    rows = read_columns(library.get_edition_folder(manifest.id), "documents", manifest.buckets, ["id", "source"])
    for document, source in zip(rows["id"].to_pylist(), rows["source"].to_pylist(), strict=True):
        reading = compute_reading_key(document, source, manifest.versions.get("reading", ""))
        yield reading
        yield compute_extraction_key(reading, manifest.versions.get("extraction", ""))
