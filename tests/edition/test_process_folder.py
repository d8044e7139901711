"""Temporary folders: those of processes that were killed are removed, those of living ones are not."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from palermo.edition import overlay

CODE = """
import sys, tempfile
tempfile.tempdir = sys.argv[1]
from palermo.edition.overlay import create_temporary_folder
print(create_temporary_folder(), flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files of its own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    overlay._open_process_folder.cache_clear()
    yield tmp_path
    overlay._open_process_folder.cache_clear()


def start_process(temporary: Path) -> tuple[subprocess.Popen[str], Path]:
    """Start a process with a temporary folder; return both."""
    process = subprocess.Popen(
        [sys.executable, "-c", CODE, str(temporary)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_folder_of_a_killed_process_is_removed_by_the_next_one(temporary: Path) -> None:
    process, folder = start_process(temporary)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert folder.exists()
    own = overlay.create_temporary_folder()
    assert not folder.parent.exists()
    assert own.exists()


def test_folder_of_a_living_process_stays_and_goes_with_it(temporary: Path) -> None:
    process, folder = start_process(temporary)
    overlay.create_temporary_folder()
    assert folder.exists()
    process.communicate()
    assert process.returncode == 0
    assert not folder.parent.exists()


def test_folder_without_a_lock_is_left_alone(temporary: Path) -> None:
    other = temporary / "palermo-overlay-other"
    other.mkdir()
    overlay.create_temporary_folder()
    assert other.exists()
