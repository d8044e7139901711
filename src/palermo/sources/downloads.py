"""The store of fetched and unpacked files, named by hash, each complete or not at all; and originals of documents."""

import contextlib
import hashlib
import itertools
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from palermo.errors import TooLarge
from palermo.sources.bounds import MEGABYTE
from palermo.sources.folder import format_path
from palermo.statements import Document

_PARTIAL_PREFIX = ".part-"
_file_numbers = itertools.count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """A file in the store."""

    sha256: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Downloads:
    """A folder of files named by their SHA-256, in folders named by its first two digits."""

    folder: Path

    def get_path(self, sha256: str) -> Path:
        """Return the path of a stored file."""
        return self.folder / sha256[:2] / sha256

    def find_by_prefix(self, digits: str) -> list[Path]:
        """Return the files whose hash begins with at least six hex digits."""
        if len(digits) < 6 or not set(digits) <= set("0123456789abcdef"):
            return []
        return sorted((self.folder / digits[:2]).glob(f"{digits}*"))

    def has_blob(self, blob: Blob) -> bool:
        """Return whether a file is stored completely."""
        try:
            return self.get_path(blob.sha256).stat().st_size == blob.size
        except OSError:
            return False

    def save(self, chunks: Iterable[bytes], max_bytes: int, source_name: str) -> Blob:
        """Store a file; raises TooLarge if it exceeds the maximum, OSError if it cannot be written."""
        self.folder.mkdir(parents=True, exist_ok=True)
        aside = self.folder / f"{_PARTIAL_PREFIX}{os.getpid()}-{next(_file_numbers)}"
        digest, size = hashlib.sha256(), 0
        try:
            with aside.open("wb") as file:
                for chunk in chunks:
                    size += len(chunk)
                    if size > max_bytes:
                        raise TooLarge(
                            source_name, f"it is larger than {max_bytes // MEGABYTE:,} MB", "Leave it out, or split it"
                        )
                    digest.update(chunk)
                    file.write(chunk)
            target = self.get_path(digest.hexdigest())
            target.parent.mkdir(exist_ok=True)
            aside.replace(target)
        finally:
            with contextlib.suppress(OSError):
                aside.unlink(missing_ok=True)
        return Blob(sha256=digest.hexdigest(), size=size)

    def remove_partial_files(self) -> None:
        """Remove unfinished files of killed runs; the caller holds the library's lock."""
        for path in self.folder.glob(f"{_PARTIAL_PREFIX}*"):
            path.unlink(missing_ok=True)

    def list_files(self) -> Iterator[tuple[str, int]]:
        """Yield hash and size of each file."""
        for path in self.folder.glob("[0-9a-f][0-9a-f]/*"):
            yield path.name, path.stat().st_size


def locate_original(document: Document, folders: Iterable[Path], downloads: Downloads) -> Path | None:
    """Return a file of the document's name and size, or None if this machine has none.

    `folders` are the folders or single files that the library was built from. The caller verifies by its hash that the
    file is the document's own. No path leads out of the folders.
    """
    for path in (*downloads.find_by_prefix(document.id), *_iterate_candidate_files(document.source, folders)):
        try:
            if path.is_file() and path.stat().st_size == document.size:
                return path
        except OSError:
            continue
    return None


def _iterate_candidate_files(source: str, folders: Iterable[Path]) -> Iterator[Path]:
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
