"""Options that several commands share, and what they mean here."""

import os
from typing import TYPE_CHECKING, Annotated, Final

import typer

from palermo.settings import from_environment

if TYPE_CHECKING:
    from palermo.edition import Library

EVERYBODY: Final = ("public", "members", "secretariat")
"""Whoever has the library's folder may see all of it; exports hold what is public."""
LibraryPath = Annotated[
    str | None,
    typer.Option("--library", help="Folder or s3:// address of the library [default: PALERMO_LIBRARY, else library]"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="Port to serve at.")]
MOST: Final = 256
"""Processes that can be asked for."""


def _processes(written: str) -> int:
    """A number of processes as written; raises BadParameter, which names it."""
    if not (written.isascii() and written.isdigit() and len(written) < 5 and int(written) <= MOST):
        raise typer.BadParameter(f"{written!r} is no whole number from 0 to {MOST}")
    return int(written)


Workers = Annotated[
    int | None,
    typer.Option(
        parser=_processes,
        metavar=f"<int range> [0<=x<={MOST}]",
        help="Reading processes; 0: one for each core [default: PALERMO_WORKERS]",
    ),
]


def library_of(address: str | None) -> "Library":
    """The library that was named, or that of the settings."""
    from palermo.edition import library_at  # the columns of editions are loaded by commands that ask for them

    settings = from_environment()
    return library_at(address or settings.library, settings.mirrors)


def cores(chosen: int | None) -> int:
    """How many processes read: as chosen, as the settings have it, or one for each core."""
    return (from_environment().workers if chosen is None else chosen) or os.cpu_count() or 1
