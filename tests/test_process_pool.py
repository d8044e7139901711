"""Tests of worker processes: results in order, and the rest of a killed process done here."""

import os
import signal

import pytest

from palermo.process_pool import map_in_processes


def add(shared: int, item: int) -> tuple[int, int]:
    return os.getpid(), shared + item


def fail(parent: int, item: int) -> int:
    """Kill any process but the parent at the second item."""
    if item == 1 and os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def divide(shared: int, item: int) -> float:
    return shared / item


def test_results_come_in_order_from_other_processes() -> None:
    results = list(map_in_processes(add, 10, range(8), 2))
    assert [value for _, value in results] == list(range(10, 18))
    assert os.getpid() not in {process for process, _ in results}
    assert {process for process, _ in map_in_processes(add, 10, range(8), 1)} == {os.getpid()}


def test_the_rest_of_a_killed_process_is_done_here() -> None:
    assert list(map_in_processes(fail, os.getpid(), range(5), 2)) == list(range(5))


def test_an_error_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(map_in_processes(divide, 1, [1, 0], 2))
