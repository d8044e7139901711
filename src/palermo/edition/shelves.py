"""The editions of a library: which there are, and which of them can go."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from palermo.edition import manifest as manifests
from palermo.edition.library import Library
from palermo.edition.making import clear_left_overs
from palermo.edition.manifest import Manifest
from palermo.errors import NoLibrary


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An edition that is whole, and whether it is the one that is served."""

    manifest: Manifest
    current: bool


def editions(library: Library) -> list[Edition]:
    """All editions, newest first; one with a damaged manifest is left out. Raises NoLibrary where there is no library.

    An edition that was made again has its first date, so the current one is not always the newest.
    """
    if not library.found():
        raise NoLibrary(str(library.path), "there is no library", "Build one: palermo build FOLDER --library LIBRARY")
    current = library.current_id()
    found = []
    for edition_id in library.edition_ids():
        try:
            manifest = manifests.load(library.edition(edition_id))
        except NoLibrary:
            continue
        found.append(Edition(manifest=manifest, current=edition_id == current))
    return sorted(found, key=lambda one: (one.manifest.date, one.manifest.id), reverse=True)


def spare(found: Iterable[Edition], keep: int) -> list[Edition]:
    """Those that can go: neither current, nor among the `keep` newest of the others."""
    return [one for one in found if not one.current][keep:]


def remove(library: Library, going: Iterable[Edition]) -> None:
    """Take editions away, each at once, and left-overs of builds that died; whoever calls it holds the lock.

    Files that other editions share with them stay, for they are hard links. Raises ValueError for the current one.
    """
    for edition in going:
        if edition.manifest.id == library.current_id():
            raise ValueError(f"edition {edition.manifest.id} is the current one")
        folder = library.edition(edition.manifest.id)
        shutil.rmtree(folder.rename(folder.with_name(f".gone-{folder.name}")), ignore_errors=True)
    for left in library.editions.glob(".gone-*"):
        shutil.rmtree(left, ignore_errors=True)
    clear_left_overs(library.editions)


def bytes_freed(library: Library, going: Iterable[Edition]) -> int:
    """Bytes of the files that no other edition shares."""
    removed = {one.manifest.id for one in going}
    links: dict[int, tuple[int, int, int]] = {}
    for edition_id in removed:
        for path in _files(library.edition(edition_id)):
            status = path.stat()
            seen = links.get(status.st_ino, (0, status.st_nlink, status.st_size))[0]
            links[status.st_ino] = (seen + 1, status.st_nlink, status.st_size)
    return sum(size for seen, names, size in links.values() if seen >= names)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
