"""Commands that make and keep editions: build, status, clean."""

import json
import signal
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from palermo.cli.door import complain, say, tell
from palermo.cli.options import AsJson, LibraryPath, Workers, cores, library_of
from palermo.edition import Library
from palermo.errors import PalermoError
from palermo.pipeline import (
    BuildReport,
    Hands,
    Scheduler,
    Telling,
    build,
    clean,
    counted,
    make_followed,
    shipped_stages,
    status,
    telling,
)
from palermo.settings import from_environment


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
) -> None:
    """Read documents, find their statements, and serve them as a new edition.

    The edition holds the documents of these folders and no others.
    """
    hands = Scheduler(address=scheduler) if scheduler else cores(workers)
    build_and_tell(library_of(library), folders or [], hands, wait)


def status_command(
    library: LibraryPath = None,
    as_json: AsJson = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Check every file of the edition; 1 if one is damaged.")
    ] = False,
) -> None:
    """Tell the current edition, the documents that could not be read and why, and the last build."""
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
    done = clean(library_of(library), keep, dry_run)
    for name in done.editions:
        typer.echo(f"{'would go' if dry_run else 'gone'}: edition {name}")
    freed = f"{done.bytes / 1_000_000:,.1f} MB"
    gone = f"{counted(len(done.editions), 'edition')}, {counted(done.cached, 'cached file')}, {freed}"
    typer.echo(f"{gone} {'would go' if dry_run else 'gone'}; {counted(done.kept, 'edition')} kept")


def follow_up(library: Library, progress: Telling, hands: Hands) -> None:
    """The last stage of a build: chains, answers and matched provisions, as far as they cost little."""
    workers = hands if isinstance(hands, int) else cores(None)
    make_followed(library, meaning=from_environment().meaning, progress=progress, workers=workers, bounded=True)
    if (current := library.current_id()) is not None:
        library.send(current)


def build_and_tell(library: Library, folders: list[Path], hands: Hands, wait: bool = False) -> None:
    """Build, show the progress, and tell what was made and what went wrong."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # to end as gently as for Ctrl-C
    try:
        stages = shipped_stages(meaning=from_environment().meaning)
        _told(library, build(library, folders, stages=stages, workers=hands, progress=telling(console), wait=wait))
        _followed(library, telling(console), hands)
    finally:
        signal.signal(signal.SIGTERM, before)


def _told(library: Library, report: BuildReport) -> None:
    """Tell what was made and what went wrong."""
    for warning in report.warnings:
        complain(warning)
    if report.quarantined:
        tell(f"Why documents could not be read: palermo status --library {library.name}")
    if report.kept:
        tell("Not one document could be read: the edition from before is still served.")
    typer.echo(report.line())


def _followed(library: Library, progress: Telling, hands: Hands) -> None:
    """Follow up; where that cannot be, warn: the edition is served all the same."""
    try:
        follow_up(library, progress, hands)
    except (PalermoError, OSError) as error:
        reason = " ".join(str(error).split()).rstrip(".")
        mend = "palermo serve or palermo map follow-up makes it later"
        complain(f"the edition is served, but its recommendations were not followed up: {reason}. {mend}.")
