"""Files that survive a killed process: flushing to disk, and appending whole lines."""

import os
from collections.abc import Iterable
from pathlib import Path


def flush_to_disk(path: Path) -> None:
    """Flush a file, or the entries of a folder, to disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def append_lines(path: Path, lines: Iterable[bytes]) -> None:
    """Append lines, given without their ends, and flush them to disk; raises OSError.

    What a killed process left unfinished stays a line of its own. The caller holds a lock against other writers.
    """
    content = b"".join(line + b"\n" for line in lines)
    if not content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    with path.open("ab+") as file:
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            content = content if file.read(1) == b"\n" else b"\n" + content
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        flush_to_disk(path.parent)
