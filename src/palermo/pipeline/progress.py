"""What a build tells while it runs: a bar on a terminal, a line now and then elsewhere."""

import time
from collections.abc import Callable
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, SpinnerColumn, Task, TextColumn
from rich.text import Text

from palermo.pipeline.pace import Pace
from palermo.pipeline.work import Outcome

LEAST_PAGES = 0.05
"""Pages a second below which none are told."""
APART = 2.0
"""Seconds between two lines where there is no terminal."""


class Telling(Protocol):
    """Whoever wants to know how a build goes on."""

    def step(self, words: str, total: int | None = None, noun: str = "documents") -> None:
        """Another step begins, with so many documents, or what the noun says, where that is known."""

    def seen(self, count: int = 1) -> None:
        """One file was looked at, or so many things."""

    def done(self, outcome: Outcome) -> None:
        """One document was read, or was not."""

    def end(self) -> None:
        """The build has ended, well or not."""


def telling(console: Console) -> Telling:
    """Choose the bar or the lines, by what the console is."""
    return Bar(console) if console.is_terminal else Lines(lambda line: console.print(line, markup=False))


class Lines:
    """Plain lines: one at the start of each step, and then at most one every two seconds."""

    def __init__(self, write: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._write = write
        self._clock = clock
        self._words, self._total, self._noun = "", 0, "documents"
        self._pages = 0
        self._began = self._last = clock()
        self._pace = Pace(0, self._began)

    def step(self, words: str, total: int | None = None, noun: str = "documents") -> None:
        self._words, self._total, self._noun, self._pages = words, total or 0, noun, 0
        self._began = self._last = self._clock()
        self._pace = Pace(self._total, self._began)
        self._write(words if total is None else f"{words}: {_counted(total, noun)}")

    def seen(self, count: int = 1) -> None:
        self._advance(count)

    def done(self, outcome: Outcome) -> None:
        self._pages += (outcome.size.pages or 0) if outcome.size else 0
        self._advance()

    def end(self) -> None:
        """Nothing to clear away."""

    def _advance(self, count: int = 1) -> None:
        now = self._clock()
        self._pace.done(count, now)
        if now - self._last >= APART:
            self._last = now
            self._write(f"{self._words}: {self._line(now)}")

    def _line(self, now: float) -> str:
        left = self._pace.told_left(now)
        rates = _rates(self._pace.rate(now), self._noun, self._pages / (now - self._began))
        counted = _counted(self._total or self._pace.count, self._noun)
        return f"{f'{self._pace.count:,} of ' if self._total else ''}{counted}, {rates}{f', {left}' if left else ''}"


class Bar:
    """A bar with rates and the time left, there from the first step until the build has ended."""

    def __init__(self, console: Console) -> None:
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(20), MofNCompleteColumn(), _Rates())
        self._bar = Progress(*columns, _Left(), console=console, transient=True)
        self._pace = Pace(0, time.monotonic())
        self._task = self._bar.add_task("", total=None, pages=0, noun="documents", pace=self._pace)
        self._pages = 0

    def step(self, words: str, total: int | None = None, noun: str = "documents") -> None:
        self._bar.start()  # nothing is shown where nothing is to be done
        self._pages, self._pace = 0, Pace(total or 0, time.monotonic())
        self._bar.reset(self._task, description=words, total=total, pages=0, noun=noun, pace=self._pace)

    def seen(self, count: int = 1) -> None:
        self._pace.done(count, time.monotonic())
        self._bar.advance(self._task, count)

    def done(self, outcome: Outcome) -> None:
        self._pages += (outcome.size.pages or 0) if outcome.size else 0
        self._pace.done(1, time.monotonic())
        self._bar.update(self._task, advance=1, pages=self._pages)

    def end(self) -> None:
        self._bar.stop()


class _Rates(ProgressColumn):
    """Documents, and pages of PDF, a second."""

    def render(self, task: Task) -> Text:
        seconds = task.elapsed or 0.0
        if not seconds or not task.completed:
            return Text("")
        return Text(_rates(task.completed / seconds, task.fields["noun"], task.fields["pages"] / seconds))


class _Left(ProgressColumn):
    """The time left, once it is known."""

    def render(self, task: Task) -> Text:
        pace: Pace = task.fields["pace"]
        return Text(pace.told_left(time.monotonic()))


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun[:-1] if number == 1 else noun}"


def _rates(things: float, noun: str, pages: float) -> str:
    """Things and pages a second. Texts and Word files have no pages: that they count none is told."""
    return f"{things:.1f} {noun}/s" + (f", {pages:.1f} PDF pages/s" if pages >= LEAST_PAGES else "")
