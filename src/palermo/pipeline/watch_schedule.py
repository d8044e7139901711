"""The schedule of `palermo watch`, set in the portal, and the state that the command reports."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from palermo.edition import Library
from palermo.edition.files import load_record, write_json

WATCH_FOLDER: Final = "watch"
MIN_INTERVAL_HOURS: Final = 0.1
MAX_INTERVAL_HOURS: Final = 24 * 31
HEARTBEAT_LIMIT: Final = timedelta(minutes=5)
"""A command that has not been seen for longer is not running."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchSchedule:
    """How often the sources are checked."""

    every_hours: float = 24.0
    is_paused: bool = False
    requested_at: str = ""
    """ISO time of a request to check at once; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchState:
    """What the command did last; all times are ISO times, UTC, and empty for never."""

    seen_at: str = ""
    """When the command was last running."""
    started_at: str = ""
    finished_at: str = ""
    edition: str = ""
    """Id of the edition up to which changes were reported."""
    error: str = ""
    """Why the last check failed; empty if it did not."""
    summary: str = ""
    """What the last check found, in one line."""

    @property
    def is_running(self) -> bool:
        """Whether a check has started and not finished."""
        return self.started_at > self.finished_at


def load_schedule(library: Library, every_hours: float = 24.0) -> WatchSchedule:
    """Return the stored schedule, or one with the given interval if the portal stored none."""
    stored = load_record(library.path / WATCH_FOLDER / "schedule.json", WatchSchedule)
    if stored is None:
        return WatchSchedule(every_hours=every_hours)
    hours = min(max(float(stored.every_hours), MIN_INTERVAL_HOURS), MAX_INTERVAL_HOURS)
    return replace(stored, every_hours=hours)


def save_schedule(library: Library, schedule: WatchSchedule) -> None:
    """Store the schedule; raises OSError."""
    write_json(library.path / WATCH_FOLDER / "schedule.json", asdict(schedule))


def load_state(library: Library) -> WatchState:
    """Return the state of the command; an empty one if it never ran, or if its file is damaged."""
    return load_record(library.path / WATCH_FOLDER / "state.json", WatchState) or WatchState()


def save_state(library: Library, state: WatchState) -> None:
    """Store the state; raises OSError."""
    write_json(library.path / WATCH_FOLDER / "state.json", asdict(state))


def find_next_check(schedule: WatchSchedule, state: WatchState, now: datetime) -> datetime | None:
    """Return when the sources are checked next; None while the schedule is paused.

    A request, an interrupted check and a library that was never checked are due now.
    """
    if schedule.requested_at and schedule.requested_at > state.started_at:
        return now
    if schedule.is_paused:
        return None
    started = parse_time(state.started_at)
    if started is None or state.is_running:
        return now
    return max(now, started + timedelta(hours=schedule.every_hours))


def is_seen(state: WatchState, now: datetime) -> bool:
    """Return whether the command is running; a check that lasts long counts as running for a day."""
    last_seen = parse_time(state.seen_at)
    limit = timedelta(days=1) if state.is_running else HEARTBEAT_LIMIT
    return last_seen is not None and now - last_seen <= limit


def parse_time(text: str) -> datetime | None:
    """Return the time of an ISO text, in UTC if it names no zone; None if it is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def format_time(time: datetime) -> str:
    """Return the ISO text of a time in UTC, whose order is that of the times."""
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def list_notes(library: Library, limit: int) -> list[dict[str, Any]]:
    """Return the newest change notes, newest first; damaged ones are left out."""
    paths = sorted((library.path / WATCH_FOLDER / "notes").glob("*.json"), reverse=True)
    paths.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    return [note for path in paths[:limit] if isinstance(note := _read_json(path), dict) and "edition" in note]


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
