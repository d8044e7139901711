"""Stores: where a library's files are kept, by name. A folder of this machine, or a bucket that many machines reach."""

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
    """What a store tells of a file."""

    size: int
    """Bytes."""
    modified: float
    """Seconds since 1970."""


class Store(Protocol):
    """Files by name (`folder/name`), each there whole or not at all. Pickles, so that worker processes can have it."""

    def read(self, name: str) -> bytes:
        """Bytes of a file; raises FileNotFoundError."""

    def write(self, name: str, content: bytes) -> None:
        """Put a file there, in place of one that is there; raises OSError."""

    def list_files(self, folder: str) -> Mapping[str, StoredFile]:
        """Files of a folder by name, those of folders within it left out; none where there is no folder."""

    def list_folders(self, folder: str) -> list[str]:
        """Names of the folders within a folder."""

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""


try:  # what the S3 library raises for a place that it cannot reach is no OSError
    from botocore.exceptions import BotoCoreError, ClientError

    CONNECTION_ERRORS: tuple[type[Exception], ...] = (OSError, BotoCoreError, ClientError)
except ImportError:
    CONNECTION_ERRORS = (OSError,)


@dataclass(frozen=True)
class FolderStore:
    """A folder of this machine. What a power cut may damage is made again, so that nothing waits for the disk."""

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
            entry.name: StoredFile(size=found.st_size, modified=found.st_mtime)
            for entry in self._scan_entries(folder)
            if entry.is_file(follow_symlinks=False) and (found := entry.stat())
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
    """A place that fsspec reaches, such as `s3://bucket/path`; credentials and endpoint come from its own settings."""

    address: str

    def read(self, name: str) -> bytes:
        with self._translate_errors():
            content: bytes = self._system.cat_file(self._build_path(name))
            return content

    def write(self, name: str, content: bytes) -> None:
        with self._translate_errors():
            self._system.pipe_file(self._build_path(name), content)

    def write_new(self, name: str, content: bytes) -> None:
        """Put a file there; raises FileExistsError where one is there, however many ask at once."""
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
            found: list[dict[str, Any]] = self._system.ls(self._build_path(folder), detail=True, refresh=True)
            return [entry for entry in found if _get_name(entry)]
        return []

    def _build_path(self, name: str) -> str:
        return f"{self._root}/{name}".rstrip("/")

    @cached_property
    def _root(self) -> str:
        return self.address.partition("://")[2].strip("/")

    @cached_property
    def _system(self) -> Any:
        import fsspec  # imported for libraries that are elsewhere alone

        protocol = self.address.partition("://")[0]
        try:
            return fsspec.filesystem(protocol, **_PROTOCOL_OPTIONS.get(protocol, {}))
        except (ImportError, ValueError) as error:
            mend = "Install what it needs (for s3: the extra `s3`), or check the address"
            raise RunStopped(self.address, f"there is no way to {protocol}:// here ({error})", mend) from error

    def __getstate__(self) -> dict[str, str]:
        return {"address": self.address}

    @contextmanager
    def _translate_errors(self) -> Iterator[None]:
        """Tell of a place that cannot be reached in our own words; a file that is missing stays an error of its own."""
        try:
            yield
        except (FileNotFoundError, FileExistsError):
            raise
        except CONNECTION_ERRORS as error:
            reason = f"it cannot be reached ({' '.join(str(error).split())[:200] or type(error).__name__})"
            raise RunStopped(self.address, reason, "Check the address, the network and your rights") from error


_PROTOCOL_OPTIONS: dict[str, dict[str, Any]] = {
    "s3": {
        "use_listings_cache": False,
        "config_kwargs": {"connect_timeout": 10, "read_timeout": 60, "retries": {"max_attempts": 4}},
    }
}


def _get_name(entry: Mapping[str, Any]) -> str:
    return str(entry["name"]).rstrip("/").rpartition("/")[2]


def _get_modified_time(entry: Mapping[str, Any]) -> float:
    when = entry.get("LastModified", entry.get("mtime", entry.get("created", 0.0)))
    return float(when.timestamp() if hasattr(when, "timestamp") else when)
