"""Cleaning a library: editions that are old, and cached work that no edition which stays was made from."""

from collections.abc import Iterable
from dataclasses import dataclass

from palermo.edition import Edition, Library, editions
from palermo.edition.buckets import read_columns
from palermo.edition.shelves import own_files, remove, spare
from palermo.pipeline.cache import ENDING, EXTRACTIONS, READINGS
from palermo.pipeline.stages import extraction_key, reading_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """What was taken away, or would be."""

    editions: tuple[str, ...]
    """Names, newest first."""
    kept: int
    """Editions that stay."""
    cached: int
    """Files of the cache."""
    bytes: int


def clean(library: Library, keep: int, dry_run: bool = False) -> Cleaned:
    """Keep the current edition and the `keep` newest others, with what their documents have in the cache.

    What was cached after the current edition was made stays: a build that was stopped goes on from it. Raises
    NoLibrary where there is no library, LibraryBusy while a build runs.
    """
    found = editions(library)
    with library.lock():
        going = spare(found, keep)
        staying = [one for one in found if one not in going]
        cached = _unused(library, staying) if library.current_id() else {}
        cleaned = Cleaned(
            editions=tuple(one.manifest.name for one in going),
            kept=len(staying),
            cached=len(cached),
            bytes=sum(own_files(going, staying).values()) + sum(cached.values()),
        )
        if not dry_run:
            remove(library, going, staying)
            for name in cached:
                library.store.remove(name)
    return cleaned


def _unused(library: Library, staying: Iterable[Edition]) -> dict[str, int]:
    """Cached files that no edition needs and no later build has made, with their bytes."""
    needed = {key for edition in staying for key in _keys(library, edition)}
    made = library.store.listed("")["current"].modified
    return {
        f"{folder}/{name}": stored.size
        for folder in (READINGS, EXTRACTIONS)
        for name, stored in library.store.listed(folder).items()
        if name.removesuffix(ENDING) not in needed and stored.modified < made
    }


def _keys(library: Library, edition: Edition) -> Iterable[str]:
    """Keys under which the documents of an edition are cached, from what its own files tell."""
    manifest = edition.manifest
    library.fetch(manifest.id)
    rows = read_columns(library.edition(manifest.id), "documents", manifest.buckets, ["id", "source"])
    for document, source in zip(rows["id"].to_pylist(), rows["source"].to_pylist(), strict=True):
        reading = reading_key(document, source, manifest.versions.get("reading", ""))
        yield reading
        yield extraction_key(reading, manifest.versions.get("extraction", ""))
