"""Cleaning a library: editions that are old, and cached work that no edition which stays was made from."""

from collections.abc import Iterable
from dataclasses import dataclass

from palermo.edition import Edition, Library, list_editions
from palermo.edition.buckets import read_columns
from palermo.edition.editions import list_exclusive_files, remove_editions, select_removable
from palermo.pipeline.cache import CACHE_SUFFIX, EXTRACTION_FOLDER, READING_FOLDER
from palermo.pipeline.stages import compute_extraction_key, compute_reading_key


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanupReport:
    """What was taken away, or would be."""

    editions: tuple[str, ...]
    """Names, newest first."""
    remaining: int
    """Editions that stay."""
    cached_files: int
    """Files of the cache."""
    bytes: int


def clean(library: Library, keep_count: int, dry_run: bool = False) -> CleanupReport:
    """Keep the current edition and the `keep` newest others, with what their documents have in the cache.

    What was cached after the current edition was made stays: a build that was stopped goes on from it. Raises
    NoLibrary where there is no library, LibraryBusy while a build runs.
    """
    found = list_editions(library)
    with library.lock():
        going = select_removable(found, keep_count)
        staying = [one for one in found if one not in going]
        cached = _find_unused_files(library, staying) if library.read_current_id() else {}
        cleaned = CleanupReport(
            editions=tuple(one.manifest.name for one in going),
            remaining=len(staying),
            cached_files=len(cached),
            bytes=sum(list_exclusive_files(going, staying).values()) + sum(cached.values()),
        )
        if not dry_run:
            remove_editions(library, going, staying)
            for name in cached:
                library.store.remove(name)
    return cleaned


def _find_unused_files(library: Library, remaining: Iterable[Edition]) -> dict[str, int]:
    """Cached files that no edition needs and no later build has made, with their bytes."""
    needed = {key for edition in remaining for key in _iter_cache_keys(library, edition)}
    made = library.store.list_files("")["current"].modified
    return {
        f"{folder}/{name}": stored.size
        for folder in (READING_FOLDER, EXTRACTION_FOLDER)
        for name, stored in library.store.list_files(folder).items()
        if name.removesuffix(CACHE_SUFFIX) not in needed and stored.modified < made
    }


def _iter_cache_keys(library: Library, edition: Edition) -> Iterable[str]:
    """Keys under which the documents of an edition are cached, from what its own files tell."""
    manifest = edition.manifest
    library.fetch(manifest.id)
    rows = read_columns(library.get_edition_folder(manifest.id), "documents", manifest.buckets, ["id", "source"])
    for document, source in zip(rows["id"].to_pylist(), rows["source"].to_pylist(), strict=True):
        reading = compute_reading_key(document, source, manifest.versions.get("reading", ""))
        yield reading
        yield compute_extraction_key(reading, manifest.versions.get("extraction", ""))
