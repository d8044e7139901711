"""Options that several commands share, and what they mean here."""

import os
from typing import TYPE_CHECKING, Annotated, Final

import typer

from palermo.settings import load_settings

if TYPE_CHECKING:
    from palermo.edition import Library

ALL_VISIBILITIES: Final = ("public", "members", "secretariat")
"""Whoever has the library's folder may see all of it; exports hold what is public."""
LibraryPath = Annotated[
    str | None,
    typer.Option("--library", help="Folder or s3:// address of the library [default: PALERMO_LIBRARY, else library]"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="Port to serve at.")]
MAX_PROCESSES: Final = 256
"""Processes that can be asked for."""


def _parse_processes(value: str) -> int:
    """A number of processes as written; raises BadParameter, which names it."""
    if not (value.isascii() and value.isdigit() and len(value) < 5 and int(value) <= MAX_PROCESSES):
        raise typer.BadParameter(f"{value!r} is no whole number from 0 to {MAX_PROCESSES}")
    return int(value)


Workers = Annotated[
    int | None,
    typer.Option(
        parser=_parse_processes,
        metavar=f"<int range> [0<=x<={MAX_PROCESSES}]",
        help="Reading processes; 0: one for each core [default: PALERMO_WORKERS]",
    ),
]


def open_library(address: str | None) -> "Library":
    """The library that was named, or that of the settings."""
    from palermo.edition import open_library  # the columns of editions are loaded by commands that ask for them

    settings = load_settings()
    return open_library(address or settings.library, settings.mirrors)


def count_processes(workers: int | None) -> int:
    """How many processes read: as chosen, as the settings have it, or one for each core."""
    return (load_settings().workers if workers is None else workers) or os.cpu_count() or 1
