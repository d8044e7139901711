"""A folder for temporary files of this process; folders of processes that were killed are removed."""

import atexit
import fcntl
import os
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

PREFIX = "palermo-overlay-"
LOCK_FILE = "lock"
"""File that a process keeps locked as long as it lives."""


def create_temporary_folder() -> Path:
    """Return a new folder within that of this process, which is removed with the process at the latest."""
    return Path(tempfile.mkdtemp(dir=_open_process_folder(os.getpid())))


@lru_cache(maxsize=1)
def _open_process_folder(_process: int) -> Path:
    remove_abandoned_folders()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    descriptor = os.open(folder / LOCK_FILE, os.O_CREAT | os.O_RDWR, 0o600)  # open until the process ends
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def remove_abandoned_folders() -> None:
    """Remove the folders of this machine whose process has ended without removing them."""
    for lock in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{LOCK_FILE}"):
        try:
            descriptor = os.open(lock, os.O_RDWR)
        except OSError:  # of another user, or removed meanwhile
            continue
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            continue
        else:
            shutil.rmtree(lock.parent, ignore_errors=True)
        finally:
            os.close(descriptor)
