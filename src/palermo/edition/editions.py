"""Editions of a library: their listing, their removal, and the names that people give them.

A name, such as that of the mapping round that an edition closes, is reserved first; the next build gives it to the
edition that it compiles. Writers of all processes take turns.
"""

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from palermo.edition import manifest as manifests
from palermo.edition.files import lock_file, open_atomic
from palermo.edition.library import Library
from palermo.edition.manifest import Manifest
from palermo.edition.staging import remove_stale_folders
from palermo.errors import NoLibrary

NAMES_FILE = "edition-names.json"
LOCK_FILE = ".edition-names.lock"


def load_edition_names(library: Library) -> Mapping[str, str]:
    """Return ids of editions by name; nothing where the file is missing or is not what it was."""
    return {name: id for name, id in _load_names(library).items() if id}


def list_reserved_names(library: Library) -> tuple[str, ...]:
    """Return the names that wait for the edition of the next build."""
    return tuple(sorted(name for name, id in _load_names(library).items() if not id))


def reserve_edition_name(library: Library, name: str) -> None:
    """Reserve a name for the edition of the next build, unless an edition has it; raises OSError."""
    with lock_file(library.path / LOCK_FILE):
        _save_names(library, {name: ""} | _load_names(library))


def name_edition(library: Library, names: Iterable[str], edition_id: str) -> None:
    """Give an edition names, under which it is opened and by which it is kept; raises OSError."""
    with lock_file(library.path / LOCK_FILE):
        _save_names(library, _load_names(library) | dict.fromkeys(names, edition_id))


def _load_names(library: Library) -> dict[str, str]:
    """Return ids by name; the id of a reserved name is empty."""
    try:
        names = json.loads((library.path / NAMES_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(id) for name, id in names.items()} if isinstance(names, dict) else {}


def _save_names(library: Library, names: Mapping[str, str]) -> None:
    with open_atomic(library.path / NAMES_FILE) as file:
        file.write(json.dumps(names, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A complete edition, and whether it is the current one."""

    manifest: Manifest
    current: bool
    names: tuple[str, ...] = ()
    """Names that people gave it; one with a name is kept."""


def list_editions(library: Library) -> list[Edition]:
    """List all editions, newest first, without those whose manifest is damaged; raises NoLibrary.

    An edition that was compiled again keeps its first date, so the current one is not always the newest.
    """
    library.check_exists()
    current, names = library.read_current_id(), load_edition_names(library)
    editions = []
    for edition_id in library.list_edition_ids():
        try:
            manifest = manifests.load(library.get_edition_folder(edition_id))
        except NoLibrary:
            continue
        given_names = tuple(sorted(name for name, id in names.items() if id == edition_id))
        editions.append(Edition(manifest=manifest, current=edition_id == current, names=given_names))
    return sorted(editions, key=lambda item: (item.manifest.date, item.manifest.id), reverse=True)


def select_removable(editions: Iterable[Edition], keep_count: int) -> list[Edition]:
    """Return those that can go: neither current nor named, nor among the `keep` newest of the others."""
    return [edition for edition in editions if not edition.current and not edition.names][keep_count:]


def remove_editions(library: Library, removable: Sequence[Edition], remaining: Iterable[Edition]) -> None:
    """Remove editions, each atomically, and leftovers of builds that died; the caller must hold the lock.

    Files that remaining editions share with them are kept. Raises ValueError for the current edition.
    """
    if any(edition.manifest.id == library.read_current_id() for edition in removable):
        raise ValueError("the current edition cannot be removed")
    for edition in removable:
        folder = library.get_edition_folder(edition.manifest.id)
        shutil.rmtree(folder.rename(folder.with_name(f".gone-{folder.name}")), ignore_errors=True)
    for left in library.editions.glob(".gone-*"):
        shutil.rmtree(left, ignore_errors=True)
    remove_stale_folders(library.editions)
    library.forget([edition.manifest.id for edition in removable], list(list_exclusive_files(removable, remaining)))


def list_exclusive_files(removable: Iterable[Edition], remaining: Iterable[Edition]) -> dict[str, int]:
    """Return sizes in bytes of the Parquet files, by SHA-256, that no remaining edition has."""
    remaining_files = _map_file_sizes(remaining)
    return {sha256: size for sha256, size in _map_file_sizes(removable).items() if sha256 not in remaining_files}


def _map_file_sizes(editions: Iterable[Edition]) -> dict[str, int]:
    buckets = (bucket for edition in editions for bucket in edition.manifest.buckets.values())
    return {file.sha256: file.bytes for bucket in buckets for file in bucket.files.values()}
