"""How long an answer is waited for: in seconds of its own work, so that a busy machine costs no document."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import psutil

MAX_WAIT_FACTOR = 10
"""Times the seconds allowed that a reader is waited for at most, where other programs take the processor from it."""

MAX_STATUS_CHECKS = 10
"""Times that a process that seems to wait is looked at again: one that works rests between two of its steps."""
STATUS_CHECK_INTERVAL_S = 0.05
"""Seconds between two looks."""
RUNNABLE_STATUSES = frozenset({psutil.STATUS_RUNNING, psutil.STATUS_DISK_SLEEP})
"""What a process is that would go on if the processor or the disk were free."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessActivity:
    """What a process has done until now."""

    cpu_seconds: float
    """Of the processor."""
    is_runnable: bool
    """Whether it would go on at once, rather than wait for something that may never come."""


def measure_activity(pid: int) -> ProcessActivity:
    """Look at a process and those that it started, such as Tesseract's; what is gone does nothing."""
    try:
        process = psutil.Process(pid)
        looked = [one for each in (process, *process.children(recursive=True)) if (one := _measure_process(each))]
    except psutil.Error:
        looked = []
    return ProcessActivity(
        cpu_seconds=sum(one.cpu_seconds for one in looked), is_runnable=any(one.is_runnable for one in looked)
    )


def _measure_process(process: psutil.Process) -> ProcessActivity | None:
    try:
        times = process.cpu_times()
        ended = times.children_user + times.children_system
        seconds = times.user + times.system + ended
        return ProcessActivity(cpu_seconds=seconds, is_runnable=process.status() in RUNNABLE_STATUSES)
    except psutil.Error:
        return None


@dataclass(slots=True, kw_only=True)
class Deadline:
    """The end of the time for one answer: by the clock, put off while the process was kept from its work."""

    seconds: float
    sample_activity: Callable[[], ProcessActivity]
    clock: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep
    _started_at: float = field(init=False)
    _initial_cpu_seconds: float = field(init=False)
    _expires_at: float = field(init=False)

    def __post_init__(self) -> None:
        self._started_at = self.clock()
        self._initial_cpu_seconds = self.sample_activity().cpu_seconds
        self._expires_at = self._started_at + self.seconds

    def compute_remaining_seconds(self) -> float:
        """Seconds until it."""
        return max(0.0, self._expires_at - self.clock())

    def extend(self) -> bool:
        """At its end: give the process the time that it did not get, where it is at work; whether that was done."""
        work = self.sample_activity()
        for _ in range(MAX_STATUS_CHECKS):
            if work.is_runnable or work.cpu_seconds - self._initial_cpu_seconds >= self.seconds:
                break
            self.pause(STATUS_CHECK_INTERVAL_S)
            work = self.sample_activity()
        now = self.clock()
        missing = self.seconds - (work.cpu_seconds - self._initial_cpu_seconds)
        if not work.is_runnable or missing <= 0 or now - self._started_at >= MAX_WAIT_FACTOR * self.seconds:
            return False
        self._expires_at = now + missing
        return True
