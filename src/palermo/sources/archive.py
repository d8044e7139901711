"""ZIP and TAR archives: members are streamed into the download store, and nothing else is written to disk."""

import bz2
import gzip
import lzma
import re
import stat
import sys
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from palermo.errors import TooLarge, Unreadable
from palermo.sources.bounds import MEGABYTE, Bounds
from palermo.sources.folder import escape_control_characters

ARCHIVE_SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".tar.zst", ".tzst")
NESTED_ARCHIVE_SUFFIXES = (*ARCHIVE_SUFFIXES, ".7z", ".rar", ".gz", ".bz2", ".xz", ".zst")
DAMAGED_ARCHIVE_ERRORS = (
    zipfile.BadZipFile,
    tarfile.TarError,
    lzma.LZMAError,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""Errors of the standard library for archives that are damaged, encrypted or in an unknown format."""
MIN_RATIO_CHECK_BYTES = MEGABYTE
"""Bytes up to which the expansion ratio is not checked."""
_CHUNK_BYTES = 256 * 1024
_OPENERS_BY_MAGIC = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7zXZ\x00": lzma.open}
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveMember:
    """A file of an archive, while the archive is open."""

    name: str
    """Path within the archive, with `/`, NFC."""
    content: Iterator[bytes]
    """Its bytes, to be read before the next member is requested."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedMember:
    """A member that is rejected, and why."""

    name: str
    reason: str
    hint: str


def iterate_members(path: Path, source_name: str, bounds: Bounds) -> Iterator[ArchiveMember | RejectedMember]:
    """Yield an archive's files in order, without folders.

    Raises Unreadable if it is not an archive or is damaged, TooLarge if it has too many members or expands to too
    much; members that were yielded before remain valid.
    """
    spent = _UnpackBudget(source_name, path.stat().st_size, bounds)
    seen: set[str] = set()
    with _open_archive(path, source_name, bounds) as archive:
        entries = (
            _iterate_zip_entries(archive) if isinstance(archive, zipfile.ZipFile) else _iterate_tar_entries(archive)
        )
        for count, (raw, kind, opened) in enumerate(_translate_errors(entries, source_name)):
            if count >= bounds.max_members:
                reason = f"it has more than {bounds.max_members:,} members"
                raise TooLarge(source_name, reason, "Unpack it into a folder, and add that")
            if kind == "folder":
                continue
            name = _normalise_name(raw)
            fault = _find_member_fault(name, raw, kind, seen)
            seen.add(name)
            if fault:
                yield RejectedMember(name=name, reason=fault[0], hint=fault[1])
            else:
                yield ArchiveMember(name=name, content=_translate_errors(spent.stream(opened), source_name))


class _UnpackBudget:
    """Total size that an archive has expanded to so far."""

    def __init__(self, source_name: str, packed_bytes: int, bounds: Bounds) -> None:
        self._what = source_name
        self._max_bytes = min(
            bounds.max_unpacked_bytes, max(MIN_RATIO_CHECK_BYTES, packed_bytes * bounds.max_unpacked_ratio)
        )
        self._bytes = 0

    def stream(self, open_member: Any) -> Iterator[bytes]:
        with closing(open_member()) as file:
            while chunk := file.read(_CHUNK_BYTES):
                self._bytes += len(chunk)
                if self._bytes > self._max_bytes:
                    limit_mb = self._max_bytes // MEGABYTE
                    reason = f"it expands to more than {limit_mb:,} MB, unlike any collection of documents"
                    raise TooLarge(self._what, reason, "Ask its sender to pack it again")
                yield chunk


class _SizeGuardedFile:
    """A file for tarfile; a header that requests a gigabyte at once gets nothing."""

    def __init__(self, file: IO[bytes], max_bytes: int) -> None:
        self._file = file
        self._max_bytes = max_bytes
        self.tell, self.close = file.tell, file.close

    def read(self, size: int = -1) -> bytes:
        if size < 0 or size > 64 * MEGABYTE:
            raise tarfile.ReadError("a header of it is too long")
        return self._file.read(size)

    def seek(self, position: int, whence: int = 0) -> int:
        """Seek to a position, decompressing skipped members on the way."""
        if position > self._max_bytes:
            raise tarfile.ReadError("a member of it is too long")
        return self._file.seek(position, whence)


@contextmanager
def _open_archive(path: Path, source_name: str, bounds: Bounds) -> Iterator[zipfile.ZipFile | tarfile.TarFile]:
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(_ZSTD_MAGIC) and sys.version_info < (3, 14):
        reason = "Zstandard needs Python 3.14 or newer"
        raise Unreadable(source_name, reason, "Pack it as .zip or .tar.gz")
    with ExitStack() as closing_too:
        try:
            archive = _create_reader(path, head, bounds, closing_too)
        except DAMAGED_ARCHIVE_ERRORS as error:
            raise _build_damage_error(source_name, error) from error
        with archive:
            yield archive


def _create_reader(path: Path, head: bytes, bounds: Bounds, stack: ExitStack) -> zipfile.ZipFile | tarfile.TarFile:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return zipfile.ZipFile(path)
    if head.startswith(_ZSTD_MAGIC):
        return tarfile.open(path, "r:*")
    opening: Any = next(
        (function for magic, function in _OPENERS_BY_MAGIC.items() if head.startswith(magic)), Path.open
    )
    guarded: Any = _SizeGuardedFile(stack.enter_context(opening(path, "rb")), bounds.max_unpacked_bytes)
    return tarfile.open(fileobj=guarded, mode="r:")


def _iterate_zip_entries(archive: zipfile.ZipFile) -> Iterator[tuple[str, str, Any]]:
    for entry in archive.infolist():
        mode = entry.external_attr >> 16
        kind = "folder" if entry.is_dir() else "locked" if entry.flag_bits & 1 else "file"
        if stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
            kind = "link"
        yield entry.filename, kind, lambda entry=entry: archive.open(entry)


def _iterate_tar_entries(archive: tarfile.TarFile) -> Iterator[tuple[str, str, Any]]:
    for entry in archive:
        kind = "file" if entry.isreg() else "folder" if entry.isdir() else "link"
        yield entry.name, kind, lambda entry=entry: archive.extractfile(entry)


def _translate_errors[T](items: Iterator[T], source_name: str) -> Iterator[T]:
    """Report damage as an error of ours."""
    try:
        yield from items
    except DAMAGED_ARCHIVE_ERRORS as error:
        raise _build_damage_error(source_name, error) from error


def _build_damage_error(source_name: str, error: BaseException) -> Unreadable:
    words = " ".join(str(error).split())[:150] or type(error).__name__
    return Unreadable(source_name, f"it is not an archive, or is damaged ({words})", "Fetch it again, or pack it again")


def _normalise_name(raw_name: str) -> str:
    name = unicodedata.normalize("NFC", raw_name.encode("utf-8", "backslashreplace").decode()).replace("\\", "/")
    while name.startswith("./"):
        name = name[2:]
    return escape_control_characters(name)


def _find_member_fault(name: str, raw_name: str, entry_type: str, seen_names: set[str]) -> tuple[str, str] | None:
    """Return why a member is rejected, and what to do about it; None if it is not."""
    parts = name.split("/")
    if not name or name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", name) or "\0" in raw_name:
        return "its name leads out of the archive", "Ask its sender to pack it again"
    if entry_type == "link":
        return "it is a link or a device rather than a file", "Pack the file itself"
    if entry_type == "locked":
        return "it has a password", "Pack it without a password"
    if name.lower().endswith(NESTED_ARCHIVE_SUFFIXES):
        return "it is an archive within an archive", "Unpack it, and add it as a source of its own"
    if name in seen_names:
        return "the archive contains its name twice", "Give the second another name"
    return None
