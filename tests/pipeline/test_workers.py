"""Tests of worker processes: many documents, crashes, Ctrl-C, kill -9, two builds at once."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from palermo.edition import Library
from palermo.pipeline.build import BuildReport
from palermo.pipeline.stages import Stages

pytestmark = pytest.mark.usefixtures("in_sandboxes")
Run = Callable[..., BuildReport]
Told = Callable[[], dict[str, str]]
type Start = Callable[..., "Started"]

SCRIPT = """
    import sys
    from pathlib import Path
    import plain_stages
    from palermo.edition import Library
    from palermo.pipeline.build import build
    from palermo.pipeline.progress import LineReporter
    from palermo.pipeline.stages import Stages, StageSpec

    def main():
        spec = StageSpec(
            reader="plain_stages:read", reader_version="r1", extractor="plain_stages:extract", extractor_version="e1"
        )
        stages = Stages(
            spec=spec, link_statements=plain_stages.link, linking_version="l1", registry_version="g1"
        )
        tell = LineReporter(lambda line: print(line, flush=True))
        build(Library(Path(sys.argv[1])), [Path(sys.argv[2])], stages=stages, workers=int(sys.argv[3]), progress=tell)

    if __name__ == "__main__":
        main()
"""


WORKERS = [1, pytest.param(2, marks=pytest.mark.slow)]


def _write_documents(folder: Path, count: int) -> None:
    for number in range(count):
        (folder / f"n{number:02}.txt").write_text(f"Number {number}\nStates should do {number}.\n")


@pytest.mark.slow
def test_two_threads_make_the_same_edition_as_one(run: Run, folder: Path, library: Library) -> None:
    _write_documents(folder, 20)
    (folder / "empty.txt").write_text("EMPTY\n")
    (folder / "n05.txt").write_text("DIE\n")
    two = run(workers=2)
    for path in (library.cache / "reading").iterdir():
        path.unlink()
    item = run(workers=1)
    assert two.edition.id == item.edition.id
    assert (two.edition.counts.documents, two.edition.counts.statements) == (22, {"recommendation": 22})
    assert {item.source: item.error for item in two.quarantined} == {"empty.txt": "NoText", "n05.txt": "ReaderDied"}


@pytest.fixture
def started(stages: Stages, library: Library, folder: Path, tmp_path: Path) -> Iterator[Start]:
    """Start builds in processes of their own; what is left of them is killed at the end."""
    assert stages
    (tmp_path / "run_build.py").write_text(textwrap.dedent(SCRIPT))
    running: list[Started] = []

    def start(workers: int) -> Started:
        running.append(Started(tmp_path / "run_build.py", library, folder, workers))
        return running[-1]

    yield start
    for process in running:
        process.kill()


class Started:
    """A build in a process group of its own."""

    def __init__(self, script: Path, library: Library, folder: Path, workers: int) -> None:
        self.library = library
        self._process = subprocess.Popen(
            [sys.executable, script, str(library.path), str(folder), str(workers)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def wait_for_readings(self, count: int) -> None:
        """Wait until so many documents have been read."""
        folder = self.library.cache / "extraction"
        deadline = time.monotonic() + 60
        while len(list(folder.glob("*.parquet"))) < count:
            assert self._process.poll() is None, self._process.communicate()[0]
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def members(self) -> list[int]:
        """Its own process, all below it, and their readers."""
        children: dict[int, list[int]] = {}
        for entry in Path("/proc").glob("[0-9]*/stat"):
            try:
                state, parent = entry.read_text().rpartition(")")[2].split()[:2]
            except OSError:
                continue
            if state != "Z":
                children.setdefault(int(parent), []).append(int(entry.parent.name))
        result = [self._process.pid]
        for pid in result:
            result.extend(children.get(pid, []))
        return result

    def interrupt(self, number: int, group: bool) -> str:
        """Send a signal, to all as a terminal does or to the first process alone, and give what it wrote."""
        (os.killpg if group else os.kill)(self._process.pid, number)
        return self._process.communicate(timeout=60)[0]

    def kill(self) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.communicate()


def _have_all_ended(pids: list[int]) -> bool:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if not any(_runs(pid) for pid in pids):
            return True
        time.sleep(0.1)
    return False


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _listens(pids: list[int]) -> bool:
    """Return whether a process listens at a port."""
    sockets = set()
    for pid in pids:
        for link in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):
                sockets.add(str(link.readlink()).removeprefix("socket:[").rstrip("]"))
    lines = (line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines())
    return any(cells[3] == "0A" and cells[9] in sockets for cells in lines)


@pytest.mark.slow
@pytest.mark.parametrize("workers", WORKERS)
def test_a_killed_build_leaves_no_process_and_the_next_goes_on(
    started: Start, run: Run, queue: Any, library: Library, read_outcomes: Told, workers: int
) -> None:
    first = started(workers)
    first.wait_for_readings(4)
    members = first.members()
    assert len(members) > workers
    first.interrupt(signal.SIGKILL, group=False)
    assert _have_all_ended(members)
    assert library.read_current_id() is None
    queue.open_gate()
    report = run(workers=2)
    statuses = list(read_outcomes().values())
    assert statuses.count("cached") >= 4
    assert 8 <= statuses.count("read") < 16
    assert (report.edition.counts.documents, library.read_current_id()) == (19, report.edition.id)
    assert not [path for path in library.editions.iterdir() if path.name.startswith(".")]


@pytest.mark.slow
@pytest.mark.usefixtures("queue")
@pytest.mark.parametrize("workers", WORKERS)
def test_no_port_is_opened_and_ctrl_c_ends_all_processes_and_keeps_what_was_read(
    started: Start, library: Library, workers: int
) -> None:
    build = started(workers)
    build.wait_for_readings(3)
    members = build.members()
    assert not _listens(members)
    text = build.interrupt(signal.SIGINT, group=True)
    assert _have_all_ended(members)
    assert text.count("Traceback") == 1, text  # the script's own: `palermo` turns it into a line
    assert text.rstrip().endswith("KeyboardInterrupt"), text
    assert library.read_current_id() is None
    assert len(list((library.cache / "extraction").glob("*.parquet"))) >= 3
    assert '"event": "stopped"' in next(iter(library.runs.iterdir())).read_text()
