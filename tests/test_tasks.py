"""Tests of the Makefile's tasks: commands, and messages for missing tools."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run_make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make as from a fresh shell, whatever make runs this test."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(["make", *arguments], cwd=folder, env=mine, capture_output=True, text=True, check=False)


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A folder with the Makefile, the locks, and a uv that finds nothing."""
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "requirements-dev.lock", "requirements-uv.lock"):
        shutil.copy(ROOT / name, tmp_path)
    uv = tmp_path / "uv"
    uv.write_text("#!/bin/sh\nexit 2\n")
    uv.chmod(0o755)
    return tmp_path


def test_help_lists_every_task() -> None:
    tasks = re.findall(r"^([a-z-]+):.*  ## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    listed = [line.split()[0] for line in run_make(ROOT, "help").stdout.splitlines()]
    assert listed == tasks
    assert {"install", "demo", "test", "check", "benchmark", "evaluate"} <= set(tasks)


@pytest.mark.parametrize(
    ("arguments", "called"),
    [
        ([], "palermo demo --port 8000"),
        (["PORT=9000"], "palermo demo --port 9000"),
        (["SERVE=0"], "palermo demo --no-serve"),
    ],
)
def test_the_demo_is_one_command(arguments: list[str], called: str) -> None:
    assert called in run_make(ROOT, "--dry-run", "demo", *arguments).stdout


def test_whether_the_demo_serves_is_yes_or_no() -> None:
    done = run_make(ROOT, "--dry-run", "demo", "SERVE=maybe")
    assert done.returncode != 0
    assert "write 1 to serve, or 0 to stop before" in done.stderr


def test_a_machine_without_a_new_python_is_reported_how_to_mend_it(fresh: Path) -> None:
    done = run_make(fresh, "install", f"UV={fresh / 'uv'}")
    assert done.returncode != 0
    assert "Python: none of version 3.12 or newer is on this machine. Install one" in done.stderr


def test_labelled_documents_that_are_not_there_are_named(fresh: Path) -> None:
    done = run_make(fresh, "--assume-old=install", "evaluate", "CORPORA=elsewhere")
    assert done.returncode != 0
    assert "elsewhere/upr: no labelled documents are there. Name the folder" in done.stderr


@pytest.mark.parametrize(("code", "text"), [(2, "Not measured, because they need a corpus"), (1, "Failed: bad.py")])
def test_a_benchmark_that_cannot_run_stops_no_other(tmp_path: Path, code: int, text: str) -> None:
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\ntest "$1" = good.py || exit {code}\necho measured\n')
    python.chmod(0o755)
    done = run_make(
        ROOT,
        "--assume-old=install-dev",
        "benchmark",
        f"BIN={tmp_path}",
        f"RESULTS={tmp_path}",
        "BENCHMARKS=bad.py good.py",
    )
    assert (done.returncode == 0) == (code == 2)
    assert "measured" in done.stdout
    assert text in done.stdout + done.stderr


def test_every_pin_has_its_hash_and_names_no_index() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        pins = re.split(r"^(?=[a-z0-9])", lock.read_text(encoding="utf-8"), flags=re.M | re.I)[1:]
        assert pins
        assert [pin for pin in pins if "--hash=sha256:" not in pin] == []
        assert "://" not in lock.read_text(encoding="utf-8")


def test_the_two_locks_agree() -> None:
    running, developing = (
        set(re.findall(r"^([\w.-]+==[^ ]+)", (ROOT / name).read_text(encoding="utf-8"), re.M))
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert running < developing


def test_the_script_of_the_gate_is_valid_and_can_be_run() -> None:
    script = ROOT / ".ci/run"
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0
    assert os.access(script, os.X_OK)
