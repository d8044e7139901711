"""Saved searches of the portal for `palermo watch`: their queries, and the e-mails about what they matched."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.apps import apps

from palermo.analysis import FacetValues
from palermo.edition import Library
from palermo.environment import load_settings
from palermo.errors import QuestionInvalid
from palermo.pipeline.standing_queries import (
    QueryNotice,
    StandingQuery,
    clear_matches,
    load_matches,
    parse_search,
    read_sent_time,
    write_sent_time,
)
from palermo.portal.mail_server import Delivery, MailServer
from palermo.portal.server import open_database
from palermo.portal.subscriptions.notice_kinds import NOTICE_KINDS, Envelope, NoticeKind

SQLITE_FILE = Path("portal") / "portal.sqlite3"


def has_portal(library: Path) -> bool:
    """Return whether the portal of a library has a database; one that was never started has none."""
    return bool(load_settings().database_url) or (library / SQLITE_FILE).exists()


def load_saved_queries(library: Path, values: FacetValues, address: str) -> tuple[list[StandingQuery], list[str]]:
    """Return active people's searches that notify somebody, and warnings about invalid ones."""
    if not has_portal(library):
        return [], []
    open_database(library)
    queries: list[StandingQuery] = []
    warnings: list[str] = []
    saved_searches = apps.get_model("subscriptions", "SavedSearch").objects
    for search in saved_searches.filter(person__is_active=True).select_related("person"):
        kinds = tuple(kind.name for kind in NOTICE_KINDS if getattr(search, kind.field))
        if not kinds and not search.webhook:
            continue
        try:
            filters = parse_search(search.conditions, search.words, values)
        except QuestionInvalid as error:
            warnings.append(f"saved search {search.pk}: {error}")
            continue
        queries.append(
            StandingQuery(
                name=search.name,
                filters=filters,
                emails=(search.person.email,) if kinds and search.person.email else (),
                notice_kinds=kinds,
                webhook=search.webhook,
                is_public_webhook=True,
                language=search.language,
                saved_search=search.pk,
                unsubscribe_address=address.rstrip("/") + search.build_unsubscribe_path(),
            )
        )
    return queries, warnings


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeReport:
    """Result of sending notices."""

    sent: int
    """Messages that the mail server took."""
    refused: tuple[Delivery, ...]
    """Messages that it refused; their matches wait for the next time."""


def send_notices(library: Library, server: MailServer, now: datetime) -> NoticeReport:
    """Send what waits for each kind of notice unless its last one is too recent.

    Raises RunStopped if the connection fails. What was not sent, for either reason, is kept; what was sent is cleared
    message by message. A run that is killed in between sends that message again, with the same Message-ID.
    """
    deliveries = [delivery for kind in NOTICE_KINDS for delivery in _send_kind(library, kind, server, now)]
    refused = tuple(delivery for delivery in deliveries if delivery.refusal)
    return NoticeReport(sent=len(deliveries) - len(refused), refused=refused)


def _send_kind(library: Library, kind: NoticeKind, server: MailServer, now: datetime) -> list[Delivery]:
    pending, last = load_matches(library, kind.name), read_sent_time(library, kind.name)
    if not pending or (last is not None and now - last < kind.interval):
        return []
    has_database = has_portal(library.path)
    wanted = _list_wanted(library.path, kind) if has_database else frozenset()
    edition = (library.read_current_id() or "")[:6]
    messages = {}
    for email, stored in pending.items():
        if parts := [part for part in stored if not has_database or is_wanted(part, wanted)]:
            language = str(parts[0].get("language") or "en")
            texts = kind.texts.translate(language) if has_database else kind.texts
            envelope = Envelope(sender=server.sender, recipient=email, edition=edition)
            messages[email] = kind.build_message(envelope, parts, texts)
    waiting, deliveries = set(messages), []
    clear_matches(library, kind.name, except_for=waiting)
    for delivery, email in zip(server.send(messages.values()) if messages else (), messages, strict=True):
        deliveries.append(delivery)
        if not delivery.refusal:
            waiting.discard(email)
            clear_matches(library, kind.name, except_for=waiting)
    if len(waiting) < len(messages):
        write_sent_time(library, kind.name, now)
    return deliveries


def _list_wanted(library: Path, kind: NoticeKind) -> frozenset[int]:
    """Return the saved searches of active people that ask for a kind of notice now."""
    open_database(library)
    searches = apps.get_model("subscriptions", "SavedSearch").objects
    return frozenset(searches.filter(person__is_active=True, **{kind.field: True}).values_list("pk", flat=True))


def is_wanted(part: QueryNotice, wanted: Set[int]) -> bool:
    """Return whether stored matches are still sent: their search may be deleted by now, or its e-mails stopped."""
    return part.get("saved_search") is None or part["saved_search"] in wanted
