"""Matches of standing queries that wait for an e-mail, stored by kind of notice and recipient until they are sent."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict

from palermo.edition import Library
from palermo.edition.files import write_json
from palermo.pipeline.standing_queries import MatchValues, QueryMatches
from palermo.pipeline.watch_schedule import WATCH_FOLDER


class QueryNotice(TypedDict):
    """New matches of one query, as a notice reports them."""

    search: str
    """Name of the query."""
    statements: list[MatchValues]
    language: str
    saved_search: int | None
    """Number of the saved search; None for a query of watch.yaml."""
    unsubscribe: str
    """Address that stops the notices; empty if there is none."""


type PendingMatches = Mapping[str, Sequence[QueryNotice]]
"""Notices of queries by e-mail address."""


def store_matches(library: Library, matches: Sequence[QueryMatches], address: str) -> None:
    """Add matches to those that wait for each kind of notice that their queries ask for."""
    for kind in sorted({kind for query_match in matches for kind in query_match.query.notice_kinds}):
        stored = {email: list(parts) for email, parts in load_matches(library, kind).items()}
        for query_match in matches:
            if kind in query_match.query.notice_kinds:
                for email in query_match.query.emails:
                    stored.setdefault(email, []).append(_build_notice(query_match, address))
        write_json(_get_path(library, f"{kind}.json"), stored)


def _build_notice(query_match: QueryMatches, address: str) -> QueryNotice:
    return {
        "search": query_match.query.name,
        "statements": query_match.list_values(address),
        "language": query_match.query.language,
        "saved_search": query_match.query.saved_search,
        "unsubscribe": query_match.query.unsubscribe_address,
    }


def load_matches(library: Library, kind: str) -> PendingMatches:
    """Return what waits for a kind of notice; damaged files are dropped, since the statements are in the edition."""
    path = _get_path(library, f"{kind}.json")
    try:
        values = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}


def clear_matches(library: Library, kind: str, *, except_for: Collection[str] = ()) -> None:
    """Forget what waited for a kind of notice, except for some recipients."""
    stored = {email: parts for email, parts in load_matches(library, kind).items() if email in except_for}
    write_json(_get_path(library, f"{kind}.json"), stored)


def read_sent_time(library: Library, kind: str) -> datetime | None:
    """Return when notices of a kind were last sent; None for never."""
    path = _get_path(library, f"{kind}-sent")
    try:
        return datetime.fromisoformat(path.read_text(encoding="utf-8").strip()) if path.exists() else None
    except ValueError:
        return datetime.fromtimestamp(0, UTC)


def write_sent_time(library: Library, kind: str, now: datetime) -> None:
    """Store when notices of a kind were sent."""
    _get_path(library, f"{kind}-sent").write_text(now.isoformat(), encoding="utf-8")


def _get_path(library: Library, name: str) -> Path:
    return library.path / WATCH_FOLDER / "notices" / name
