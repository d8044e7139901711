"""A folder of documents, or a single file: what it holds, in an order that never changes."""

import os
import stat
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from palermo.errors import SourceMissing
from palermo.sources.catalogue import CATALOGUES

LEFT_OUT = frozenset({*CATALOGUES, "thumbs.db", "desktop.ini", "__macosx"})
"""Names (in lower case) that are not documents; hidden and lock files are left out by their shape."""
UNFINISHED = (".tmp", ".part", ".crdownload", ".download")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file that may hold a document, with what tells cheaply whether it changed."""

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
class Unlisted:
    """Something in a folder that could not be listed: told to the user, never dropped in silence."""

    path: Path
    source: str
    reason: str
    mend: str
    fetched: bool = False
    """Whether it was to be fetched from an address."""


def documents_in(folder: Path, apart: Collection[Path] = ()) -> Iterator[Found | Unlisted]:
    """List a folder's files in a stable order, folders within it included; a single file lists itself.

    Hidden, lock and unfinished files, catalogues and the folders in `apart` are left out. Links are followed only to
    files inside of the folder. Raises SourceMissing for a folder that does not exist or cannot be listed.
    """
    try:
        root = folder.resolve()
        alone = root.is_file()
        if not alone:
            os.scandir(root).close()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SourceMissing(shown(folder), "there is no such folder or file", "Check how it is written") from error
    except OSError as error:
        raise SourceMissing(shown(folder), f"it cannot be listed ({error.strerror})", "Check its rights") from error
    if alone:
        yield from filter(None, [_examined(root, root.parent, shown(root.name))])
    else:
        yield from _walk(root, frozenset(path.resolve() for path in apart))


def shown(path: Path | str) -> str:
    """Write a path so that it can be printed and stored: NFC, `/`, other bytes and control characters escaped."""
    plain = str(path)
    if os.sep == "/" and plain.isascii() and plain.isprintable():
        return plain
    text = os.fsencode(path).decode("utf-8", "backslashreplace").replace(os.sep, "/")
    text = "".join(f"\\x{ord(c):02x}" if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)
    return unicodedata.normalize("NFC", text)


def _walk(root: Path, apart: frozenset[Path]) -> Iterator[Found | Unlisted]:
    """Sources are carried along: ten thousand paths made relative one by one would cost a third of the listing."""
    waiting: list[tuple[Path, str, os.DirEntry[str] | None]] = [(root, "", None)]
    while waiting:
        here, source, entry = waiting.pop()
        if apart and here in apart:
            continue
        if entry is not None and not entry.is_dir(follow_symlinks=False):
            yield from filter(None, [_examined(here, root, source, entry.is_symlink())])
            continue
        try:
            entries = sorted((shown(one.name), one.name, one) for one in os.scandir(here) if not left_out(one.name))
        except OSError as error:
            yield _unlisted(here, source or ".", f"the folder cannot be listed ({error.strerror})", "Check its rights")
            continue
        before = f"{source}/" if source else ""
        waiting.extend((here / name, before + as_shown, one) for as_shown, name, one in reversed(entries))


def left_out(name: str) -> bool:
    """Whether a file or folder of that name is no document: hidden, a lock, unfinished, or a catalogue."""
    lower = name.lower()
    return lower in LEFT_OUT or lower.startswith((".", "~$")) or lower.endswith(("~", *UNFINISHED))


def _examined(path: Path, root: Path, source: str, link: bool = False) -> Found | Unlisted | None:
    """Look at a file, or a link to one; None for a link to a folder inside, which is listed in its own place."""
    try:
        target = path.resolve(strict=True) if link else path  # the folders above it are no links
        status = target.stat()
    except OSError as error:
        return _unlisted(path, source, f"it cannot be looked at ({error.strerror})", "Check the link and its rights")
    if link and not target.is_relative_to(root):
        return _unlisted(path, source, "the link leads out of the folder", "Put the file itself into the folder")
    if stat.S_ISDIR(status.st_mode):
        return None
    if not stat.S_ISREG(status.st_mode):
        return _unlisted(path, source, "it is neither a file nor a folder", "Take it out of the folder")
    return _found(path, source, status)


def found_at(path: Path, source: str) -> Found:
    """A file under a source's name of its own, such as the address it was fetched from; raises OSError."""
    return _found(path, source, path.stat())


def _found(path: Path, source: str, status: os.stat_result) -> Found:
    return Found(
        path=path,
        source=source,
        size=status.st_size,
        modified=status.st_mtime_ns,
        changed=status.st_ctime_ns,
        inode=status.st_ino,
    )


def _unlisted(path: Path, source: str, reason: str, mend: str) -> Unlisted:
    return Unlisted(path=path, source=source, reason=reason, mend=mend)
