"""Watching: after a build, records what changed, runs the standing queries and sends notifications."""

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from palermo.analysis import DimensionValues
from palermo.analysis.change_notes import ChangeNote, build_change_note, find_new_documents
from palermo.edition import Library, compare_editions, open_public_view, open_view
from palermo.pipeline import notifications
from palermo.pipeline.notifications import MailServer
from palermo.pipeline.standing_queries import load_queries, match_queries

WATCH_FOLDER: Final = "watch"
DIGEST_INTERVAL: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchReport:
    """Result of checking the sources."""

    note: ChangeNote | None
    """None if the edition is the same as before."""
    matches: int = 0
    """Statements that standing queries matched."""
    failures: tuple[str, ...] = ()
    """Notifications that failed, in words."""


def report_changes(library: Library, previous_id: str | None, values: DimensionValues, address: str) -> WatchReport:
    """Compare the current edition with the one before a build, store the note, and send webhooks.

    Digests of matches are stored until `send_digests`.
    """
    current_id = library.read_current_id()
    if current_id is None or previous_id is None or current_id == previous_id:
        return WatchReport(note=None)
    with open_view(library) as after, open_public_view(library, previous_id) as before:
        note = build_change_note(before, after, values.registry)
        new_documents = find_new_documents(compare_editions(before, after))
        matches = match_queries(load_queries(library, values), after, new_documents)
    folder = library.path / WATCH_FOLDER
    _write_json(folder / "notes" / f"{note.edition}.json", note.as_dict())
    _keep_digests(folder, notifications.collect_digests(matches, address))
    failures = notifications.send_webhooks(matches, note.edition, address)
    return WatchReport(note=note, matches=sum(len(one.rows) for one in matches), failures=tuple(failures))


def _keep_digests(folder: Path, entries: dict[str, list[dict[str, Any]]]) -> None:
    kept = _load_digests(folder)
    for email, parts in entries.items():
        kept.setdefault(email, []).extend(parts)
    _write_json(folder / "digests.json", kept)


def _load_digests(folder: Path) -> dict[str, list[dict[str, Any]]]:
    path = folder / "digests.json"
    return notifications.parse_entries(path.read_text(encoding="utf-8")) if path.exists() else {}


def send_digests(library: Library, server: MailServer, now: datetime) -> int:
    """Send stored digests, at most once a week; return the number of messages.

    Raises RunStopped, and then keeps all digests.
    """
    folder = library.path / WATCH_FOLDER
    entries, stamp = _load_digests(folder), folder / "last-digest"
    if not entries or (stamp.exists() and now - _read_time(stamp) < DIGEST_INTERVAL):
        return 0
    current = library.read_current_id() or ""
    count = server.send(notifications.build_digest_mails(entries, server.sender, current[:6]))
    _write_json(folder / "digests.json", {})
    stamp.write_text(now.isoformat(), encoding="utf-8")
    return count


def _read_time(path: Path) -> datetime:
    try:
        return datetime.fromisoformat(path.read_text(encoding="utf-8").strip())
    except ValueError:
        return datetime.fromtimestamp(0, UTC)


def _write_json(path: Path, values: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(fresh, path)
