"""Tests of deadlines, with a scripted clock and process."""

import os
from dataclasses import dataclass

import pytest

from palermo.sandbox.deadline import MAX_WAIT_FACTOR, Deadline, ProcessActivity, measure_activity


@dataclass(kw_only=True)
class Machine:
    """A clock, and a process that got so much of it."""

    now: float = 100.0
    worked: float = 7.0
    going_on: bool = True
    rests: int = 0
    """Looks at which it seems to wait before it goes on again."""

    def look(self) -> ProcessActivity:
        self.rests -= 1
        if self.rests >= 0:
            return ProcessActivity(cpu_seconds=self.worked, is_runnable=False)
        return ProcessActivity(cpu_seconds=self.worked, is_runnable=self.going_on)

    def clock(self) -> float:
        return self.now

    def pass_by(self, seconds: float, *, share: float) -> None:
        self.now += seconds
        self.worked += seconds * share


def deadline(machine: Machine) -> Deadline:
    return Deadline(seconds=10, sample_activity=machine.look, clock=machine.clock, pause=lambda seconds: None)


def test_a_process_that_had_the_processor_gets_no_more_time() -> None:
    machine = Machine()
    end = deadline(machine)
    machine.pass_by(10, share=1)
    assert end.compute_remaining_seconds() == 0
    assert not end.extend()


def test_a_process_that_was_kept_waiting_gets_what_it_lacks() -> None:
    machine = Machine()
    end = deadline(machine)
    machine.pass_by(10, share=0.25)
    assert end.extend()
    assert end.compute_remaining_seconds() == pytest.approx(7.5)
    machine.pass_by(7.5, share=1)
    assert not end.extend()


def test_a_process_that_waits_for_something_gets_no_more_time() -> None:
    machine = Machine(going_on=False)
    end = deadline(machine)
    machine.pass_by(10, share=0)
    assert not end.extend()


def test_a_process_that_rests_for_a_moment_is_looked_at_again() -> None:
    machine = Machine()
    end = deadline(machine)
    machine.pass_by(10, share=0.25)
    machine.rests = 3
    assert end.extend()
    assert end.compute_remaining_seconds() == pytest.approx(7.5)


def test_no_process_is_waited_for_without_end() -> None:
    machine = Machine()
    end = deadline(machine)
    times = 0
    while True:
        machine.pass_by(end.compute_remaining_seconds(), share=0.01)
        if not end.extend():
            break
        times += 1
    assert times > 1
    assert machine.now - 100 <= (MAX_WAIT_FACTOR + 1) * 10


def test_a_running_process_is_at_work_and_one_that_is_gone_is_not() -> None:
    assert measure_activity(os.getpid()).cpu_seconds > 0
    assert measure_activity(os.getpid()).is_runnable
    assert measure_activity(2**22 + 1) == ProcessActivity(cpu_seconds=0.0, is_runnable=False)
