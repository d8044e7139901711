"""Output of commands to a file or standard output."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from palermo.edition.files import open_atomic
from palermo.errors import RunStopped


def write_output(parts: Iterable[bytes], output: Path) -> int:
    """Write a file, whole or not at all, or standard output for `-`; return the number of parts.

    Raises RunStopped if the file cannot be written.
    """
    if str(output) == "-":
        return _copy_parts(parts, sys.stdout.buffer)
    try:
        with open_atomic(output) as file:
            return _copy_parts(parts, file)
    except OSError as error:
        raise RunStopped(str(output), f"it cannot be written ({error.strerror})", "Name another file") from error


def _copy_parts(parts: Iterable[bytes], target: IO[bytes]) -> int:
    count = 0
    for part in parts:
        target.write(part)
        count += 1
    return count
