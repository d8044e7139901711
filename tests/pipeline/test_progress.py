"""Tests of progress reports."""

import io

import pytest
from rich.console import Console

from palermo.pipeline.cache import DocumentSize
from palermo.pipeline.document_processing import Outcome
from palermo.pipeline.progress import BarReporter, LineReporter, create_reporter

DONE = Outcome(document="d", source="[red]a.txt", status="read", size=DocumentSize(pages=4, passages=1, statements=0))


def test_plain_lines_come_at_most_every_two_seconds_with_rates_and_the_time_left() -> None:
    lines: list[str] = []
    now = 0.0
    tell = LineReporter(lines.append, clock=lambda: now)
    tell.start_step("Reading", 100)
    for _ in range(20):
        now += 0.25
        tell.finish_document(DONE)
    tell.finish()
    assert lines == [
        "Reading: 100 documents",
        "Reading: 8 of 100 documents, 4.0 documents/s, 16.0 PDF pages/s",
        "Reading: 16 of 100 documents, 4.0 documents/s, 16.0 PDF pages/s, 21 s left",
    ]


def test_while_nothing_is_done_no_time_is_reported() -> None:
    lines: list[str] = []
    now = 0.0
    tell = LineReporter(lines.append, clock=lambda: now)
    tell.start_step("Making the search index", 100, "passage")
    now += 3
    tell.advance(0)
    assert lines[1:] == ["Making the search index: 0 of 100 passages, 0.0 passages/s"]


def test_what_went_before_the_first_document_does_not_count_for_the_time_left() -> None:
    lines: list[str] = []
    now = 0.0
    reporter = LineReporter(lines.append, clock=lambda: now)
    reporter.start_step("Reading", 100)
    for moment in (10.0, *(10.0 + number / 10 for number in range(1, 41))):
        now = moment
        reporter.advance()
    assert lines[1] == "Reading: 1 of 100 documents, 0.1 documents/s"
    assert lines[-1] == "Reading: 41 of 100 documents, 2.9 documents/s, 6 s left"


def test_documents_that_take_long_have_an_estimate_too() -> None:
    lines: list[str] = []
    now = 0.0
    reporter = LineReporter(lines.append, clock=lambda: now)
    reporter.start_step("Reading", 20)
    for _ in range(5):
        now += 50
        reporter.advance()
    assert lines[-1] == "Reading: 5 of 20 documents, 0.0 documents/s, 12 min left"


@pytest.mark.parametrize(("total", "ending"), [(10_000, "16 min left"), (None, "documents/s")])
def test_long_times_are_reported_in_minutes_and_none_without_a_total(total: int | None, ending: str) -> None:
    lines: list[str] = []
    now = 0.0
    reporter = LineReporter(lines.append, clock=lambda: now)
    reporter.start_step("Reading", total)
    for number in range(1, 301):
        now = number / 10
        reporter.advance()
    assert lines[-1].endswith(ending)


def test_a_terminal_gets_a_bar_and_a_pipe_gets_lines() -> None:
    assert isinstance(create_reporter(Console(file=io.StringIO(), force_terminal=False)), LineReporter)
    tell = create_reporter(Console(file=io.StringIO(), force_terminal=True))
    tell.finish()
    assert isinstance(tell, BarReporter)


def test_the_bar_shows_counts_and_rates() -> None:
    screen = io.StringIO()
    bar = BarReporter(Console(file=screen, force_terminal=True, width=120))
    bar.start_step("Reading", 2)
    bar.advance()
    bar.finish_document(DONE)
    bar.finish()
    assert "Reading" in screen.getvalue()
    assert "2/2" in screen.getvalue()
    assert "PDF pages/s" in screen.getvalue()


def test_a_bar_without_a_step_shows_nothing() -> None:
    screen = io.StringIO()
    BarReporter(Console(file=screen, force_terminal=True, width=120)).finish()
    assert screen.getvalue() == ""
