"""Builds that the portal asks for: by `palermo watch` if it is running, else by `palermo build` in another process."""

import subprocess
import sys
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

from palermo.edition import Library
from palermo.edition.files import load_record, write_json
from palermo.pipeline.watching import (
    format_time,
    is_seen,
    load_schedule,
    load_state,
    save_schedule,
)

STATE_FILE = Path("portal") / "requested-build.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedBuild:
    """The build that the portal asked for last; times are ISO times, UTC, and empty for never."""

    started_at: str = ""
    finished_at: str = ""
    error: str = ""
    """Why it failed; empty if it did not."""

    @property
    def is_running(self) -> bool:
        """Whether it has started and not finished."""
        return self.started_at > self.finished_at


def request_build(library: Library) -> None:
    """Have an edition compiled now, without waiting for it; raises OSError."""
    now = datetime.now(UTC)
    if is_seen(load_state(library), now):
        save_schedule(library, replace(load_schedule(library), requested_at=format_time(now)))
        return
    _save(library, RequestedBuild(started_at=format_time(now)))
    Thread(target=_run_build, args=(library,), name="requested-build", daemon=True).start()


def load_requested_build(library: Library) -> RequestedBuild:
    """Return the state of the requested build: that of `palermo watch` if it is running."""
    schedule, state, now = load_schedule(library), load_state(library), datetime.now(UTC)
    if not is_seen(state, now):
        return load_record(library.path / STATE_FILE, RequestedBuild) or RequestedBuild()
    started_at = max(schedule.requested_at, state.started_at)
    return RequestedBuild(started_at=started_at, finished_at=state.finished_at, error=state.error)


def _run_build(library: Library) -> None:
    """Build in another process, which goes on if the server stops, and store how it ended."""
    command = [sys.executable, "-P", "-m", "palermo", "build", "--wait", "--library", str(library.path)]
    started = load_requested_build(library)
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            start_new_session=True,
            check=False,
        )
        lines = done.stderr.strip().splitlines()
        error = (lines[-1] if lines else f"palermo build ended with {done.returncode}") if done.returncode else ""
    except OSError as failure:
        error = str(failure)
    _save(library, replace(started, finished_at=format_time(datetime.now(UTC)), error=error))


def _save(library: Library, build: RequestedBuild) -> None:
    write_json(library.path / STATE_FILE, asdict(build))
