"""Tests of builds on a Dask cluster: a scheduler and two workers, by address alone."""

import gc
import logging
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast
from unittest.mock import Mock

import pytest
from distributed.utils import LoopRunner

from palermo import __version__
from palermo.edition import Library
from palermo.errors import RunStopped
from palermo.pipeline import dask_workers
from palermo.pipeline.build import BuildReport
from palermo.pipeline.executors import DaskScheduler
from palermo.sandbox.sandbox import SandboxLimits

pytestmark = pytest.mark.usefixtures("in_sandboxes")
Run = Callable[..., BuildReport]


Workers = list[subprocess.Popen[bytes]]


def _write_documents(folder: Path, count: int, word: str) -> None:
    for number in range(count):
        (folder / f"n{number:02}.txt").write_text(f"{word} {number}\nStates should do {number}.\n")


@pytest.mark.slow
def test_a_cluster_makes_the_edition_that_this_machine_makes(
    run: Run, folder: Path, library: Library, scheduler: DaskScheduler, two_workers: Workers
) -> None:
    _write_documents(folder, 20, "Number")
    (folder / "empty.txt").write_text("EMPTY\n")
    by_cluster = run(workers=scheduler)
    for path in (library.cache / "reading").iterdir():
        path.unlink()
    local = run(workers=1)
    assert (by_cluster.edition.id, by_cluster.read) == (local.edition.id, local.read)
    assert [contained.source for contained in by_cluster.quarantined] == ["empty.txt"]
    assert [worker.poll() for worker in two_workers] == [None, None]


@pytest.mark.slow
def test_a_worker_that_is_killed_is_survived(
    run: Run, queue: Any, library: Library, scheduler: DaskScheduler, two_workers: Workers
) -> None:
    def kill() -> None:
        _wait_for_documents(library.cache / "extraction", 4)
        two_workers[0].kill()
        queue.open_gate()

    killing = threading.Thread(target=kill)
    killing.start()
    report = run(workers=scheduler)
    killing.join()
    assert two_workers[0].wait(10) == -signal.SIGKILL
    assert (report.edition.counts.documents, report.quarantined) == (19, ())


@pytest.mark.slow
def test_a_document_that_kills_its_workers_is_quarantined_alone(
    run: Run, folder: Path, scheduler: DaskScheduler, processes: Callable[..., subprocess.Popen[bytes]]
) -> None:
    settings = ["--nworkers", "2", "--nthreads", "1", "--dashboard-address", "127.0.0.1:0", "--host", "127.0.0.1"]
    processes("worker", scheduler.address, *settings)
    _write_documents(folder, 12, "Number")
    (folder / "n05.txt").write_text("KILL\n")
    report = run(workers=scheduler)
    assert [(record.source, record.error) for record in report.quarantined] == [("n05.txt", "ReaderDied")]
    assert "4 processes died" in report.quarantined[0].reason
    assert report.edition.counts.documents == 14


@pytest.mark.slow
@pytest.mark.parametrize(
    ("victims", "sent", "words"),
    [
        (slice(1, 3), signal.SIGKILL, "none of them is left. Start workers, then build again"),
        (slice(1, 3), signal.SIGSTOP, "they have stopped answering. Start workers, then build again"),
        (slice(0, 1), signal.SIGKILL, "it is gone .*. Check that the scheduler and its workers are running"),
        (slice(0, 1), signal.SIGSTOP, "has stopped answering. Check that the scheduler and its workers are running"),
    ],
    ids=["killed workers", "silent workers", "killed scheduler", "silent scheduler"],
)
@pytest.mark.usefixtures("queue", "two_workers")
def test_a_cluster_that_fails_stops_the_build(
    run: Run,
    library: Library,
    scheduler: DaskScheduler,
    running: Workers,
    monkeypatch: pytest.MonkeyPatch,
    victims: slice,
    sent: signal.Signals,
    words: str,
) -> None:
    monkeypatch.setattr(dask_workers, "POLL_INTERVAL_S", 4.0)
    monkeypatch.setattr(dask_workers, "BATCH_DOCUMENTS", 2)

    def fail() -> None:
        _wait_for_documents(library.cache / "extraction", 4)
        monkeypatch.setattr(dask_workers, "RESPONSE_TIMEOUT_S", 4.0)
        monkeypatch.setattr(dask_workers.DaskDispatcher, "_patience", 10.0)
        for process in running[victims]:
            process.send_signal(sent)

    failing = threading.Thread(target=fail)
    failing.start()
    with pytest.raises(RunStopped, match=words):
        run(workers=scheduler)
    failing.join()
    assert library.read_current_id() is None


def _wait_for_documents(folder: Path, count: int) -> None:
    """Wait until so many documents are done."""
    deadline = time.monotonic() + 60
    while len(list(folder.glob("*.parquet"))) < count and time.monotonic() < deadline:
        time.sleep(0.05)


