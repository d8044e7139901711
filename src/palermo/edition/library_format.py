"""Format of a library on disk: its version, migrations to the current one, and readable editions."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from palermo.edition.editions import list_editions
from palermo.edition.files import open_atomic
from palermo.edition.library import Library
from palermo.errors import NoLibrary
from palermo.statements import READABLE_SCHEMA_VERSIONS

LIBRARY_FORMAT: Final = 1
"""To be raised, with a migration, when files of a library move or change their meaning."""
FORMAT_FILE: Final = "format.json"
"""File with the format; a library without it has format 1, the first."""

type Migration = Callable[[Library], str]
"""Converts a library to the next format and returns a description of what it did; can be repeated after an
interruption."""

MIGRATIONS: Final[Mapping[int, Migration]] = {}
"""By the format that they convert from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationReport:
    """Result of a migration."""

    before: int
    after: int
    steps: tuple[str, ...]
    readable: tuple[str, ...]
    """Names of editions that this version can read."""
    unreadable: tuple[str, ...]
    """Names of editions with columns of another version, which are kept."""
    damaged: tuple[str, ...]
    """Ids of editions without a readable manifest."""


def read_format(library: Library) -> int:
    """Return the format of a library; raises NoLibrary if its file is damaged."""
    try:
        number = int(json.loads((library.path / FORMAT_FILE).read_text(encoding="utf-8"))["format"])
    except FileNotFoundError:
        return 1
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        number = 0
    if number < 1:
        reason = f"{FORMAT_FILE} is damaged"
        raise NoLibrary(library.name, reason, "Restore it from a copy, or build another library")
    return number


def check_format(library: Library, newest: int = LIBRARY_FORMAT) -> None:
    """Raise NoLibrary for a library of a newer version, or one that must be migrated first."""
    library_format = read_format(library)
    if library_format > newest:
        reason = f"its format {library_format} is of a newer Palermo, which this one (format {newest}) cannot read"
        raise NoLibrary(library.name, reason, "Upgrade Palermo")
    if library_format < newest:
        raise NoLibrary(
            library.name, f"its format {library_format} is of an older Palermo", "Convert it: palermo migrate"
        )


def migrate_library(
    library: Library, migrations: Mapping[int, Migration] = MIGRATIONS, newest: int = LIBRARY_FORMAT
) -> MigrationReport:
    """Convert a library step by step; finished steps are recorded, so that a stopped migration continues.

    Raises NoLibrary if there is no library or it is of a newer version, LibraryBusy while a build uses it.
    """
    library.check_exists()
    old_format = read_format(library)
    if old_format > newest:
        check_format(library, newest)
    steps = []
    with library.lock():
        for format in range(old_format, newest):
            steps.append(migrations[format](library))
            with open_atomic(library.path / FORMAT_FILE) as file:
                file.write(json.dumps({"format": format + 1}).encode())
    editions = list_editions(library)
    versions = {edition.manifest.name: edition.manifest.schema for edition in editions}
    readable = [name for name, version in versions.items() if version in READABLE_SCHEMA_VERSIONS]
    unreadable = [name for name, version in versions.items() if version not in READABLE_SCHEMA_VERSIONS]
    return MigrationReport(
        before=old_format,
        after=newest,
        steps=tuple(steps),
        readable=tuple(readable),
        unreadable=tuple(unreadable),
        damaged=tuple(sorted({*library.list_edition_ids()} - {edition.manifest.id for edition in editions})),
    )
