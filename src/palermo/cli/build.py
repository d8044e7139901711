"""Commands that build and clean up editions: build, status, clean; and a build with its progress and report."""

import signal
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from palermo.cli.console import print_json, print_lines, print_status, print_warning
from palermo.cli.options import AsJson, LibraryPath, Scheduler, Workers, count_processes, open_library
from palermo.cli.second_opinion import (
    AskOpinions,
    Insecure,
    Model,
    RequestLimit,
    SecondsLimit,
    Server,
    create_opinions_asker,
)
from palermo.edition import Library
from palermo.environment import load_settings
from palermo.errors import PalermoError
from palermo.pipeline.build import BuildReport, build
from palermo.pipeline.cleanup import clean
from palermo.pipeline.derived_artefacts import ensure_follow_up
from palermo.pipeline.executors import DaskScheduler, WorkerConfig
from palermo.pipeline.library_status import load_library_status
from palermo.pipeline.origin_status import check_replacement
from palermo.pipeline.progress import ProgressReporter, create_reporter, format_count
from palermo.pipeline.wiring import shipped_stages


def update_follow_up(library: Library, progress: ProgressReporter, workers: WorkerConfig) -> None:
    """Run the last stage of a build: chains, responses and matched provisions, if they are not expensive."""
    ensure_follow_up(
        library,
        use_embeddings=load_settings().meaning,
        progress=progress,
        workers=workers if isinstance(workers, int) else count_processes(None),
        is_bounded=True,
    )
    if (current := library.read_current_id()) is not None:
        library.send(current)


def build_and_report(
    library: Library,
    folders: list[Path],
    workers: WorkerConfig,
    wait: bool = False,
    ask_opinions: AskOpinions | None = None,
    replace_sources: bool = False,
) -> None:
    """Build, show the progress, and report results and failures; second opinions come last.

    Without `replace_sources`, a build that would leave out a source of the current edition is refused.
    """
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    previous_handler = signal.signal(signal.SIGTERM, signal.default_int_handler)  # as for Ctrl-C
    started_at = time.monotonic()
    try:
        stages = shipped_stages(use_embeddings=load_settings().meaning)
        if not replace_sources:
            check_replacement(library, folders)
        report = build(library, folders, stages=stages, workers=workers, progress=create_reporter(console), wait=wait)
        warning = ""
        try:
            warning = _try_follow_up(library, create_reporter(console), workers)
        finally:  # the edition is complete even if the follow-up fails
            _report_build(library, replace(report, seconds=time.monotonic() - started_at))
        if warning:
            print_warning(warning)
        if ask_opinions:
            ask_opinions(library, create_reporter(console))
    finally:
        signal.signal(signal.SIGTERM, previous_handler)


def _report_build(library: Library, report: BuildReport) -> None:
    """Print what was built and what failed."""
    for warning in report.warnings:
        print_warning(warning)
    if report.quarantined:
        print_status(f"Why documents could not be read: palermo status --library {library.name}")
    if report.is_previous_edition:
        print_status("No document could be read: the previous edition is still served.")
    typer.echo(report.format_line())


def _try_follow_up(library: Library, progress: ProgressReporter, workers: WorkerConfig) -> str:
    """Follow up recommendations; return a warning if that fails, because the edition is served all the same."""
    try:
        update_follow_up(library, progress, workers)
    except (PalermoError, OSError) as error:
        reason = " ".join(str(error).split()).rstrip(".")
        hint = "Run palermo serve or palermo map follow-up to do it later"
        return f"the edition is served, but its recommendations were not followed up: {reason}. {hint}."
    return ""


def build_command(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(help="Folders or files; none: the library's sources, or the last build's.", metavar="FOLDER..."),
    ] = None,
    library: LibraryPath = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
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
        print_json(asdict(status))
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