def test_results_that_went_with_their_workers_stop_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_workers, "POLL_INTERVAL_S", 0.01)
    lost, client = Mock(result=Mock(side_effect=TimeoutError)), Mock()
    client.scheduler_info.return_value = {"workers": {}}
    monkeypatch.setattr(dask_workers, "wait", lambda *_: Mock(done={lost}))
    dispatcher = dask_workers.DaskDispatcher(client, Mock(limits=SandboxLimits()), Mock())
    with pytest.raises(RunStopped, match="none of them is left"):
        dispatcher._collect_batch({lost: []})


def test_a_batch_of_scanned_documents_may_take_as_long_as_its_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    now, batch, client = 0.0, Mock(result=Mock(return_value=[])), Mock()

    def wait(*_: object) -> Mock:
        nonlocal now
        now += dask_workers.POLL_INTERVAL_S
        if now < 3600:
            raise TimeoutError
        return Mock(done={batch})

    monkeypatch.setattr(dask_workers, "wait", wait)
    monkeypatch.setattr(dask_workers, "time", Mock(monotonic=lambda: now))
    client.scheduler_info.return_value = {"workers": {"tcp://two:2": {}}}
    dispatcher = dask_workers.DaskDispatcher(client, Mock(limits=SandboxLimits()), Mock())
    assert dispatcher._collect_batch({batch: []}) == ([], [])


def test_an_address_where_nobody_answers_stops_the_build(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_workers, "CLUSTER_TIMEOUT_S", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(RunStopped, match=r"it does not answer. Start one with `dask scheduler`"):
            run(workers=DaskScheduler(address=address))
    with pytest.raises(RunStopped, match=r"it does not answer. Start one with `dask scheduler`"):
        run(workers=DaskScheduler(address=address))
    with pytest.raises(RunStopped, match=r"not an address of a scheduler. Write it as tcp://host:8786"):
        run(workers=DaskScheduler(address="nonsense://here"))


@pytest.mark.slow
def test_a_client_that_failed_leaves_no_thread_and_waits_for_no_lock() -> None:
    threads = threading.enumerate()
    with pytest.raises(RunStopped, match="not an address of a scheduler"):
        dask_workers._connect("nonsense://here")
    assert set(threading.enumerate()) <= set(threads)
    with LoopRunner._lock:  # as while another client starts
        collecting = threading.Thread(target=gc.collect, daemon=True)
        collecting.start()
        collecting.join(20)
        assert not collecting.is_alive()


def test_a_machine_too_busy_to_reach_a_scheduler_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(address: str, **_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(dask_workers, "BoundedClient", busy)
    with pytest.raises(RunStopped, match="it is too busy to connect to a scheduler"):
        dask_workers._connect("tcp://127.0.0.1:8786")


def test_a_scheduler_without_workers_stops_the_build(
    run: Run, scheduler: DaskScheduler, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_workers, "CLUSTER_TIMEOUT_S", 2.0)
    with pytest.raises(RunStopped, match=r"it has no workers. Start some: dask worker tcp://"):
        run(workers=scheduler)
    assert library.read_current_id() is None


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (("0.0.0", []), "it has Palermo 0.0.0, this machine has"),
        (("", ["a folder"]), "it does not see a folder. Mount the same file system"),
        (ModuleNotFoundError("No module named 'palermo'"), "it has no working Palermo"),
    ],
)
def test_a_worker_that_cannot_do_the_work_is_named(answer: object, words: str) -> None:
    if isinstance(answer, tuple) and not answer[0]:
        answer = (__version__, answer[1])
    with pytest.raises(RunStopped, match=words) as caught:
        dask_workers._check_workers(cast(Any, _Answering(answer)), "tcp://one:1", [])
    assert caught.value.subject == "the worker tcp://two:2"


class _Answering:
    """A client whose one worker gives this answer."""

    def __init__(self, answer: object) -> None:
        self._answer = answer

    def wait_for_workers(self, count: int, timeout: float) -> None:
        assert (count, timeout) == (1, dask_workers.CLUSTER_TIMEOUT_S)

    def get_versions(self, check: bool) -> None:
        assert check

    def run(self, function: object, paths: list[str], on_error: str) -> dict[str, object]:
        assert (paths, on_error) == ([], "return")
        return {"tcp://two:2": self._answer}


def test_dask_tells_nothing_by_itself_while_a_cluster_reads() -> None:
    client = logging.getLogger("distributed.client")
    before = client.level
    with dask_workers._silence_dask():
        assert not client.isEnabledFor(logging.ERROR)
        assert not logging.getLogger("distributed.core").isEnabledFor(logging.ERROR)
    assert client.level == before
