"""Watching: after a build, records what changed, runs the standing queries, and stores or posts their matches."""

from collections.abc import Sequence
from dataclasses import dataclass

from palermo.analysis import DimensionValues
from palermo.analysis.change_notes import ChangeNote, build_change_note
from palermo.edition import Library, StatementSelection, compare_editions, open_public_view, open_view
from palermo.pipeline.pending_matches import store_matches
from palermo.pipeline.standing_queries import StandingQuery, load_queries, match_queries
from palermo.pipeline.watch_schedule import WATCH_FOLDER, write_json
from palermo.pipeline.webhooks import send_webhooks


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
    values: DimensionValues,
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
        write_json(library.path / WATCH_FOLDER / "notes" / f"{note.edition}.json", note.as_dict())
        difference = compare_editions(previous_view, current_view)
        matches = match_queries((*load_queries(library, values), *saved_queries), current_view, difference)
    store_matches(library, matches, address)
    failures = send_webhooks(matches, note.edition, address)
    return WatchReport(
        note=note, matches=sum(len(query_match.rows) for query_match in matches), failures=tuple(failures)
    )
