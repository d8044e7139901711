"""What a build tells while it runs: a bar on a terminal, a line now and then elsewhere."""

import time
from collections.abc import Callable
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, SpinnerColumn, Task, TextColumn
from rich.progress import TimeRemainingColumn as TimeLeft
from rich.text import Text

from palermo.pipeline.work import Outcome

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
        self._count = self._pages = 0
        self._began = self._last = clock()

    def step(self, words: str, total: int | None = None, noun: str = "documents") -> None:
        self._words, self._total, self._noun, self._count, self._pages = words, total or 0, noun, 0, 0
        self._began = self._last = self._clock()
        self._write(words if total is None else f"{words}: {total} {noun}")

    def seen(self, count: int = 1) -> None:
        self._advance(count)

    def done(self, outcome: Outcome) -> None:
        self._pages += (outcome.size.pages or 0) if outcome.size else 0
        self._advance()

    def end(self) -> None:
        """Nothing to clear away."""

    def _advance(self, count: int = 1) -> None:
        self._count += count
        now = self._clock()
        if now - self._last >= APART:
            self._last = now
            self._write(f"{self._words}: {self._line(now - self._began)}")

    def _line(self, seconds: float) -> str:
        rate = self._count / seconds
        left = f", {(self._total - self._count) / rate:.0f} s left" if self._total and rate else ""
        of = f" of {self._total}" if self._total else ""
        pages = f", {self._pages / seconds:.1f} pages/s" if self._pages else ""
        return f"{self._count}{of} {self._noun}, {rate:.1f} {self._noun}/s{pages}{left}"


class Bar:
    """A bar with rates and the time left, gone when the build has ended."""

    def __init__(self, console: Console) -> None:
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rates())
        self._bar = Progress(*columns, TimeLeft(), console=console, transient=True)
        self._task = self._bar.add_task("", total=None, pages=0, noun="documents")
        self._pages = 0
        self._bar.start()

    def step(self, words: str, total: int | None = None, noun: str = "documents") -> None:
        self._pages = 0
        self._bar.reset(self._task, description=words, total=total, pages=0, noun=noun)

    def seen(self, count: int = 1) -> None:
        self._bar.advance(self._task, count)

    def done(self, outcome: Outcome) -> None:
        self._pages += (outcome.size.pages or 0) if outcome.size else 0
        self._bar.update(self._task, advance=1, pages=self._pages)

    def end(self) -> None:
        self._bar.stop()


class _Rates(ProgressColumn):
    """Documents and pages a second."""

    def render(self, task: Task) -> Text:
        seconds = task.elapsed or 0.0
        if not seconds or not task.completed:
            return Text("")
        rates = f"{task.completed / seconds:.1f} {task.fields.get('noun', 'documents')}/s"
        pages = task.fields.get("pages", 0)
        return Text(f"{rates}, {pages / seconds:.1f} pages/s" if pages else rates)
