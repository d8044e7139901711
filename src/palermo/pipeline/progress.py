"""Progress reports: a bar on a terminal, lines elsewhere; rich counts, and estimates the time left."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, SpinnerColumn, Task, TextColumn
from rich.text import Text

if TYPE_CHECKING:
    from palermo.pipeline.document_processing import Outcome

MIN_ITEMS_DONE = 5
"""Items that must be done before an estimate: the first ones wait for processes to start."""
MIN_ELAPSED_S = 3.0
"""Seconds of a step before an estimate."""
SPEED_PERIOD_S = 600.0
"""Seconds whose items count for the estimate: a scanned report takes minutes."""
MIN_PAGES_PER_SECOND = 0.05
"""Pages per second below which the rate is not shown."""
LINE_INTERVAL_S = 2.0
"""Seconds between two lines without a terminal."""


class ProgressReporter:
    """Receives the progress of a build, and counts the items of its current step in a task of rich."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    @property
    def _task(self) -> Task:
        return self._progress.tasks[0]

    def start_step(self, description: str, total: int | None = None, noun: str = "document") -> None:
        """Begin a step with a total, if known, of documents or of what the noun, in the singular, names."""
        for task_id in self._progress.task_ids:
            self._progress.remove_task(task_id)
        self._progress.add_task(description, total=total, pages=0, noun=noun)

    def advance(self, count: int = 1) -> None:
        """Advance by a number of items."""
        self._progress.update(self._task.id, advance=count)

    def finish_document(self, outcome: "Outcome") -> None:
        """Advance by one document, read or not."""
        self._task.fields["pages"] += (outcome.size.pages or 0) if outcome.size else 0
        self.advance()

    def finish(self) -> None:
        """End the report, whether the build succeeded or not."""
        self._progress.stop()


def create_reporter(console: Console) -> ProgressReporter:
    """Return a bar for a terminal, else lines."""
    return BarReporter(console) if console.is_terminal else LineReporter(lambda line: console.print(line, markup=False))


class LineReporter(ProgressReporter):
    """Plain lines: one at the start of each step, then at most one every two seconds."""

    def __init__(self, write: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(Progress(disable=True, get_time=clock, speed_estimate_period=SPEED_PERIOD_S))
        self._write = write
        self._clock = clock
        self._last_line_at = clock()

    def start_step(self, description: str, total: int | None = None, noun: str = "document") -> None:
        super().start_step(description, total, noun)
        self._last_line_at = self._clock()
        self._write(description if total is None else f"{description}: {format_count(total, noun)}")

    def advance(self, count: int = 1) -> None:
        super().advance(count)
        now = self._clock()
        if now - self._last_line_at >= LINE_INTERVAL_S:
            self._last_line_at = now
            self._write(f"{self._task.description}: {_format_task(self._task)}")


class BarReporter(ProgressReporter):
    """A bar with rates and the time left, from the first step until the end of the build."""

    def __init__(self, console: Console) -> None:
        counts = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(20), MofNCompleteColumn())
        columns = (*counts, _RateColumn(), _TimeLeftColumn())
        super().__init__(Progress(*columns, console=console, transient=True, speed_estimate_period=SPEED_PERIOD_S))

    def start_step(self, description: str, total: int | None = None, noun: str = "document") -> None:
        super().start_step(description, total, noun)
        self._progress.start()  # nothing is shown if there is nothing to do


class _RateColumn(ProgressColumn):
    """Documents, and PDF pages, per second."""

    def render(self, task: Task) -> Text:
        return Text(_format_rates(task) if task.completed else "")


class _TimeLeftColumn(ProgressColumn):
    """The time left, when it is known."""

    def render(self, task: Task) -> Text:
        return Text(_format_time_left(task))


def _format_task(task: Task) -> str:
    done, noun = int(task.completed), task.fields["noun"]
    counted = f"{done:,} of {format_count(int(task.total), noun)}" if task.total else ""
    parts = (counted or format_count(done, noun), _format_rates(task), _format_time_left(task))
    return ", ".join(filter(None, parts))


def format_count(number: int, noun: str) -> str:
    """Return a number with its noun: `1 document`, `2,000 documents`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _format_rates(task: Task) -> str:
    """Return items and pages per second; texts and Word files have no pages."""
    elapsed_s = task.elapsed or 1.0
    page_rate = task.fields["pages"] / elapsed_s
    pages = f", {page_rate:.1f} PDF pages/s" if page_rate >= MIN_PAGES_PER_SECOND else ""
    return f"{task.completed / elapsed_s:.1f} {task.fields['noun']}s/s{pages}"


def _format_time_left(task: Task) -> str:
    """Return the time left in words, such as `45 s left` or `4 min left`; empty if unknown."""
    if task.completed < MIN_ITEMS_DONE or (task.elapsed or 0.0) < MIN_ELAPSED_S or not task.time_remaining:
        return ""
    left_s = task.time_remaining
    return f"{left_s:.0f} s left" if left_s < 100 else f"{left_s / 60:.0f} min left"
