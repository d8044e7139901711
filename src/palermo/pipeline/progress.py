"""Progress reports: a bar on a terminal, lines elsewhere."""

import time
from collections.abc import Callable
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, SpinnerColumn, Task, TextColumn
from rich.text import Text

from palermo.pipeline.document_processing import Outcome

MIN_ITEMS_DONE = 5
"""Items that must be done before an estimate: the first ones wait for processes to start."""
MIN_SHARE_DONE = 0.02
"""Share of all items that must be done."""
MIN_ELAPSED_S = 3.0
"""Seconds after the first item before an estimate."""
OVERALL_RATE_WEIGHT = 0.5
"""Weight of the rate of the whole run against the recent rate."""
RECENT_WINDOW_S = 20.0
"""Seconds of the recent window."""
MIN_PAGES_PER_SECOND = 0.05
"""Pages per second below which the rate is not shown."""
LINE_INTERVAL_S = 2.0
"""Seconds between two lines without a terminal."""


class ProgressReporter(Protocol):
    """Receives the progress of a build."""

    def start_step(self, description: str, total: int | None = None, noun: str = "documents") -> None:
        """Begin a step with a total, if known, of documents or what the noun names."""

    def advance(self, count: int = 1) -> None:
        """Advance by a number of items."""

    def finish_document(self, outcome: Outcome) -> None:
        """Advance by one document, read or not."""

    def finish(self) -> None:
        """End the report, whether the build succeeded or not."""


def create_reporter(console: Console) -> ProgressReporter:
    """Return a bar for a terminal, else lines."""
    return BarReporter(console) if console.is_terminal else LineReporter(lambda line: console.print(line, markup=False))


class LineReporter:
    """Plain lines: one at the start of each step, then at most one every two seconds."""

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
        """Do nothing: there is nothing to clear."""

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
    """A bar with rates and the time left, from the first step until the end of the build."""

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
        self._bar.start()  # nothing is shown if there is nothing to do
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
    """Documents, and PDF pages, per second."""

    def render(self, task: Task) -> Text:
        seconds = task.elapsed or 0.0
        if not seconds or not task.completed:
            return Text("")
        return Text(_format_rates(task.completed / seconds, task.fields["noun"], task.fields["pages"] / seconds))


class _TimeLeftColumn(ProgressColumn):
    """The time left, when it is known."""

    def render(self, task: Task) -> Text:
        pace: EtaEstimator = task.fields["pace"]
        return Text(pace.format_time_left(time.monotonic()))


def _format_count(number: int, noun: str) -> str:
    return f"{number:,} {noun[:-1] if number == 1 else noun}"


def _format_rates(item_rate: float, noun: str, page_rate: float) -> str:
    """Return items and pages per second; texts and Word files have no pages."""
    return f"{item_rate:.1f} {noun}/s" + (f", {page_rate:.1f} PDF pages/s" if page_rate >= MIN_PAGES_PER_SECOND else "")


class EtaEstimator:
    """Records when items are done. Times are seconds of one monotonic clock."""

    def __init__(self, total: int, now: float) -> None:
        self._total = total
        self._first: tuple[float, int] | None = None
        self._marks: list[tuple[float, int]] = []
        self._began = now
        self.count = 0

    def advance(self, count: int, now: float) -> None:
        """Record that a number of items are done."""
        self.count += count
        if count and self._first is None:
            self._first = (now, self.count)
        if not self._marks or now - self._marks[-1][0] >= RECENT_WINDOW_S / 20:
            self._marks.append((now, self.count))
            while len(self._marks) > 2 and now - self._marks[1][0] > RECENT_WINDOW_S:
                self._marks.pop(0)

    def format_time_left(self, now: float) -> str:
        """Return the time left in words, such as `45 s left` or `4 min left`; empty if unknown."""
        left = self.estimate_seconds_left(now)
        if left is None:
            return ""
        return f"{left:.0f} s left" if left < 100 else f"{left / 60:.0f} min left"

    def compute_rate(self, now: float) -> float:
        """Return items per second since the step began."""
        return self.count / (now - self._began) if now > self._began else 0.0

    def estimate_seconds_left(self, now: float) -> float | None:
        """Return the seconds until all items are done; None if unknown.

        The first item is excluded, since it waited for processes to start.
        """
        if self._first is None or not self._total or self.count < max(MIN_ITEMS_DONE, MIN_SHARE_DONE * self._total):
            return None
        first_time, already = self._first
        if now - first_time < MIN_ELAPSED_S or self.count <= already:
            return None
        rate = (self.count - already) / (now - first_time)
        start_time, start_count = self._marks[0]
        lately = (self.count - start_count) / (now - start_time) if now > start_time else rate
        return max(0, self._total - self.count) / (OVERALL_RATE_WEIGHT * rate + (1 - OVERALL_RATE_WEIGHT) * lately)
