"""Watching: the schedule of `palermo watch`, its state, and what follows a build.

After a build, what changed is recorded, standing queries are run, and their matches are stored or posted.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import urllib3

from palermo.analysis import FacetValues
from palermo.analysis.change_notes import ChangeNote, build_change_note
from palermo.edition import Library, StatementSelection, compare_editions, open_public_view, open_view
from palermo.edition.files import load_record, write_json
from palermo.errors import NotFetched
from palermo.pipeline.standing_queries import (
    WATCH_FOLDER,
    QueryMatches,
    StandingQuery,
    load_queries,
    match_queries,
    store_matches,
)
from palermo.sources import resolve_endpoints

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


TIMEOUT_S: Final = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchReport:
    """Result of checking the sources."""

    note: ChangeNote | None
    """None if the edition is the same as before."""
    matches: int = 0
    """Statements that standing queries matched."""
    failures: tuple[str, ...] = ()
    """Notifications that failed, in words."""


def report_changes(
    library: Library,
    previous_id: str | None,
    values: FacetValues,
    address: str,
    saved_queries: Sequence[StandingQuery] = (),
) -> WatchReport:
    """Compare the current edition with an earlier one, store the note, and send webhooks.

    Only confirmed statements of public documents count, as on the portal. Queries are those of watch.yaml
    and the given ones. Matches that e-mails report are stored until `palermo.portal.saved_searches.send_notices`.
    """
    current_id = library.read_current_id()
    if current_id is None or previous_id == current_id or previous_id not in library.list_edition_ids():
        return WatchReport(note=None)
    with (
        open_view(library, selection=StatementSelection.CONFIRMED) as current_view,
        open_public_view(library, previous_id, selection=StatementSelection.CONFIRMED) as previous_view,
    ):
        note = build_change_note(previous_view, current_view, values.registry)
        write_json(library.path / WATCH_FOLDER / "notes" / f"{note.edition}.json", asdict(note))
        difference = compare_editions(previous_view, current_view)
        matches = match_queries((*load_queries(library, values), *saved_queries), current_view, difference)
    store_matches(library, matches, address)
    failures = send_webhooks(matches, note.edition, address)
    return WatchReport(note=note, matches=sum(len(match.rows) for match in matches), failures=tuple(failures))


def send_webhooks(matches: Sequence[QueryMatches], edition: str, address: str) -> list[str]:
    """Post the matches of each query that has a webhook; return what failed, in words."""
    failures = []
    for query_match in matches:
        if not query_match.query.webhook:
            continue
        content = {"search": query_match.query.name, "edition": edition, "statements": query_match.list_values(address)}
        try:
            status = _post(query_match.query.webhook, content, is_public=query_match.query.is_public_webhook)
        except NotFetched as error:
            failures.append(f"{query_match.query.name}: {error.reason}")
            continue
        except (urllib3.exceptions.HTTPError, OSError) as error:
            failures.append(f"{query_match.query.name}: its webhook does not answer ({type(error).__name__})")
            continue
        if status >= 300:
            failures.append(f"{query_match.query.name}: its webhook answers with status {status}")
    return failures


def _post(address: str, content: Mapping[str, Any], *, is_public: bool) -> int:
    """Post JSON without redirects; return the status, or raise NotFetched for an internal host.

    The request goes to the IP address that was checked, so that a name cannot lead elsewhere in between.
    """
    retries, (ip, port) = urllib3.Retry(2, redirect=0), resolve_endpoints(address, not is_public)[0]
    parts = urlsplit(address)
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    pool = urllib3.HTTPConnectionPool(ip, port, timeout=TIMEOUT_S, retries=retries)
    if parts.scheme == "https":
        host = parts.hostname or ""
        pool = urllib3.HTTPSConnectionPool(
            ip, port, timeout=TIMEOUT_S, retries=retries, server_hostname=host, assert_hostname=host
        )
    with pool:
        response = pool.request("POST", target, json=content, headers={"Host": parts.netloc}, preload_content=False)
        response.release_conn()
        return int(response.status)
