"""File operations of editions: atomic writes, locks, links, hashes, small JSON caches."""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from pydantic import TypeAdapter

from palermo.durable_files import flush_to_disk


@contextmanager
def open_atomic(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that is replaced atomically when closed; pipes and devices are written to directly."""
    target = path.resolve()
    if target.exists() and not target.is_file():
        with target.open("wb") as file:
            yield file
        return
    temporary = target.with_name(f".{target.name[:200]}.{os.getpid()}")
    try:
        with temporary.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
        flush_to_disk(target.parent)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def lock_file(path: Path) -> Iterator[None]:
    """Hold the lock of a file, which is made if it is missing, against other processes and threads."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def link_or_copy(old: Path, new: Path) -> None:
    """Hard-link an immutable file, or copy it if the file system has no links."""
    try:
        new.hardlink_to(old)
    except OSError:
        shutil.copyfile(old, new)
        flush_to_disk(new)


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file, as 64 hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_json(path: Path, values: Any) -> None:
    """Write values as JSON, whole or not at all; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open_atomic(path) as file:
        file.write(json.dumps(values, ensure_ascii=False, indent=1).encode())


def load_record[T](path: Path, kind: type[T]) -> T | None:
    """Return a dataclass from a JSON file; None if there is none, or it is damaged."""
    try:
        return TypeAdapter(kind).validate_json(path.read_bytes(), strict=True)
    except (OSError, ValueError):
        return None


def load_json_cache(path: Path) -> dict[str, Any]:
    """Return the rows of a small JSON cache; empty if it is missing or damaged."""
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def save_json_cache(path: Path, rows: Mapping[str, Any]) -> None:
    """Write a small JSON cache atomically; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open_atomic(path) as file:
        file.write(json.dumps(rows).encode("ascii"))
