"""Errors of files of an edition that are missing or damaged."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from palermo.errors import NoLibrary

_DAMAGE_ERRORS = (duckdb.IOException, duckdb.InvalidInputException, pa.ArrowException, OSError)
"""What the libraries raise for a file that is missing or is not what it was."""


@contextmanager
def translate_damage(folder: Path) -> Iterator[None]:
    """Raise NoLibrary where a file of an edition is missing or damaged."""
    try:
        yield
    except _DAMAGE_ERRORS as error:
        raise NoLibrary(
            str(folder), "a file of the edition is missing or damaged", "Build the library again"
        ) from error
