"""The few ways in which an edition touches the disk: whole replacement, links, digests, flushing, small tables."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any


@contextmanager
def open_atomic(path: Path) -> Iterator[IO[bytes]]:
    """Write a file that appears whole or not at all; what is not a plain file (a pipe, /dev/null) is written to."""
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


def flush_to_disk(path: Path) -> None:
    """Ask the system to put a file or a folder's list of names onto the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def link_or_copy(old: Path, new: Path) -> None:
    """Give an unchanging file a second name, or a copy where the file system has no links."""
    try:
        new.hardlink_to(old)
    except OSError:
        shutil.copyfile(old, new)
        flush_to_disk(new)


def hash_file(path: Path) -> str:
    """Hash of a file's bytes, 64 hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def load_json_cache(path: Path) -> dict[str, Any]:
    """Read a small table that spares work; empty where it is missing or damaged, which costs time and nothing else."""
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def save_json_cache(path: Path, rows: Mapping[str, Any]) -> None:
    """Write such a table, whole or not at all; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open_atomic(path) as file:
        file.write(json.dumps(rows).encode("ascii"))
