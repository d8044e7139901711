"""Watching: after a build, records what changed, runs the standing queries and sends notifications."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from palermo.analysis import DimensionValues
from palermo.analysis.change_notes import ChangeNote, build_change_note
from palermo.edition import Library, StatementSelection, compare_editions, open_public_view, open_view
from palermo.pipeline import notifications
from palermo.pipeline.notifications import DEFAULT_TEXTS, DigestTexts, MailServer
from palermo.pipeline.standing_queries import StandingQuery, load_queries, match_queries
from palermo.pipeline.watch_schedule import WATCH_FOLDER, write_json

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


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestOptions:
    """How digests are written, and which of their parts are still wanted."""

    get_texts: Callable[[str], DigestTexts] = lambda language: DEFAULT_TEXTS
    """Returns the texts in a language."""
    is_wanted: Callable[[Mapping[str, Any]], bool] = lambda part: True
    """Returns whether a stored part is sent: its search may be deleted by now."""


def report_changes(
    library: Library,
    previous_id: str | None,
    values: DimensionValues,
    address: str,
    saved_queries: Sequence[StandingQuery] = (),
) -> WatchReport:
    """Compare the current edition with an earlier one, store the note, and send webhooks.

    Only confirmed statements of public documents count, as on the portal. Queries are those of watch.yaml
    and the given ones. Digests of matches are stored until `send_digests`.
    """
    current_id = library.read_current_id()
    if current_id is None or previous_id == current_id or previous_id not in library.list_edition_ids():
        return WatchReport(note=None)
    folder = library.path / WATCH_FOLDER
    with (
        open_view(library, selection=StatementSelection.CONFIRMED) as current_view,
        open_public_view(library, previous_id, selection=StatementSelection.CONFIRMED) as previous_view,
    ):
        note = build_change_note(previous_view, current_view, values.registry)
        write_json(folder / "notes" / f"{note.edition}.json", note.as_dict())
        difference = compare_editions(previous_view, current_view)
        matches = match_queries((*load_queries(library, values), *saved_queries), current_view, difference)
    _keep_digests(folder, notifications.collect_digests(matches, address))
    failures = notifications.send_webhooks(matches, note.edition, address)
    return WatchReport(
        note=note, matches=sum(len(query_match.rows) for query_match in matches), failures=tuple(failures)
    )


def _keep_digests(folder: Path, entries: dict[str, list[dict[str, Any]]]) -> None:
    stored = _load_digests(folder)
    for email, parts in entries.items():
        stored.setdefault(email, []).extend(parts)
    write_json(folder / "digests.json", stored)


def _load_digests(folder: Path) -> dict[str, list[dict[str, Any]]]:
    path = folder / "digests.json"
    return notifications.parse_entries(path.read_text(encoding="utf-8")) if path.exists() else {}


def send_digests(library: Library, server: MailServer, now: datetime, options: DigestOptions | None = None) -> int:
    """Send stored digests, at most once a week; return the number of messages.

    Raises RunStopped, and then keeps all digests.
    """
    options = options or DigestOptions()
    folder = library.path / WATCH_FOLDER
    stored, stamp = _load_digests(folder), folder / "last-digest"
    if not stored or (stamp.exists() and now - _read_time(stamp) < DIGEST_INTERVAL):
        return 0
    entries = {email: [part for part in parts if options.is_wanted(part)] for email, parts in stored.items()}
    current = library.read_current_id() or ""
    mails = notifications.build_digest_mails(entries, server.sender, current[:6], options.get_texts)
    count = server.send(mails) if mails else 0
    write_json(folder / "digests.json", {})
    if count:
        stamp.write_text(now.isoformat(), encoding="utf-8")
    return count


def _read_time(path: Path) -> datetime:
    try:
        return datetime.fromisoformat(path.read_text(encoding="utf-8").strip())
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
