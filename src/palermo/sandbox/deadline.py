"""Deadlines in seconds of a process's own work, so that a busy machine costs no document."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

import psutil

MAX_WAIT_FACTOR = 10
"""Longest wait, as a multiple of the seconds allowed, if other programs use the processor."""

MAX_STATUS_CHECKS = 10
"""Checks before a process counts as waiting: a working process also rests between two steps."""
STATUS_CHECK_INTERVAL_S = 0.05
"""Seconds between two checks."""
RUNNABLE_STATUSES = frozenset({psutil.STATUS_RUNNING, psutil.STATUS_DISK_SLEEP})
"""Statuses of a process that goes on as soon as the processor or the disk is free."""

_listener: ContextVar[Callable[[float], None] | None] = ContextVar("listener", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessActivity:
    """What a process has done so far."""

    cpu_seconds: float
    """Processor time used."""
    is_runnable: bool
    """Whether it would go on at once, rather than wait for something that may never happen."""


def measure_activity(pid: int) -> ProcessActivity:
    """Return the activity of a process and of those that it started, such as Tesseract's."""
    try:
        process = psutil.Process(pid)
        activities = [
            process_activity
            for child in (process, *process.children(recursive=True))
            if (process_activity := _measure_process(child))
        ]
    except psutil.Error:
        activities = []
    return ProcessActivity(
        cpu_seconds=sum(activity.cpu_seconds for activity in activities),
        is_runnable=any(activity.is_runnable for activity in activities),
    )


def _measure_process(process: psutil.Process) -> ProcessActivity | None:
    try:
        times = process.cpu_times()
        children_s = times.children_user + times.children_system
        seconds = times.user + times.system + children_s
        return ProcessActivity(cpu_seconds=seconds, is_runnable=process.status() in RUNNABLE_STATUSES)
    except psutil.Error:
        return None


@dataclass(slots=True, kw_only=True)
class Deadline:
    """The end of the time for one answer; extended by the time in which the process could not run."""

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
        """Return the seconds that are left."""
        return max(0.0, self._expires_at - self.clock())

    def extend(self) -> bool:
        """Extend an expired deadline by the working time that the process did not get.

        Returns False, without an extension, if the process is waiting or has used up its time.
        """
        activity = self.sample_activity()
        for _ in range(MAX_STATUS_CHECKS):
            if activity.is_runnable or activity.cpu_seconds - self._initial_cpu_seconds >= self.seconds:
                break
            self.pause(STATUS_CHECK_INTERVAL_S)
            activity = self.sample_activity()
        now = self.clock()
        missing_s = self.seconds - (activity.cpu_seconds - self._initial_cpu_seconds)
        if not activity.is_runnable or missing_s <= 0 or now - self._started_at >= MAX_WAIT_FACTOR * self.seconds:
            return False
        self._expires_at = now + missing_s
        return True


def request_time(seconds: float) -> None:
    """Request that the next part of the work may take `seconds` from now; does nothing outside a sandbox."""
    if listener := _listener.get():
        listener(seconds)


@contextmanager
def use_listener(listener: Callable[[float], None]) -> Iterator[None]:
    """Pass the requests for time made in this context to `listener`."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
