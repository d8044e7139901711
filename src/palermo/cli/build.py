"""Commands that build and clean up editions: build, status, clean."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from palermo.cli.build_runner import build_and_report
from palermo.cli.console import print_lines
from palermo.cli.options import AsJson, LibraryPath, Workers, count_processes, open_library
from palermo.cli.second_opinion import Insecure, Model, RequestLimit, SecondsLimit, Server, create_opinions_asker
from palermo.pipeline import DaskScheduler, clean, format_count, load_library_status


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
    only: Annotated[
        bool, typer.Option("--only", help="Leave out what the library holds from elsewhere than these folders.")
    ] = False,
    second_opinion: Server = None,
    second_opinion_model: Model = None,
    second_opinion_limit: RequestLimit = 500,
    second_opinion_seconds: SecondsLimit = 600.0,
    second_opinion_insecure: Insecure = False,
) -> None:
    """Read documents, extract their statements, and serve them as a new edition.

    The edition contains the documents of these folders and no others. If the library holds documents from elsewhere,
    the build stops: `palermo add` adds the folder to them, and --only leaves them out.
    """
    worker_config = DaskScheduler(address=scheduler) if scheduler else count_processes(workers)
    ask_opinions = create_opinions_asker(
        second_opinion, second_opinion_model, second_opinion_limit, second_opinion_seconds, second_opinion_insecure
    )
    build_and_report(open_library(library), folders or [], worker_config, wait, ask_opinions, replace_sources=only)


def status_command(
    library: LibraryPath = None,
    as_json: AsJson = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Check every file of the edition; 1 if one is damaged.")
    ] = False,
) -> None:
    """Show the current edition, the documents that could not be read, and the last build."""
    status = load_library_status(open_library(library), verify_files=verify)
    if as_json:
        typer.echo(json.dumps(asdict(status), ensure_ascii=False, indent=1))
    else:
        print_lines(status.format_lines())
    status.check_damage()


def clean_command(
    library: LibraryPath = None,
    keep: Annotated[int, typer.Option(min=0, help="Editions to keep in addition to the current one.")] = 5,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be removed, and remove nothing.")] = False,
) -> None:
    """Remove old editions, and cached results of documents that no edition contains."""
    report = clean(open_library(library), keep, dry_run)
    verb = "would be removed" if dry_run else "removed"
    for name in report.editions:
        typer.echo(f"{verb}: edition {name}")
    removed = ", ".join(
        (
            format_count(len(report.editions), "edition"),
            format_count(report.cached_files, "cached file"),
            f"{report.bytes / 1_000_000:,.1f} MB",
        )
    )
    typer.echo(f"{removed} {verb}; {format_count(report.remaining, 'edition')} kept")
