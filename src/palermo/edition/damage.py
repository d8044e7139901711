"""Errors for missing or damaged files of an edition."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from palermo.errors import NoLibrary

_DAMAGE_ERRORS = (duckdb.IOException, duckdb.InvalidInputException, pa.ArrowException, OSError)
"""Errors that the libraries raise for a missing or damaged file."""


@contextmanager
def translate_damage(folder: Path) -> Iterator[None]:
    """Raise NoLibrary if a file of an edition is missing or damaged."""
    try:
        yield
    except _DAMAGE_ERRORS as error:
        raise NoLibrary(
            str(folder), "a file of the edition is missing or damaged", "Build the library again"
        ) from error
