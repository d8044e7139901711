"""Fixtures of the pipeline: a folder of small documents, and a build with small stages."""

import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

import pytest

from direct_sandbox import run_handlers_directly
from palermo.edition import Library
from palermo.pipeline.build import BuildReport, build
from palermo.pipeline.executors import DaskScheduler
from palermo.pipeline.progress import LineReporter
from palermo.pipeline.stages import Stages, StageSpec
from palermo.sandbox.sandbox import SandboxLimits

STAGES = Path(__file__).parent / "stages"


@pytest.fixture
def in_sandboxes() -> None:
    """Read in sandboxes, for tests of what becomes of their processes."""


@pytest.fixture(autouse=True)
def direct_sandbox(request: pytest.FixtureRequest) -> Iterator[None]:
    """Read in this process, except where a test uses `in_sandboxes`."""
    with nullcontext() if "in_sandboxes" in request.fixturenames else run_handlers_directly():
        yield


@pytest.fixture
def stages(monkeypatch: pytest.MonkeyPatch) -> Stages:
    """The small stages of plain_stages.py, with a short deadline."""
    monkeypatch.syspath_prepend(str(STAGES))
    monkeypatch.setenv("PYTHONPATH", str(STAGES), prepend=os.pathsep)
    plain = importlib.import_module("plain_stages")
    recipe = StageSpec(
        reader="plain_stages:read",
        reader_version="r1",
        extractor="plain_stages:extract",
        extractor_version="e1",
        limits=SandboxLimits(seconds=3.0, size=1024 * 1024),
    )
    return Stages(spec=recipe, link_statements=plain.link, linking_version="l1", registry_version="g1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three documents, one in a folder within."""
    folder = tmp_path / "documents"
    (folder / "in").mkdir(parents=True)
    (folder / "a.txt").write_text("First\nStates should act.\nStates should report.\n")
    (folder / "b.txt").write_text("Second\nSymbol X/1\n")
    (folder / "in/c.txt").write_text("Third\nStates should train judges.\n")
    return folder


class Queue:
    """Sixteen documents more, the last eight of which are read when the gate is open, and not before."""

    def __init__(self, folder: Path, gate: Path) -> None:
        self._gate = gate
        for number in range(16):
            first = f"Number {number}" if number < 8 else f"WAIT {gate} {number}"
            (folder / f"in/n{number:02}.txt").write_text(f"{first}\nStates should do {number}.\n")

    def open_gate(self) -> None:
        """Let the last eight be read."""
        self._gate.touch()


@pytest.fixture
def queue(folder: Path, tmp_path: Path) -> Queue:
    """More documents in the folder, some of which wait, so that a build can be stopped midway and not too late."""
    return Queue(folder, tmp_path / "gate")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library that is not there yet."""
    return Library(tmp_path / "library")


@pytest.fixture
def run(library: Library, stages: Stages, folder: Path) -> Callable[..., BuildReport]:
    """Build the folder, or the folders given, into the library in this process."""

    def run(*folders: Path, stages: Stages = stages, workers: int = 1, remembered: bool = False) -> BuildReport:
        sources = [] if remembered else list(folders) or [folder]
        return build(library, sources, stages=stages, workers=workers, progress=LineReporter(lambda line: None))

    return run


@pytest.fixture
def log(library: Library) -> Callable[[], list[dict[str, Any]]]:
    """Lines of the newest run log."""

    def log() -> list[dict[str, Any]]:
        newest = max(library.runs.glob("*.jsonl"))
        return [json.loads(line) for line in newest.read_text(encoding="utf-8").splitlines()]

    return log


@pytest.fixture
def read_outcomes(log: Callable[[], list[dict[str, Any]]]) -> Callable[[], dict[str, str]]:
    """What became of each source in the newest run."""
    return lambda: {line["source"]: line["status"] for line in log() if line["event"] == "document"}


@pytest.fixture
def running() -> Iterator[list[subprocess.Popen[bytes]]]:
    """Processes that a test has started; what is left of them is killed at the end."""
    running: list[subprocess.Popen[bytes]] = []
    yield running
    for process in running:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(60)


@pytest.fixture
def processes(running: list[subprocess.Popen[bytes]]) -> Callable[..., subprocess.Popen[bytes]]:
    """Start parts of Dask."""

    def start(*words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:], "--no-dashboard"]
        quiet = subprocess.DEVNULL
        running.append(subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True))
        return running[-1]

    return start


@pytest.fixture
def scheduler(stages: Stages, tmp_path: Path, processes: Callable[..., subprocess.Popen[bytes]]) -> DaskScheduler:
    """A scheduler that answers, at a port that it chose itself; it ends if a killed run leaves it behind."""
    assert stages
    file = tmp_path / "scheduler.json"
    settings = ["--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0"]
    process = processes("scheduler", *settings, "--scheduler-file", str(file), "--idle-timeout", "10 minutes")
    deadline = time.monotonic() + 120
    while not file.exists() or not (content := file.read_text()):
        assert process.poll() is None, "the scheduler has ended"
        assert time.monotonic() < deadline, "the scheduler does not start"
        time.sleep(0.1)
    return DaskScheduler(address=json.loads(content)["address"])


@pytest.fixture
def two_workers(
    scheduler: DaskScheduler, processes: Callable[..., subprocess.Popen[bytes]]
) -> list[subprocess.Popen[bytes]]:
    """Two workers of that scheduler, without a nurse that would start them anew."""
    settings = ["--no-nanny", "--nthreads", "1", "--dashboard-address", "127.0.0.1:0", "--host", "127.0.0.1"]
    settings += ["--death-timeout", "60"]
    return [processes("worker", scheduler.address, *settings) for _ in range(2)]
