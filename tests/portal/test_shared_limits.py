"""Tests of rate limits that processes share through a file."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from palermo.portal.project.request_limiting import SharedRateLimiter

COUNT = """
import sys
from pathlib import Path

import pytest
from palermo.portal.project.request_limiting import SharedRateLimiter
limiter = SharedRateLimiter(Path(sys.argv[1]))
print(sum(limiter.acquire("api", "192.0.2.1", 10) == 0.0 for _ in range(8)))
"""


class Clock:
    """A clock that is set by hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_is_refilled_evenly_and_addresses_are_apart(tmp_path: Path) -> None:
    clock = Clock()
    limiter = SharedRateLimiter(tmp_path / "limits.sqlite3", clock)
    assert [limiter.acquire("api", "a", 2) for _ in range(3)] == [0.0, 0.0, 30.0]
    assert limiter.acquire("api", "b", 2) == 0.0
    assert limiter.acquire("search", "a", 2) == 0.0
    clock.now += 31
    assert limiter.acquire("api", "a", 2) == 0.0
    assert limiter.acquire("api", "a", 2) > 0


@pytest.mark.slow
def test_processes_count_together(tmp_path: Path) -> None:
    command = [sys.executable, "-c", COUNT, str(tmp_path / "limits.sqlite3")]
    passed = [int(subprocess.run(command, capture_output=True, text=True, check=True).stdout) for _ in range(2)]
    assert 10 <= sum(passed) < 16
    assert passed[0] == 8


def test_threads_count_together(tmp_path: Path) -> None:
    limiter = SharedRateLimiter(tmp_path / "limits.sqlite3", Clock())
    with ThreadPoolExecutor(4) as threads:
        waits = list(threads.map(lambda _: limiter.acquire("api", "a", 5), range(12)))
    assert sum(wait == 0.0 for wait in waits) == 5


def test_addresses_are_forgotten_after_two_minutes(tmp_path: Path) -> None:
    clock, path = Clock(), tmp_path / "limits.sqlite3"
    limiter = SharedRateLimiter(path, clock)
    limiter.acquire("api", "192.0.2.77", 5)
    clock.now += 300
    limiter.acquire("api", "192.0.2.78", 5)
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT address FROM buckets").fetchall()
    assert rows == [("192.0.2.78",)]


def test_a_file_that_cannot_be_used_lets_requests_pass(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert SharedRateLimiter(tmp_path / "file/limits.sqlite3").acquire("api", "a", 1) == 0.0
    (tmp_path / "damaged.sqlite3").write_bytes(b"x" * 5000)
    assert SharedRateLimiter(tmp_path / "damaged.sqlite3").acquire("api", "a", 1) == 0.0
