"""A folder of documents, or a single file, listed in a stable order."""

import os
import stat
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from palermo.errors import SourceMissing
from palermo.sources.catalogue import CATALOGUE_READERS

EXCLUDED_NAMES = frozenset({*CATALOGUE_READERS, "thumbs.db", "desktop.ini", "__macosx"})
"""Lowercase names that are not documents; hidden and lock files are recognised by pattern."""
PARTIAL_SUFFIXES = (".tmp", ".part", ".crdownload", ".download")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file that may be a document, with cheap markers of change."""

    path: Path
    source: str
    """Path within the folder, with `/`, in Unicode form NFC; bytes that are not UTF-8 shown as `\\xNN`."""
    size: int
    """Bytes."""
    modified: int
    """Time of last change of its bytes, nanoseconds."""
    changed: int
    """Time of last change of its bytes, name or rights, nanoseconds."""
    inode: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingFailure:
    """An entry of a folder that could not be listed; it is reported."""

    path: Path
    source: str
    reason: str
    hint: str
    fetched: bool = False
    """Whether it should have been fetched from an address."""


def list_source_files(folder: Path, excluded_folders: Collection[Path] = ()) -> Iterator[SourceFile | ListingFailure]:
    """List a folder's files in a stable order, including subfolders; a single file lists itself.

    Hidden, lock and unfinished files, catalogues and excluded folders are left out. Links are followed only to
    files inside the folder. Raises SourceMissing for a folder that does not exist or cannot be listed.
    """
    try:
        root = folder.resolve()
        is_single_file = root.is_file()
        if not is_single_file:
            os.scandir(root).close()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SourceMissing(format_path(folder), "there is no such folder or file", "Check the spelling") from error
    except OSError as error:
        raise SourceMissing(
            format_path(folder), f"it cannot be listed ({error.strerror})", "Check its permissions"
        ) from error
    if is_single_file:
        yield from filter(None, [_examine_file(root, root.parent, format_path(root.name))])
    else:
        yield from _walk_folder(root, frozenset(path.resolve() for path in excluded_folders))


def format_path(path: Path | str) -> str:
    """Return a path that can be printed and stored: NFC, `/`, other bytes and control characters escaped."""
    plain = str(path)
    if os.sep == "/" and plain.isascii() and plain.isprintable():
        return plain
    text = os.fsencode(path).decode("utf-8", "backslashreplace").replace(os.sep, "/")
    return unicodedata.normalize("NFC", escape_control_characters(text))


def escape_control_characters(text: str) -> str:
    """Return a text with control characters and line separators as `\\xNN`."""
    return "".join(f"\\x{ord(c):02x}" if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)


def _walk_folder(root: Path, excluded_folders: frozenset[Path]) -> Iterator[SourceFile | ListingFailure]:
    """Walk the folder and yield its files with source names.

    Names are built on the way, because computing 10,000 relative paths would take a third of the time.
    """
    waiting: list[tuple[Path, str, os.DirEntry[str] | None]] = [(root, "", None)]
    while waiting:
        folder, source, entry = waiting.pop()
        if excluded_folders and folder in excluded_folders:
            continue
        if entry is not None and not entry.is_dir(follow_symlinks=False):
            yield from filter(None, [_examine_file(folder, root, source, entry.is_symlink())])
            continue
        try:
            entries = sorted(
                (format_path(item.name), item.name, item) for item in os.scandir(folder) if not is_excluded(item.name)
            )
        except OSError as error:
            reason = f"the folder cannot be listed ({error.strerror})"
            yield ListingFailure(path=folder, source=source or ".", reason=reason, hint="Check its permissions")
            continue
        prefix = f"{source}/" if source else ""
        waiting.extend((folder / name, prefix + as_shown, item) for as_shown, name, item in reversed(entries))


def is_excluded(name: str) -> bool:
    """Return whether a name is not a document's: hidden, a lock, unfinished, or a catalogue."""
    lower = name.lower()
    return lower in EXCLUDED_NAMES or lower.startswith((".", "~$")) or lower.endswith(("~", *PARTIAL_SUFFIXES))


def _examine_file(path: Path, root: Path, source: str, is_link: bool = False) -> SourceFile | ListingFailure | None:
    """Return a file, or the file of a link; None for a link to a folder inside, which is listed itself."""
    failed = partial(ListingFailure, path=path, source=source)
    try:
        target = path.resolve(strict=True) if is_link else path  # the parent folders are not links
        status = target.stat()
    except OSError as error:
        return failed(reason=f"it cannot be checked ({error.strerror})", hint="Check the link and its rights")
    if is_link and not target.is_relative_to(root):
        return failed(reason="the link leads out of the folder", hint="Put the file itself into the folder")
    if stat.S_ISDIR(status.st_mode):
        return None
    if not stat.S_ISREG(status.st_mode):
        return failed(reason="it is neither a file nor a folder", hint="Take it out of the folder")
    return _build_from_stat(path, source, status)


def build_source_file(path: Path, source: str) -> SourceFile:
    """Return a file under a given source name, such as the address it was fetched from; raises OSError."""
    return _build_from_stat(path, source, path.stat())


def _build_from_stat(path: Path, source: str, status: os.stat_result) -> SourceFile:
    return SourceFile(
        path=path,
        source=source,
        size=status.st_size,
        modified=status.st_mtime_ns,
        changed=status.st_ctime_ns,
        inode=status.st_ino,
    )
