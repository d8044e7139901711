"""The command that looks at the sources of a library again and again, and tells what changed."""

import time
from datetime import UTC, datetime
from typing import Annotated

import typer

from palermo import registry, vocabulary
from palermo.analysis import DimensionValues
from palermo.cli.build_runner import build_and_report
from palermo.cli.console import print_lines, print_status, print_warning
from palermo.cli.options import LibraryPath, Workers, count_processes, open_library
from palermo.edition import Library
from palermo.errors import PalermoError
from palermo.pipeline.notifications import MailServer
from palermo.pipeline.watching import report_changes, send_digests
from palermo.settings import load_settings

SECONDS_PER_HOUR = 3600


def watch(
    library: LibraryPath = None,
    every: Annotated[float, typer.Option(min=0.1, help="Hours between two looks.")] = 24.0,
    once: Annotated[bool, typer.Option("--once", help="Look once and end, for a scheduler such as cron.")] = False,
    workers: Workers = None,
) -> None:
    """Look at the sources, build when something changed, tell what is new, and notify standing queries."""
    chosen = open_library(library)
    while True:
        try:
            _look_once(chosen, count_processes(workers))
        except PalermoError as error:
            if once:
                raise
            print_warning(f"{error} The next look is in {every:g} hours.")
        if once:
            return
        time.sleep(every * SECONDS_PER_HOUR)


def _look_once(library: Library, workers: int) -> None:
    settings = load_settings()
    previous = library.read_current_id()
    build_and_report(library, [], workers, wait=True)
    values = DimensionValues(registry.load_registry(), vocabulary.load_vocabulary())
    report = report_changes(library, previous, values, settings.address)
    if report.note is None or report.note.is_empty:
        print_status("Nothing changed.")
    else:
        print_lines(report.note.format_lines())
        print_status(f"{report.matches} statements match standing queries.")
    for failure in report.failures:
        print_warning(f"{failure}.")
    if settings.email_url:
        sent = send_digests(library, MailServer(url=settings.email_url, sender=settings.email_from), datetime.now(UTC))
        print_status(f"{sent} weekly digests sent.")
