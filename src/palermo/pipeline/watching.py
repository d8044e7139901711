"""Watching: after a build, records what changed, runs the standing queries, and stores or posts their matches."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import urllib3

from palermo.analysis import FacetValues
from palermo.analysis.change_notes import ChangeNote, build_change_note
from palermo.edition import Library, StatementSelection, compare_editions, open_public_view, open_view
from palermo.edition.files import write_json
from palermo.errors import NotFetched
from palermo.pipeline.pending_matches import store_matches
from palermo.pipeline.standing_queries import QueryMatches, StandingQuery, load_queries, match_queries
from palermo.pipeline.watch_schedule import WATCH_FOLDER
from palermo.sources import resolve_endpoints

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
