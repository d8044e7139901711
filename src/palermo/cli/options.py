"""Options that several commands share, and their interpretation."""

import os
import re
from typing import Annotated, Final

import typer

from palermo import edition
from palermo.edition import Library, StatementSelection
from palermo.environment import load_settings

ALL_VISIBILITIES: Final = ("public", "members", "secretariat")
"""Commands show everything, since their user has access to the library's folder; exports contain public data only."""
LibraryPath = Annotated[
    str | None,
    typer.Option("--library", help="Folder or s3:// address of the library (default: PALERMO_LIBRARY, else library)"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON.")]
Unconfirmed = Annotated[
    bool, typer.Option("--unconfirmed", help="Count statements and names that are not confirmed too.")
]
Port = Annotated[int, typer.Option(min=0, max=65535, help="Port to serve at.")]
MAX_PROCESSES: Final = 256


def _parse_processes(value: str) -> int:
    """Parse a number of processes; raises BadParameter."""
    if not (value.isascii() and value.isdigit() and len(value) < 5 and int(value) <= MAX_PROCESSES):
        raise typer.BadParameter(f"{value!r} is not a whole number from 0 to {MAX_PROCESSES}")
    return int(value)


Workers = Annotated[
    int | None,
    typer.Option(
        parser=_parse_processes,
        metavar=f"<int range> [0<=x<={MAX_PROCESSES}]",
        help="Reading processes; 0: one for each core (default: PALERMO_WORKERS)",
    ),
]


def _parse_scheduler(value: str) -> str:
    """Parse the address of a Dask scheduler; raises BadParameter."""
    if not re.fullmatch(r"(?:[a-z]+://)?(?:[\w.-]+|\[[0-9a-fA-F:.]+\]):\d{1,5}", value):
        raise typer.BadParameter(f"{value!r} is not an address of a scheduler; write it as tcp://host:8786")
    return value


Scheduler = Annotated[
    str | None,
    typer.Option(
        parser=_parse_scheduler,
        metavar="ADDRESS",
        help="Read with a Dask cluster: its scheduler's address, such as tcp://host:8786.",
    ),
]


def open_library(address: str | None) -> Library:
    """Open the named library, or that of the settings."""
    settings = load_settings()
    return edition.open_library(address or settings.library, settings.mirrors)


def open_existing_library(address: str | None) -> Library:
    """Open the named library, or that of the settings; raises NoLibrary if there is none."""
    library = open_library(address)
    library.check_exists()
    return library


def count_processes(workers: int | None) -> int:
    """Return the number of reading processes: as chosen, as in the settings, or one for each core."""
    return (load_settings().workers if workers is None else workers) or os.cpu_count() or 1


def choose_selection(unconfirmed: bool) -> StatementSelection:
    """Return which statements a command counts: confirmed ones, or all."""
    return StatementSelection.ALL if unconfirmed else StatementSelection.CONFIRMED
