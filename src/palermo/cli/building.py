"""Building an edition and telling of it, for the commands that build."""

import os
import signal
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import typer
from rich.console import Console

from palermo.cli.door import complain, tell
from palermo.cli.options import cores
from palermo.cli.second_opinion import AskOpinions
from palermo.edition import Library
from palermo.errors import PalermoError
from palermo.pipeline import BuildReport, Hands, Telling, build, make_followed, shipped_stages, telling
from palermo.reading.child import die_with
from palermo.settings import from_environment
from palermo.vectors import encoders_kept, shipped_encoder


def follow_up(library: Library, progress: Telling, hands: Hands) -> None:
    """The last stage of a build: chains, answers and matched provisions, as far as they cost little."""
    meaning = from_environment().meaning
    make_followed(library, meaning=meaning, progress=progress, workers=_workers(hands), bounded=True)
    if (current := library.current_id()) is not None:
        library.send(current)


def build_and_tell(
    library: Library, folders: list[Path], hands: Hands, wait: bool = False, ask: AskOpinions | None = None
) -> None:
    """Build, show the progress, and tell what was made and what went wrong; `ask` is called after all else."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # to end as gently as for Ctrl-C
    began = time.monotonic()
    try:
        with encoders_kept(_workers(hands), partial(die_with, os.getpid())) as processes:
            stages = shipped_stages(meaning=from_environment().meaning)
            several = stages.ready and isinstance(hands, int) and hands > 1
            stages = replace(stages, many=partial(processes.start, shipped_encoder) if several else None)
            report = build(library, folders, stages=stages, workers=hands, progress=telling(console), wait=wait)
            warning = ""
            try:
                warning = _followed(library, telling(console), hands)
            finally:  # the edition is there, whatever becomes of the rest
                _told(library, replace(report, seconds=time.monotonic() - began))
        if warning:
            complain(warning)
        if ask:  # processes for vectors are gone by now: this may take minutes
            ask(library, telling(console))
    finally:
        signal.signal(signal.SIGTERM, before)


def _workers(hands: Hands) -> int:
    return hands if isinstance(hands, int) else cores(None)


def _told(library: Library, report: BuildReport) -> None:
    """Tell what was made and what went wrong."""
    for warning in report.warnings:
        complain(warning)
    if report.quarantined:
        tell(f"Why documents could not be read: palermo status --library {library.name}")
    if report.kept:
        tell("Not one document could be read: the edition from before is still served.")
    typer.echo(report.line())


def _followed(library: Library, progress: Telling, hands: Hands) -> str:
    """Follow up; where that cannot be, a warning: the edition is served all the same."""
    try:
        follow_up(library, progress, hands)
    except (PalermoError, OSError) as error:
        reason = " ".join(str(error).split()).rstrip(".")
        mend = "palermo serve or palermo map follow-up makes it later"
        return f"the edition is served, but its recommendations were not followed up: {reason}. {mend}."
    return ""
