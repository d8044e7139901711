"""Commands that save and restore the portal's people and work: backup, restore."""

from pathlib import Path
from typing import Annotated

import typer

from palermo.cli.options import LibraryPath, open_library
from palermo.portal import backup


def backup_command(
    file: Annotated[Path, typer.Argument(help="The archive to write, such as palermo.tar.gz.")],
    library: LibraryPath = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing archive.")] = False,
) -> None:
    """Save people, their work, decisions, uploads, sources and settings in an archive."""
    typer.echo(backup.create_backup(open_library(library).path, file, replace=force).format_summary())


def restore_command(
    file: Annotated[Path, typer.Argument(help="An archive that `palermo backup` wrote.")],
    library: LibraryPath = None,
    force: Annotated[bool, typer.Option("--force", help="Replace what the library and the database hold.")] = False,
) -> None:
    """Restore an archive and verify that everything in it is there."""
    typer.echo(backup.restore_backup(open_library(library).path, file, replace=force).format_summary())
