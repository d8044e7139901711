"""What a build tells while it runs: a bar on a terminal, a line now and then elsewhere."""

import time
from collections.abc import Callable
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, SpinnerColumn, Task, TextColumn
from rich.text import Text

from palermo.pipeline.document_processing import Outcome
from palermo.pipeline.eta import EtaEstimator

MIN_PAGES_PER_SECOND = 0.05
"""Pages a second below which none are told."""
LINE_INTERVAL_S = 2.0
"""Seconds between two lines where there is no terminal."""


class ProgressReporter(Protocol):
    """Whoever wants to know how a build goes on."""

    def start_step(self, description: str, total: int | None = None, noun: str = "documents") -> None:
        """Another step begins, with so many documents, or what the noun says, where that is known."""

    def advance(self, count: int = 1) -> None:
        """One file was looked at, or so many things."""

    def finish_document(self, outcome: Outcome) -> None:
        """One document was read, or was not."""

    def finish(self) -> None:
        """The build has ended, well or not."""


def create_reporter(console: Console) -> ProgressReporter:
    """Choose the bar or the lines, by what the console is."""
    return BarReporter(console) if console.is_terminal else LineReporter(lambda line: console.print(line, markup=False))


class LineReporter:
    """Plain lines: one at the start of each step, and then at most one every two seconds."""

    def __init__(self, write: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._write = write
        self._clock = clock
        self._words, self._total, self._noun = "", 0, "documents"
        self._pages = 0
        self._began = self._last = clock()
        self._pace = EtaEstimator(0, self._began)

    def start_step(self, description: str, total: int | None = None, noun: str = "documents") -> None:
        self._words, self._total, self._noun, self._pages = description, total or 0, noun, 0
        self._began = self._last = self._clock()
        self._pace = EtaEstimator(self._total, self._began)
        self._write(description if total is None else f"{description}: {_format_count(total, noun)}")

    def advance(self, count: int = 1) -> None:
        self._advance(count)

    def finish_document(self, outcome: Outcome) -> None:
        self._pages += (outcome.size.pages or 0) if outcome.size else 0
        self._advance()

    def finish(self) -> None:
        """Nothing to clear away."""

    def _advance(self, count: int = 1) -> None:
        now = self._clock()
        self._pace.advance(count, now)
        if now - self._last >= LINE_INTERVAL_S:
            self._last = now
            self._write(f"{self._words}: {self._format_line(now)}")

    def _format_line(self, now: float) -> str:
        left = self._pace.format_time_left(now)
        rates = _format_rates(self._pace.compute_rate(now), self._noun, self._pages / (now - self._began))
        counted = _format_count(self._total or self._pace.count, self._noun)
        return f"{f'{self._pace.count:,} of ' if self._total else ''}{counted}, {rates}{f', {left}' if left else ''}"


class BarReporter:
    """A bar with rates and the time left, there from the first step until the build has ended."""

    def __init__(self, console: Console) -> None:
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(20),
            MofNCompleteColumn(),
            _RateColumn(),
        )
        self._bar = Progress(*columns, _TimeLeftColumn(), console=console, transient=True)
        self._pace = EtaEstimator(0, time.monotonic())
        self._task = self._bar.add_task("", total=None, pages=0, noun="documents", pace=self._pace)
        self._pages = 0

    def start_step(self, description: str, total: int | None = None, noun: str = "documents") -> None:
        self._bar.start()  # nothing is shown where nothing is to be done
        self._pages, self._pace = 0, EtaEstimator(total or 0, time.monotonic())
        self._bar.reset(self._task, description=description, total=total, pages=0, noun=noun, pace=self._pace)

    def advance(self, count: int = 1) -> None:
        self._pace.advance(count, time.monotonic())
        self._bar.advance(self._task, count)

    def finish_document(self, outcome: Outcome) -> None:
        self._pages += (outcome.size.pages or 0) if outcome.size else 0
        self._pace.advance(1, time.monotonic())
        self._bar.update(self._task, advance=1, pages=self._pages)

    def finish(self) -> None:
        self._bar.stop()


class _RateColumn(ProgressColumn):
    """Documents, and pages of PDF, a second."""

    def render(self, task: Task) -> Text:
        seconds = task.elapsed or 0.0
        if not seconds or not task.completed:
            return Text("")
        return Text(_format_rates(task.completed / seconds, task.fields["noun"], task.fields["pages"] / seconds))


class _TimeLeftColumn(ProgressColumn):
    """The time left, once it is known."""

    def render(self, task: Task) -> Text:
        pace: EtaEstimator = task.fields["pace"]
        return Text(pace.format_time_left(time.monotonic()))


def _format_count(number: int, noun: str) -> str:
    return f"{number:,} {noun[:-1] if number == 1 else noun}"


def _format_rates(item_rate: float, noun: str, page_rate: float) -> str:
    """Things and pages a second. Texts and Word files have no pages: that they count none is told."""
    return f"{item_rate:.1f} {noun}/s" + (f", {page_rate:.1f} PDF pages/s" if page_rate >= MIN_PAGES_PER_SECOND else "")
