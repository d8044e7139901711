"""The command that converts a library to the format of this version."""

import typer

from palermo.cli.console import print_status
from palermo.cli.options import LibraryPath, open_library
from palermo.edition.library_format import migrate_library
from palermo.pipeline import format_count


def migrate(library: LibraryPath = None) -> None:
    """Convert a library that an older version made; safe to repeat.

    Also list the editions that can be read.
    """
    report = migrate_library(open_library(library))
    for step in report.steps:
        typer.echo(step)
    if report.before == report.after:
        typer.echo(f"The library has format {report.after}, which is current.")
    else:
        typer.echo(f"The library was converted from format {report.before} to {report.after}.")
    typer.echo(f"{format_count(len(report.readable), 'edition')} can be read.")
    if report.unreadable:
        print_status(f"Of another version, and kept: {', '.join(report.unreadable)}")
    if report.damaged:
        print_status(f"Damaged, without a manifest that can be read: {', '.join(report.damaged)}")
    if not report.readable:
        print_status("Make an edition that can be read: palermo build")
