"""A build with its progress and report, for the commands that build."""

import signal
import time
from dataclasses import replace
from pathlib import Path

import typer
from rich.console import Console

from palermo.cli.console import print_status, print_warning
from palermo.cli.options import count_processes
from palermo.cli.second_opinion import AskOpinions
from palermo.edition import Library
from palermo.environment import load_settings
from palermo.errors import PalermoError
from palermo.pipeline import (
    BuildReport,
    ProgressReporter,
    WorkerConfig,
    build,
    check_replacement,
    create_reporter,
    ensure_follow_up,
    shipped_stages,
)


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
