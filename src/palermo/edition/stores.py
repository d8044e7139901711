"""Stores of a library's files: a local folder, or object storage shared by many machines."""

import contextlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from palermo.errors import RunStopped


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """Size and time of a stored file."""

    size: int
    """In bytes."""
    modified: float
    """Seconds since 1970."""


class Store(Protocol):
    """Files by name (`folder/name`), written atomically. Picklable, so that worker processes can use it."""

    def read(self, name: str) -> bytes:
        """Return the bytes of a file; raises FileNotFoundError."""

    def write(self, name: str, content: bytes) -> None:
        """Write or replace a file; raises OSError."""

    def list_files(self, folder: str) -> Mapping[str, StoredFile]:
        """Return the files of a folder by name, without subfolders; empty if the folder does not exist."""

    def list_folders(self, folder: str) -> list[str]:
        """Return the names of the subfolders of a folder."""

    def remove(self, name: str) -> None:
        """Remove a file if it exists."""


try:  # connection errors of the S3 library are no OSErrors
    from botocore.exceptions import BotoCoreError, ClientError

    CONNECTION_ERRORS: tuple[type[Exception], ...] = (OSError, BotoCoreError, ClientError)
except ImportError:
    CONNECTION_ERRORS = (OSError,)


@dataclass(frozen=True)
class FolderStore:
    """A local folder. Files are not flushed, because all that a power failure may damage can be rebuilt."""

    path: Path

    def read(self, name: str) -> bytes:
        return (self.path / name).read_bytes()

    def write(self, name: str, content: bytes) -> None:
        target = self.path / name
        aside = target.with_name(f".{target.name[:200]}.{os.getpid()}")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(content)
            aside.replace(target)
        finally:
            with contextlib.suppress(OSError):
                aside.unlink()

    def list_files(self, folder: str) -> Mapping[str, StoredFile]:
        return {
            entry.name: StoredFile(size=file_stat.st_size, modified=file_stat.st_mtime)
            for entry in self._scan_entries(folder)
            if entry.is_file(follow_symlinks=False) and (file_stat := entry.stat())
        }

    def list_folders(self, folder: str) -> list[str]:
        return [entry.name for entry in self._scan_entries(folder) if entry.is_dir()]

    def remove(self, name: str) -> None:
        (self.path / name).unlink(missing_ok=True)

    def _scan_entries(self, folder: str) -> Iterator["os.DirEntry[str]"]:
        try:
            return iter(list(os.scandir(self.path / folder)))
        except (FileNotFoundError, NotADirectoryError):
            return iter(())


@dataclass(frozen=True)
class RemoteStore:
    """A location that fsspec supports, such as `s3://bucket/path`; credentials are in its own settings."""

    address: str

    def read(self, name: str) -> bytes:
        with self._translate_errors():
            content: bytes = self._system.cat_file(self._build_path(name))
            return content

    def write(self, name: str, content: bytes) -> None:
        with self._translate_errors():
            self._system.pipe_file(self._build_path(name), content)

    def write_new(self, name: str, content: bytes) -> None:
        """Write a new file; raises FileExistsError if it exists, also if several processes try at once."""
        with self._translate_errors():
            self._system.pipe_file(self._build_path(name), content, mode="create")

    def list_files(self, folder: str) -> Mapping[str, StoredFile]:
        return {
            _get_name(entry): StoredFile(size=entry["size"], modified=_get_modified_time(entry))
            for entry in self._scan_entries(folder)
            if entry["type"] == "file"
        }

    def list_folders(self, folder: str) -> list[str]:
        return [_get_name(entry) for entry in self._scan_entries(folder) if entry["type"] == "directory"]

    def remove(self, name: str) -> None:
        with self._translate_errors(), contextlib.suppress(FileNotFoundError):
            self._system.rm_file(self._build_path(name))

    def _scan_entries(self, folder: str) -> list[dict[str, Any]]:
        with self._translate_errors(), contextlib.suppress(FileNotFoundError):
            entries: list[dict[str, Any]] = self._system.ls(self._build_path(folder), detail=True, refresh=True)
            return [entry for entry in entries if _get_name(entry)]
        return []

    def _build_path(self, name: str) -> str:
        return f"{self._root}/{name}".rstrip("/")

    @cached_property
    def _root(self) -> str:
        return self.address.partition("://")[2].strip("/")

    @cached_property
    def _system(self) -> Any:
        import fsspec  # takes 50 ms, and only remote libraries need it

        protocol = self.address.partition("://")[0]
        if protocol in _WEB_PROTOCOLS:
            hint = "Name a folder, or a bucket such as s3://bucket/path; `palermo add` adds documents of a site"
            raise RunStopped(self.address, "nothing can be written to a web address", hint)
        try:
            return fsspec.filesystem(protocol, **_PROTOCOL_OPTIONS.get(protocol, {}))
        except (ImportError, ValueError) as error:
            hint = "Install what it needs (for s3: the extra `s3`), or check the address"
            raise RunStopped(self.address, f"there is no way to {protocol}:// here ({error})", hint) from error

    def __getstate__(self) -> dict[str, str]:
        return {"address": self.address}

    @contextmanager
    def _translate_errors(self) -> Iterator[None]:
        """Raise RunStopped if the store cannot be reached; errors for missing or existing files pass through."""
        try:
            yield
        except (FileNotFoundError, FileExistsError):
            raise
        except CONNECTION_ERRORS as error:
            reason = f"it cannot be reached ({' '.join(str(error).split())[:200] or type(error).__name__})"
            raise RunStopped(self.address, reason, "Check the address, the network and your rights") from error


_WEB_PROTOCOLS = frozenset({"http", "https"})
_PROTOCOL_OPTIONS: dict[str, dict[str, Any]] = {
    "s3": {
        "use_listings_cache": False,
        "config_kwargs": {"connect_timeout": 10, "read_timeout": 60, "retries": {"max_attempts": 4}},
    }
}


def _get_name(entry: Mapping[str, Any]) -> str:
    return str(entry["name"]).rstrip("/").rpartition("/")[2]


def _get_modified_time(entry: Mapping[str, Any]) -> float:
    modified = entry.get("LastModified", entry.get("mtime", entry.get("created", 0.0)))
    return float(modified.timestamp() if hasattr(modified, "timestamp") else modified)
