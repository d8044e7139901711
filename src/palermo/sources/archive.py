"""ZIP and TAR archives: each member goes into the store, streamed, and nothing is written anywhere else."""

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

ENDINGS = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".tar.zst", ".tzst")
NESTED = (*ENDINGS, ".7z", ".rar", ".gz", ".bz2", ".xz", ".zst")
DAMAGED = (
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
"""What the standard library raises for archives that are damaged, locked, or packed in a way that it does not know."""
SMALL = MEGABYTE
"""Bytes up to which no ratio is looked at."""
_PIECE = 256 * 1024
_MAGIC = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7zXZ\x00": lzma.open}
_ZSTD = b"\x28\xb5\x2f\xfd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file of an archive, while the archive is open."""

    name: str
    """Path within the archive, with `/`, NFC."""
    content: Iterator[bytes]
    """Its bytes, to be taken before the next member is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A member that is not taken, and why."""

    name: str
    reason: str
    mend: str


def members(path: Path, what: str, bounds: Bounds) -> Iterator[Member | Refused]:
    """Give an archive's files in its order; folders are left out.

    Raises Unreadable where it is no archive or is damaged, TooLarge where it has too many members or unpacks to too
    much: what came before stays good.
    """
    spent = _Spent(what, path.stat().st_size, bounds)
    seen: set[str] = set()
    with _opened(path, what, bounds) as archive:
        entries = _zipped(archive) if isinstance(archive, zipfile.ZipFile) else _taped(archive)
        for count, (raw, kind, opened) in enumerate(_told(entries, what)):
            if count >= bounds.members:
                reason = f"it has more than {bounds.members:,} members"
                raise TooLarge(what, reason, "Unpack it into a folder, and add that")
            if kind == "folder":
                continue
            name = _plain(raw)
            refused = _refused(name, raw, kind, seen)
            seen.add(name)
            yield refused or Member(name=name, content=_told(spent.streamed(opened), what))


class _Spent:
    """What an archive has unpacked to so far."""

    def __init__(self, what: str, packed: int, bounds: Bounds) -> None:
        self._what = what
        self._most = min(bounds.unpacked, max(SMALL, packed * bounds.ratio))
        self._bytes = 0

    def streamed(self, opened: Any) -> Iterator[bytes]:
        with closing(opened()) as file:
            while piece := file.read(_PIECE):
                self._bytes += len(piece)
                if self._bytes > self._most:
                    reason = (
                        f"it unpacks to more than {self._most // MEGABYTE:,} MB, as no collection of documents does"
                    )
                    raise TooLarge(self._what, reason, "Have its sender pack it anew")
                yield piece


class _Guarded:
    """A file that tarfile reads: a header that asks for a gigabyte at once gets none."""

    def __init__(self, file: IO[bytes], most: int) -> None:
        self._file = file
        self._most = most
        self.tell, self.close = file.tell, file.close

    def read(self, size: int = -1) -> bytes:
        if size < 0 or size > 64 * MEGABYTE:
            raise tarfile.ReadError("a header of it is too long")
        return self._file.read(size)

    def seek(self, place: int, whence: int = 0) -> int:
        """Go to a place: over a member that is not taken, unpacking it on the way."""
        if place > self._most:
            raise tarfile.ReadError("a member of it is too long")
        return self._file.seek(place, whence)


@contextmanager
def _opened(path: Path, what: str, bounds: Bounds) -> Iterator[zipfile.ZipFile | tarfile.TarFile]:
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(_ZSTD) and sys.version_info < (3, 14):
        reason = "this Python cannot unpack Zstandard, which 3.14 and newer can"
        raise Unreadable(what, reason, "Pack it as .zip or .tar.gz")
    with ExitStack() as closing_too:
        try:
            archive = _archive(path, head, bounds, closing_too)
        except DAMAGED as error:
            raise _damaged(what, error) from error
        with archive:
            yield archive


def _archive(path: Path, head: bytes, bounds: Bounds, closing_too: ExitStack) -> zipfile.ZipFile | tarfile.TarFile:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return zipfile.ZipFile(path)
    if head.startswith(_ZSTD):
        return tarfile.open(path, "r:*")
    opening: Any = next((function for magic, function in _MAGIC.items() if head.startswith(magic)), Path.open)
    guarded: Any = _Guarded(closing_too.enter_context(opening(path, "rb")), bounds.unpacked)
    return tarfile.open(fileobj=guarded, mode="r:")


def _zipped(archive: zipfile.ZipFile) -> Iterator[tuple[str, str, Any]]:
    for entry in archive.infolist():
        mode = entry.external_attr >> 16
        kind = "folder" if entry.is_dir() else "locked" if entry.flag_bits & 1 else "file"
        if stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
            kind = "link"
        yield entry.filename, kind, lambda entry=entry: archive.open(entry)


def _taped(archive: tarfile.TarFile) -> Iterator[tuple[str, str, Any]]:
    for entry in archive:
        kind = "file" if entry.isreg() else "folder" if entry.isdir() else "link"
        yield entry.name, kind, lambda entry=entry: archive.extractfile(entry)


def _told[T](items: Iterator[T], what: str) -> Iterator[T]:
    """Tell of damage in our own words."""
    while True:
        try:
            item = next(items)
        except StopIteration:
            return
        except DAMAGED as error:
            raise _damaged(what, error) from error
        yield item


def _damaged(what: str, error: BaseException) -> Unreadable:
    words = " ".join(str(error).split())[:150] or type(error).__name__
    return Unreadable(what, f"it is no archive, or a damaged one ({words})", "Fetch it again, or pack it anew")


def _plain(raw: str) -> str:
    name = unicodedata.normalize("NFC", raw.encode("utf-8", "backslashreplace").decode()).replace("\\", "/")
    while name.startswith("./"):
        name = name[2:]
    return "".join(f"\\x{ord(c):02x}" if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in name)


def _refused(name: str, raw: str, kind: str, seen: set[str]) -> Refused | None:
    parts = name.split("/")
    if not name or name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", name) or "\0" in raw:
        return Refused(name=name, reason="its name leads out of the archive", mend="Have its sender pack it anew")
    if kind == "link":
        return Refused(name=name, reason="it is a link or a device, and no file", mend="Pack the file itself")
    if kind == "locked":
        return Refused(name=name, reason="it is locked by a password", mend="Pack it without a password")
    if name.lower().endswith(NESTED):
        return Refused(name=name, reason="it is an archive within an archive", mend="Unpack it, and add it for itself")
    if name in seen:
        return Refused(name=name, reason="the archive holds its name twice", mend="Give the second another name")
    return None
