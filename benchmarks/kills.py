"""Crash tests: builds whose reader or main process is killed with SIGKILL at random times.

    .venv/bin/python benchmarks/kills.py [--moments 40] [--documents 24] [--seed 1]

Each build of a folder of generated files starts with an empty library and two workers, and one of its processes is
killed after a random time, or as soon after it as there is such a process. Then the library's edition must be absent
or complete; a build that was not killed itself must end with all documents, each logged once; the next build must end
with all, and read none that was read before. Prints what was killed, when, what was read by then, and every fault;
exits with 1 if there is one.
"""

import argparse
import importlib.util
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from palermo.edition import Library, open_view
from palermo.errors import PalermoError

TARGETS = ("reader", "build")
MAKERS = Path(__file__).parents[1] / "tests" / "hostile" / "good_files.py"
PATIENCE = 300.0
"""Seconds for a build to end, and for the processes of a killed one to exit, on a machine that others use too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """What was killed when, and the result."""

    target: str
    after: float
    """Seconds after the start."""
    struck: bool
    """Whether such a process existed before the build ended."""
    done: int
    """Number of documents that the build had logged as read when it ended."""
    faults: tuple[str, ...]


def fill(folder: Path, documents: int) -> None:
    """Write a number of good files in four formats."""
    spec = importlib.util.spec_from_file_location("good_files", MAKERS)
    assert spec is not None
    assert spec.loader is not None
    makers = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(makers)
    made = [(ending, makers.MADE[ending]) for ending in sorted(makers.MADE)]
    for number in range(documents):
        ending, make = made[number % len(made)]
        (folder / f"{number:03d}.{ending}").write_bytes(make(f"file {number}"))


def build(folder: Path, library: Path) -> subprocess.Popen[bytes]:
    """Start a build with two workers."""
    options = ["build", str(folder), "--library", str(library), "--workers", "2"]
    command = [sys.executable, "-m", "palermo", *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)


def descendants(pid: int) -> set[int]:
    """Return all descendants of a process; Linux only."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
    found: set[int] = set()
    while more := {child for child, p in parents.items() if child not in found and (p == pid or p in found)}:
        found |= more
    return found


def is_reader(pid: int) -> bool:
    """Return whether a process is a sandboxed reader."""
    with suppress(OSError):
        return b"palermo.sandbox.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def victim(target: str, pid: int, random: Random) -> int | None:
    """Return a process of the given kind in this build; None if there is none now."""
    if target == "build":
        return pid
    readers = sorted(filter(is_reader, descendants(pid)))
    return random.choice(readers) if readers else None


def told(library: Path) -> list[dict[str, object]]:
    """Return the complete lines about documents in the newest run log."""
    logs = sorted((library / "runs").glob("*.jsonl"))
    return list(_documents(logs[-1])) if logs else []


def _documents(log: Path) -> Iterator[dict[str, object]]:
    for line in log.read_text(encoding="utf-8").splitlines():
        with suppress(ValueError):
            if (facts := json.loads(line)).get("event") == "document":
                yield facts


def edition(library: Path) -> set[str] | None:
    """Return the sources of the current edition; None if there is none. Raises if the edition is damaged."""
    if not (library / "current").exists():
        return None
    with open_view(Library(library)) as view:
        assert sum(1 for _ in view.iterate_statements()) >= view.find_statements().total  # repetitions count once
        assert view.find_statements().total == sum(view.manifest.counts.statements.values())
        return {document.source for document in view.list_documents()}


def killed(folder: Path, library: Path, target: str, after: float, random: Random) -> Kill:
    """Build, kill after `after` seconds or as soon as there is such a process, check, and build again."""
    names = {path.name for path in folder.iterdir()}
    running = build(folder, library)
    began = time.monotonic()
    struck: int | None = None
    while struck is None and running.poll() is None:
        if time.monotonic() - began >= after:
            struck = victim(target, running.pid, random)
        time.sleep(0.01)
    left = descendants(running.pid)
    if struck:
        with suppress(ProcessLookupError):
            os.kill(struck, signal.SIGKILL)
    moment = time.monotonic() - began
    running.communicate(timeout=PATIENCE)
    faults = [] if target == "build" or running.returncode == 0 else [f"the build ended with {running.returncode}"]
    faults += [f"process {pid} still runs" for pid in left if not _gone(pid)]
    first = told(library)
    faults += _faults(names, lambda: edition(library), may_miss=target == "build")
    again = build(folder, library)
    said, _ = again.communicate(timeout=PATIENCE)
    faults += [f"the next build ended with {again.returncode}: {said.decode()[-300:]}"] if again.returncode else []
    faults += _faults(names, lambda: edition(library), may_miss=False)
    read = {line["source"] for line in first if line["status"] == "read"}
    faults += [
        f"read again: {line['source']}"
        for line in told(library)
        if line["status"] != "cached" and line["source"] in read
    ]
    if target != "build":
        faults += [f"told {len(first)} times, not {len(names)}"] if len(first) != len(names) else []
    return Kill(target=target, after=round(moment, 2), struck=bool(struck), done=len(read), faults=tuple(faults))


def _faults(names: set[str], look: Callable[[], set[str] | None], *, may_miss: bool) -> list[str]:
    """Return the faults of an edition, in words."""
    try:
        found = look()
    except (PalermoError, OSError, ValueError, AssertionError) as error:
        return [f"the edition is not whole: {type(error).__name__}: {error}"]
    if found is None:
        return [] if may_miss else ["there is no edition"]
    return [f"{len(names - found)} documents are missing"] if names - found else []


def _gone(pid: int) -> bool:
    """Return whether a process has exited, or does so soon."""
    deadline = time.monotonic() + PATIENCE / 10
    while time.monotonic() < deadline:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.1)
    return False


def _seconds(folder: Path, library: Path) -> float:
    """Return the duration of an undisturbed build."""
    began = time.monotonic()
    build(folder, library).communicate(timeout=PATIENCE)
    return time.monotonic() - began


def main() -> int:
    """Run all kills, and print the results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moments", type=int, default=40)
    parser.add_argument("--documents", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random = Random(options.seed)
    wrong = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "files"
        folder.mkdir()
        fill(folder, options.documents)
        whole = _seconds(folder, Path(temporary) / "untouched")
        print(f"{options.documents} documents; nobody kills: {whole:.1f} s")
        for moment in range(options.moments):
            target = TARGETS[moment % 2]
            after = random.uniform(0.2, whole)
            for attempt in range(9):  # a kill that came too late is repeated earlier
                library = Path(temporary) / f"library{moment}-{attempt}"
                one = killed(folder, library, target, after * 0.8**attempt, random)
                if one.struck:
                    break
            wrong += len(one.faults) + (not one.struck)
            how = f"{target:8s}{one.after:6.2f} s{one.done:5d} read  "
            print(how, "; ".join(one.faults) or ("well" if one.struck else "was never there"), flush=True)
    print(f"{wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
