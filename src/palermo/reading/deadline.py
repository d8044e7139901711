"""How long an answer is waited for: in seconds of its own work, so that a busy machine costs no document."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import psutil

STARVED = 10
"""Times the seconds allowed that a reader is waited for at most, where other programs take the processor from it."""

LOOKS = 10
"""Times that a process that seems to wait is looked at again: one that works rests between two of its steps."""
BETWEEN = 0.05
"""Seconds between two looks."""
WAITS_FOR_NOTHING = frozenset({psutil.STATUS_RUNNING, psutil.STATUS_DISK_SLEEP})
"""What a process is that would go on if the processor or the disk were free."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a process has done until now."""

    seconds: float
    """Of the processor."""
    going_on: bool
    """Whether it would go on at once, rather than wait for something that may never come."""


def work_of(pid: int) -> Work:
    """Look at a process and those that it started, such as Tesseract's; what is gone does nothing."""
    try:
        process = psutil.Process(pid)
        looked = [one for each in (process, *process.children(recursive=True)) if (one := _looked(each))]
    except psutil.Error:
        looked = []
    return Work(seconds=sum(one.seconds for one in looked), going_on=any(one.going_on for one in looked))


def _looked(process: psutil.Process) -> Work | None:
    try:
        times = process.cpu_times()
        ended = times.children_user + times.children_system
        seconds = times.user + times.system + ended
        return Work(seconds=seconds, going_on=process.status() in WAITS_FOR_NOTHING)
    except psutil.Error:
        return None


@dataclass(slots=True, kw_only=True)
class Deadline:
    """The end of the time for one answer: by the clock, put off while the process was kept from its work."""

    seconds: float
    look: Callable[[], Work]
    clock: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep
    _began: float = field(init=False)
    _before: float = field(init=False)
    _end: float = field(init=False)

    def __post_init__(self) -> None:
        self._began = self.clock()
        self._before = self.look().seconds
        self._end = self._began + self.seconds

    def left(self) -> float:
        """Seconds until it."""
        return max(0.0, self._end - self.clock())

    def put_off(self) -> bool:
        """At its end: give the process the time that it did not get, where it is at work; whether that was done."""
        work = self.look()
        for _ in range(LOOKS):
            if work.going_on or work.seconds - self._before >= self.seconds:
                break
            self.pause(BETWEEN)
            work = self.look()
        now = self.clock()
        missing = self.seconds - (work.seconds - self._before)
        if not work.going_on or missing <= 0 or now - self._began >= STARVED * self.seconds:
            return False
        self._end = now + missing
        return True
