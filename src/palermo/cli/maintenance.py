"""Commands that look after a library: backup, restore, doctor, check, migrate."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from palermo.cli.console import print_json, print_status
from palermo.cli.options import AsJson, LibraryPath, open_library
from palermo.edition import Library
from palermo.edition.library_format import migrate_library
from palermo.environment import load_settings
from palermo.pipeline.health_checks import HealthCheck, check_served_edition, run_health_checks
from palermo.pipeline.progress import format_count
from palermo.pipeline.wiring import shipped_stages
from palermo.portal import backup
from palermo.portal.deployment import check_deployment


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


def doctor_command(
    library: LibraryPath = None,
    no_network: Annotated[bool, typer.Option("--no-network", help="Do not check web addresses.")] = False,
    as_json: AsJson = False,
    serving: Annotated[
        bool,
        typer.Option("--serving", help="Also check a public portal: secret, hosts, HTTPS, database."),
    ] = False,
) -> None:
    """Check machine, library, sources and edition; exit code 1 if something is wrong."""
    chosen, network = open_library(library), not no_network
    library_checks = run_health_checks(chosen, shipped_stages(), network=network)
    _report_checks(chain(library_checks, _check_portal(chosen, network=network) if serving else ()), as_json)


def check_command(
    library: LibraryPath = None,
    deploy: Annotated[
        bool, typer.Option("--deploy", help="Check a public portal: secret, hosts, HTTPS, proxy, log, database.")
    ] = False,
    no_network: Annotated[bool, typer.Option("--no-network", help="Do not request the portal's hosts.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check that the library can be served, with --deploy to the public."""
    chosen = open_library(library)
    if not deploy:
        chosen.check_exists()
    portal_checks = _check_portal(chosen, network=not no_network) if deploy else ()
    _report_checks(chain(check_served_edition(chosen, shipped_stages()), portal_checks), as_json)


def _report_checks(checks: Iterable[HealthCheck], as_json: bool) -> None:
    """Print checks as they are made; raises Exit(1) if something is wrong."""
    completed = []
    for check in checks:
        completed.append(check)
        if not as_json:
            typer.echo(check.format_line())
    if as_json:
        print_json([asdict(check) for check in completed])
    if any(check.state == "wrong" for check in completed):
        raise typer.Exit(1)


def _check_portal(library: Library, *, network: bool) -> Iterator[HealthCheck]:
    """Yield the checks of a public portal of the library."""
    os.environ["PALERMO_LIBRARY"] = str(library.path.absolute())
    return check_deployment(load_settings(), network=network)


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
