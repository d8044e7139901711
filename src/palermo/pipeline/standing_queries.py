"""Standing queries of a library: saved searches and recipients, run on new documents.

Matches wait for an e-mail, by kind of notice and recipient, until they are sent.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypedDict

import yaml

from palermo.analysis import FacetValues, parse_filters
from palermo.analysis.change_notes import match_new_statements
from palermo.edition import EditionDifference, Filters, Library, View
from palermo.edition.files import write_json
from palermo.errors import DefinitionInvalid, QuestionInvalid
from palermo.sources import is_address
from palermo.statements import Document, Statement

WATCH_FILE: Final = "watch.yaml"
WATCH_FOLDER: Final = "watch"
DEFAULT_NOTICE_KIND: Final = "weekly"
"""The kind of notice that recipients of watch.yaml get."""
_FIELDS: Final = frozenset({"name", "where", "words", "email", "webhook"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingQuery:
    """A saved search that is run on new documents."""

    name: str
    filters: Filters
    emails: tuple[str, ...] = ()
    """Recipients of its notices."""
    notice_kinds: tuple[str, ...] = (DEFAULT_NOTICE_KIND,)
    """Names of the kinds of notice that its recipients get."""
    webhook: str = ""
    """Address to which each match is posted as JSON; empty for none."""
    is_public_webhook: bool = False
    """Whether the webhook must be on the public internet: addresses that readers give, unlike those of watch.yaml."""
    language: str = "en"
    """Language of the notice's own words, and of the pages that it links to."""
    saved_search: int | None = None
    """Number of the saved search of the portal; None for one of watch.yaml."""
    unsubscribe_address: str = ""
    """Where its e-mails are stopped; empty for a search of watch.yaml."""


class MatchValues(TypedDict):
    """A match as JSON values, in notices and webhooks."""

    id: str
    kind: str
    quote: str
    language: str
    page: int | None
    document: str
    """Its title."""
    date: str | None
    nature: str
    address: str
    """Permanent address of the statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryMatches:
    """Statements of the new documents of an edition that a query matches."""

    query: StandingQuery
    rows: Sequence[tuple[Statement, Document]]

    def list_values(self, address: str) -> list[MatchValues]:
        """Return the matches as JSON values, each with its quote, place and permanent address."""
        return [
            {
                "id": statement.id,
                "kind": statement.kind.value,
                "quote": statement.quote,
                "language": statement.language,
                "page": statement.locator.page,
                "document": document.title,
                "date": document.date,
                "nature": str(document.nature),
                "address": f"{address}/statements/{statement.id}",
            }
            for statement, document in self.rows
        ]


def load_queries(library: Library, values: FacetValues) -> tuple[StandingQuery, ...]:
    """Return the queries of the library; none without a file. Raises DefinitionInvalid."""
    path = library.path / WATCH_FILE
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = f"it cannot be read ({' '.join(str(error).split())[:200]})"
        raise DefinitionInvalid(WATCH_FILE, reason, "Write a list of searches under `searches:`") from error
    rows = content.get("searches") if isinstance(content, dict) else None
    if not isinstance(rows, list):
        raise DefinitionInvalid(WATCH_FILE, "it has no list of searches", "Write a list of searches under `searches:`")
    return tuple(_parse_query(row, number, values) for number, row in enumerate(rows, 1))


def parse_search(where: Sequence[str], words: str, values: FacetValues) -> Filters:
    """Return the filters of a saved search; raises QuestionInvalid."""
    return replace(parse_filters(where, values), words=words)


def _parse_query(row: Any, number: int, values: FacetValues) -> StandingQuery:
    subject = f"{WATCH_FILE}, search {number}"
    if not isinstance(row, dict) or not isinstance(row.get("name"), str) or set(row) - _FIELDS:
        fields = ", ".join(sorted(_FIELDS))
        raise DefinitionInvalid(subject, "it needs a name, and has no fields but these", f"Use {fields}")
    webhook = str(row.get("webhook") or "")
    if webhook and not is_address(webhook):
        raise DefinitionInvalid(subject, f"{webhook!r} is no web address", "Give one that begins with https://")
    try:
        filters = parse_search(_list_texts(row.get("where")), str(row.get("words") or ""), values)
    except QuestionInvalid as error:
        raise DefinitionInvalid(subject, f"{error.subject}: {error.reason}", error.hint) from error
    return StandingQuery(
        name=row["name"],
        filters=filters,
        emails=tuple(_list_texts(row.get("email"))),
        webhook=webhook,
    )


def _list_texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [str(item) for item in value or ()]


def match_queries(
    queries: Sequence[StandingQuery], view: View, difference: EditionDifference
) -> tuple[QueryMatches, ...]:
    """Run all queries on the new statements of an edition; those without matches are left out."""
    matches = (
        QueryMatches(query=query, rows=match_new_statements(view, query.filters, difference)) for query in queries
    )
    return tuple(query for query in matches if query.rows)


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
