"""Builds by a Dask cluster: a scheduler and two workers as processes of their own, reached by address alone."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from palermo import __version__
from palermo.edition import Library
from palermo.errors import RunStopped
from palermo.pipeline import BuildReport, Scheduler, Stages, workers

Run = Callable[..., BuildReport]


@pytest.fixture
def processes() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start parts of Dask; what is left of them is killed at the end."""
    running: list[subprocess.Popen[bytes]] = []

    def start(*words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:], "--no-dashboard"]
        quiet = subprocess.DEVNULL
        running.append(subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True))
        return running[-1]

    yield start
    for process in running:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture
def scheduler(stages: Stages, processes: Callable[..., subprocess.Popen[bytes]]) -> Scheduler:
    """A scheduler that answers."""
    assert stages
    port = _free_port()
    processes("scheduler", "--host", "127.0.0.1", "--port", str(port), "--dashboard-address", "127.0.0.1:0")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    return Scheduler(address=f"tcp://127.0.0.1:{port}")


Workers = list[subprocess.Popen[bytes]]


@pytest.fixture
def two_workers(scheduler: Scheduler, processes: Callable[..., subprocess.Popen[bytes]]) -> Workers:
    """Two workers of that scheduler, without a nurse that would start them anew."""
    settings = ["--no-nanny", "--nthreads", "1", "--dashboard-address", "127.0.0.1:0", "--host", "127.0.0.1"]
    return [processes("worker", scheduler.address, *settings) for _ in range(2)]


def _many(folder: Path, count: int, word: str) -> None:
    for number in range(count):
        (folder / f"n{number:02}.txt").write_text(f"{word} {number}\nStates should do {number}.\n")


def test_a_cluster_makes_the_edition_that_this_machine_makes(
    run: Run, folder: Path, library: Library, scheduler: Scheduler, two_workers: Workers
) -> None:
    _many(folder, 20, "Number")
    (folder / "empty.txt").write_text("EMPTY\n")
    by_cluster = run(workers=scheduler)
    for path in (library.cache / "reading").iterdir():
        path.unlink()
    here = run(workers=1)
    assert (by_cluster.edition.id, by_cluster.read) == (here.edition.id, here.read)
    assert [held.source for held in by_cluster.quarantined] == ["empty.txt"]
    assert [worker.poll() for worker in two_workers] == [None, None]


def test_a_worker_that_is_killed_is_survived(
    run: Run, folder: Path, library: Library, scheduler: Scheduler, two_workers: Workers
) -> None:
    _many(folder, 40, "SLOW")
    killing = threading.Thread(target=_kill_after, args=(two_workers[0], library.cache / "extraction", 4))
    killing.start()
    report = run(workers=scheduler)
    killing.join()
    assert two_workers[0].wait(10) == -signal.SIGKILL
    assert (report.edition.counts.documents, report.quarantined) == (43, ())


def _kill_after(victim: subprocess.Popen[bytes], folder: Path, count: int) -> None:
    """Kill a worker when so many documents are done."""
    deadline = time.monotonic() + 60
    while len(list(folder.glob("*.parquet"))) < count and time.monotonic() < deadline:
        time.sleep(0.05)
    victim.kill()


def test_an_address_where_nobody_answers_stops_the_build(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "PATIENCE", 1.0)
    with pytest.raises(RunStopped, match=r"nobody answers there. Start one with `dask scheduler`"):
        run(workers=Scheduler(address=f"tcp://127.0.0.1:{_free_port()}"))
    with pytest.raises(RunStopped, match=r"no address of a scheduler. Write it as tcp://host:8786"):
        run(workers=Scheduler(address="nonsense://here"))


def test_a_scheduler_without_workers_stops_the_build(
    run: Run, scheduler: Scheduler, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "PATIENCE", 2.0)
    with pytest.raises(RunStopped, match=r"it has no workers. Start some: dask worker tcp://"):
        run(workers=scheduler)
    assert library.current_id() is None


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (("0.0.0", []), "it has Palermo 0.0.0, this machine has"),
        (("", ["a folder"]), "it does not see a folder. Give it the same file system"),
        (ModuleNotFoundError("No module named 'palermo'"), "it has no Palermo that works"),
    ],
)
def test_a_worker_that_cannot_do_the_work_is_named(answer: object, words: str) -> None:
    if isinstance(answer, tuple) and not answer[0]:
        answer = (__version__, answer[1])
    with pytest.raises(RunStopped, match=words) as caught:
        workers._ready(cast(Any, _Answering(answer)), "tcp://one:1", [])
    assert caught.value.thing == "the worker tcp://two:2"


class _Answering:
    """A client whose one worker gives this answer."""

    def __init__(self, answer: object) -> None:
        self._answer = answer

    def wait_for_workers(self, count: int, timeout: float) -> None:
        assert (count, timeout) == (1, workers.PATIENCE)

    def get_versions(self, check: bool) -> None:
        assert check

    def run(self, function: object, paths: list[str], on_error: str) -> dict[str, object]:
        assert (paths, on_error) == ([], "return")
        return {"tcp://two:2": self._answer}
