"""Local files of documents: in the download store, or in a source's folder."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from palermo.sources.downloads import Downloads
from palermo.sources.folder import format_path
from palermo.statements import Document


def locate_original(document: Document, folders: Iterable[Path], downloads: Downloads) -> Path | None:
    """Return a file of the document's name and size, or None if this machine has none.

    `folders` are the folders or single files that the library was built from. The caller verifies by its hash that the
    file is the document's own. No path leads out of the folders.
    """
    for path in (*downloads.find_by_prefix(document.id), *_iter_candidate_files(document.source, folders)):
        try:
            if path.is_file() and path.stat().st_size == document.size:
                return path
        except OSError:
            continue
    return None


def _iter_candidate_files(source: str, folders: Iterable[Path]) -> Iterator[Path]:
    """Yield the files that a source may name: relative to a folder, or after the end of the folder's own path."""
    parts = PurePosixPath(source).parts
    if not parts or PurePosixPath(source).is_absolute() or ".." in parts:
        return
    for folder in folders:
        if folder.is_file():
            if format_path(folder.name) == parts[-1]:
                yield folder
            continue
        folder_parts = tuple(format_path(part) for part in folder.resolve().parts)
        for start in range(len(parts)):
            if start and folder_parts[-start:] != parts[:start]:
                continue
            candidate = folder.joinpath(*parts[start:]).resolve()
            if candidate.is_relative_to(folder.resolve()):
                yield candidate
