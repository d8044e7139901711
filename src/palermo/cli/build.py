"""Commands that make and keep editions: build, status, clean.

A build's reader is started before what the build itself needs is imported, where a file has changed: the one loads
while the other does.
"""

import json
from pathlib import Path
from typing import Annotated

import typer

from palermo.cli.door import say
from palermo.cli.foreseeing import may_read
from palermo.cli.options import AsJson, LibraryPath, Workers, cores, library_of
from palermo.cli.second_opinion import Insecure, Model, RequestLimit, SecondsLimit, Server, opinions_asker
from palermo.reading import ahead


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
    if scheduler is None and may_read(library, folders or []):
        ahead.start()
    try:
        from palermo.cli.building import build_and_tell
        from palermo.pipeline import Scheduler

        hands = Scheduler(address=scheduler) if scheduler else cores(workers)
        ask = opinions_asker(
            second_opinion, second_opinion_model, second_opinion_limit, second_opinion_seconds, second_opinion_insecure
        )
        build_and_tell(library_of(library), folders or [], hands, wait, ask)
    finally:
        ahead.end()


def status_command(
    library: LibraryPath = None,
    as_json: AsJson = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Check every file of the edition; 1 if one is damaged.")
    ] = False,
) -> None:
    """Tell the current edition, the documents that could not be read and why, and the last build."""
    from palermo.pipeline import status

    found = status(library_of(library), verified=verify)
    if as_json:
        typer.echo(json.dumps(found.values(), ensure_ascii=False, indent=1))
    else:
        say(found.lines())
    found.refuse_damage()


def clean_command(
    library: LibraryPath = None,
    keep: Annotated[int, typer.Option(min=0, help="Editions to keep beside the current one.")] = 5,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would go, and take nothing away.")] = False,
) -> None:
    """Take away old editions, and what is cached for documents that no edition holds any more."""
    from palermo.pipeline import clean, counted

    done = clean(library_of(library), keep, dry_run)
    for name in done.editions:
        typer.echo(f"{'would go' if dry_run else 'gone'}: edition {name}")
    freed = f"{done.bytes / 1_000_000:,.1f} MB"
    gone = f"{counted(len(done.editions), 'edition')}, {counted(done.cached, 'cached file')}, {freed}"
    typer.echo(f"{gone} {'would go' if dry_run else 'gone'}; {counted(done.kept, 'edition')} kept")
