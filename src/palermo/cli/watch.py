"""The command that checks the sources of a library by its schedule, and reports what changed."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

import typer

from palermo import registry, vocabulary
from palermo.analysis import FacetValues
from palermo.cli.build import build_and_report
from palermo.cli.console import print_lines, print_status, print_warning
from palermo.cli.options import LibraryPath, Workers, count_processes, open_existing_library
from palermo.edition import Library
from palermo.environment import load_settings
from palermo.errors import PalermoError
from palermo.pipeline.progress import format_count
from palermo.pipeline.standing_queries import StandingQuery, load_queries
from palermo.pipeline.watching import (
    MAX_INTERVAL_HOURS,
    MIN_INTERVAL_HOURS,
    WatchReport,
    WatchState,
    find_next_check,
    format_time,
    load_schedule,
    load_state,
    report_changes,
    save_state,
)
from palermo.portal.mail_server import MailServer
from palermo.portal.saved_searches import NoticeReport, load_saved_queries, send_notices

POLL_INTERVAL_S = 30.0
"""Seconds between two readings of the schedule."""


def watch(
    library: LibraryPath = None,
    every: Annotated[
        float,
        typer.Option(
            min=MIN_INTERVAL_HOURS,
            max=MAX_INTERVAL_HOURS,
            help="Hours between two checks, unless the portal sets them.",
        ),
    ] = 24.0,
    once: Annotated[bool, typer.Option("--once", help="Check once and end, for a scheduler such as cron.")] = False,
    workers: Workers = None,
) -> None:
    """Check the sources by schedule, build what changed, and notify saved searches."""
    chosen = open_existing_library(library)
    if once:
        _check(chosen, count_processes(workers))
        return
    print_status(f"Checking the sources of {chosen.name} by its schedule; stop with Ctrl-C.")
    while True:
        now, state = datetime.now(UTC), load_state(chosen)
        due = find_next_check(load_schedule(chosen, every), state, now)
        if due is not None and due <= now:
            _check_and_report_error(chosen, count_processes(workers))
        else:
            save_state(chosen, replace(state, seen_at=format_time(now)))
        time.sleep(POLL_INTERVAL_S)


def _check_and_report_error(library: Library, workers: int) -> None:
    try:
        _check(library, workers)
    except PalermoError as error:
        print_warning(f"{error} The next check is by the schedule.")


def _check(library: Library, workers: int) -> None:
    """Check once, and store how it went for the portal's page of the schedule."""
    started = format_time(datetime.now(UTC))
    previous_state = load_state(library)
    edition = previous_state.edition or library.read_current_id() or ""
    running = WatchState(seen_at=started, started_at=started, finished_at=previous_state.finished_at, edition=edition)
    save_state(library, running)
    try:
        summary = _build_and_notify(library, edition or None, workers)
    except PalermoError as error:
        _save_finished(library, replace(running, error=str(error)))
        raise
    _save_finished(library, replace(running, edition=library.read_current_id() or "", summary=summary))


def _save_finished(library: Library, state: WatchState) -> None:
    now = format_time(datetime.now(UTC))
    save_state(library, replace(state, seen_at=now, finished_at=now))


def _build_and_notify(library: Library, previous: str | None, workers: int) -> str:
    """Build and report changes since an edition; return the result in one line."""
    settings = load_settings()
    values = FacetValues(registry.load_registry(), vocabulary.load_vocabulary())
    load_queries(library, values)  # a wrong watch.yaml is reported before hours of building
    build_and_report(library, [], workers, wait=True)
    saved_queries = _load_saved_queries(library, values, settings.address)
    report = report_changes(library, previous, values, settings.address, saved_queries)
    summary = _print_report(report)
    if settings.email_url:
        server = MailServer(url=settings.email_url, sender=settings.email_from)
        _print_notices(send_notices(library, server, datetime.now(UTC)))
    return summary


def _print_notices(report: NoticeReport) -> None:
    print_status(f"{format_count(report.sent, 'e-mail')} sent.")
    if report.refused:
        refusals = "; ".join(f"{delivery.recipient}: {delivery.refusal}" for delivery in report.refused)
        number = format_count(len(report.refused), "e-mail")
        print_warning(f"The mail server refused {number} ({refusals}). What they report is kept for the next one.")


def _load_saved_queries(library: Library, values: FacetValues, address: str) -> Sequence[StandingQuery]:
    queries, warnings = load_saved_queries(library.path, values, address)
    for warning in warnings:
        print_warning(warning)
    return queries


def _print_report(report: WatchReport) -> str:
    if report.note is None or report.note.is_empty:
        summary = "Nothing changed."
    else:
        print_lines(report.note.format_lines())
        summary = (
            f"{format_count(len(report.note.documents), 'new document')},"
            f" {format_count(report.note.statements, 'new statement')}; {report.matches} for saved searches."
        )
    print_status(summary)
    for failure in report.failures:
        print_warning(f"{failure}.")
    return summary
