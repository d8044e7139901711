"""Commands that make and keep editions: build, status, clean.

A build's reader is started before what the build itself needs is imported, where a file has changed: the one loads
while the other does.
"""

import json
from pathlib import Path
from typing import Annotated

import typer

from palermo.cli.change_detection import should_start_reader
from palermo.cli.console import print_lines
from palermo.cli.options import AsJson, LibraryPath, Workers, count_processes, open_library
from palermo.cli.second_opinion import Insecure, Model, RequestLimit, SecondsLimit, Server, create_opinions_asker
from palermo.sandbox import prefork


def build_command(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(help="Folders or files; none: the library's sources, or the last build's.", metavar="FOLDER..."),
    ] = None,
    library: LibraryPath = None,
    workers: Workers = None,
    scheduler: Annotated[
        str | None, typer.Option(help="Read with a Dask cluster: its scheduler's address, such as tcp://host:8786.")
    ] = None,
    wait: Annotated[bool, typer.Option("--wait", help="Wait for another build of the library to end.")] = False,
    second_opinion: Server = None,
    second_opinion_model: Model = None,
    second_opinion_limit: RequestLimit = 500,
    second_opinion_seconds: SecondsLimit = 600.0,
    second_opinion_insecure: Insecure = False,
) -> None:
    """Read documents, find their statements, and serve them as a new edition.

    The edition holds the documents of these folders and no others.
    """
    if scheduler is None and should_start_reader(library, folders or []):
        prefork.start_sandbox()
    try:
        from palermo.cli.build_runner import build_and_report
        from palermo.pipeline import DaskScheduler

        hands = DaskScheduler(address=scheduler) if scheduler else count_processes(workers)
        ask = create_opinions_asker(
            second_opinion, second_opinion_model, second_opinion_limit, second_opinion_seconds, second_opinion_insecure
        )
        build_and_report(open_library(library), folders or [], hands, wait, ask)
    finally:
        prefork.close_idle_sandboxes()


def status_command(
    library: LibraryPath = None,
    as_json: AsJson = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Check every file of the edition; 1 if one is damaged.")
    ] = False,
) -> None:
    """Tell the current edition, the documents that could not be read and why, and the last build."""
    from palermo.pipeline import load_library_status

    found = load_library_status(open_library(library), verify_files=verify)
    if as_json:
        typer.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=1))
    else:
        print_lines(found.format_lines())
    found.check_damage()


def clean_command(
    library: LibraryPath = None,
    keep: Annotated[int, typer.Option(min=0, help="Editions to keep beside the current one.")] = 5,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would go, and take nothing away.")] = False,
) -> None:
    """Take away old editions, and what is cached for documents that no edition holds any more."""
    from palermo.pipeline import clean, format_count

    done = clean(open_library(library), keep, dry_run)
    for name in done.editions:
        typer.echo(f"{'would go' if dry_run else 'gone'}: edition {name}")
    freed = f"{done.bytes / 1_000_000:,.1f} MB"
    gone = f"{format_count(len(done.editions), 'edition')}, {format_count(done.cached_files, 'cached file')}, {freed}"
    typer.echo(f"{gone} {'would go' if dry_run else 'gone'}; {format_count(done.remaining, 'edition')} kept")
