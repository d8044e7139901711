"""Notices about saved searches: when each kind is sent, and that every kind has all that it needs."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from fake_smtp_server import FakeSmtpServer
from mail_recorder import MailRecorder
from palermo.edition import NO_FILTERS, Library, View
from palermo.errors import RunStopped
from palermo.pipeline.standing_queries import QueryMatches, StandingQuery, load_matches, store_matches
from palermo.portal import saved_searches
from palermo.portal.mail_server import Delivery, MailServer
from palermo.portal.saved_searches import send_notices
from palermo.portal.subscriptions.forms import SavedSearchForm
from palermo.portal.subscriptions.models import SavedSearch
from palermo.portal.subscriptions.notice_kinds import NOTICE_KINDS, NoticeKind

NOW = datetime(2026, 11, 29, 6, 0, tzinfo=UTC)


@pytest.fixture
def bare_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """A library whose portal was never started."""
    monkeypatch.setattr(saved_searches, "has_portal", lambda library: False)
    built = Library(tmp_path)
    built.create()
    return built


@pytest.fixture
def smtp_server() -> Iterator[FakeSmtpServer]:
    with FakeSmtpServer() as server:
        yield server


@pytest.fixture
def matches(view: View) -> list[QueryMatches]:
    result = view.find_statements(NO_FILTERS, limit=1)
    (statement,) = result.statements
    query = StandingQuery(name="Tech", filters=NO_FILTERS, emails=("reader@example.org",))
    return [QueryMatches(query=query, rows=[(statement, result.documents[statement.document])])]


def test_a_weekly_mail_is_sent_once_a_week(bare_library: Library, matches: list[QueryMatches]) -> None:
    server = MailRecorder()
    store_matches(bare_library, matches, "https://map.example.org")
    assert send_notices(bare_library, server, NOW).sent == 1
    (message,) = server.sent
    assert (message["To"], message["From"]) == ("reader@example.org", "map@example.org")
    assert matches[0].rows[0][0].quote in message.get_content()
    assert send_notices(bare_library, server, NOW + timedelta(days=8)).sent == 0
    store_matches(bare_library, matches, "https://map.example.org")
    assert send_notices(bare_library, server, NOW + timedelta(days=2)).sent == 0
    assert send_notices(bare_library, server, NOW + timedelta(days=8)).sent == 1


def test_what_cannot_be_sent_is_kept(bare_library: Library, matches: list[QueryMatches]) -> None:
    store_matches(bare_library, matches, "https://map.example.org")
    server = MailServer(url="smtp://me:pass-word@127.0.0.1:9", sender="map@example.org")
    with pytest.raises(RunStopped, match="the mail server does not take messages") as caught:
        send_notices(bare_library, server, NOW)
    assert "pass-word" not in str(caught.value)
    assert load_matches(bare_library, "weekly")["reader@example.org"]


def test_a_refused_recipient_holds_back_nobody_else(
    bare_library: Library, matches: list[QueryMatches], smtp_server: FakeSmtpServer
) -> None:
    emails = ("first@example.org", "gone@example.org", "last@example.org")
    queries = [replace(match, query=replace(match.query, emails=emails)) for match in matches]
    store_matches(bare_library, queries, "https://map.example.org")
    smtp_server.refused = {"gone@example.org"}
    server = MailServer(url=smtp_server.url, sender="map@example.org")
    report = send_notices(bare_library, server, NOW)
    assert report.sent == 2
    assert report.refused == (Delivery(recipient="gone@example.org", refusal="error 550"),)
    assert smtp_server.accepted == ["first@example.org", "last@example.org"]
    assert list(load_matches(bare_library, "weekly")) == ["gone@example.org"]
    smtp_server.refused = set()
    assert send_notices(bare_library, server, NOW + timedelta(days=8)).sent == 1
    assert smtp_server.accepted[2:] == ["gone@example.org"]


def test_what_was_sent_before_the_connection_broke_is_not_sent_again(
    bare_library: Library, matches: list[QueryMatches], smtp_server: FakeSmtpServer
) -> None:
    emails = ("first@example.org", "last@example.org")
    queries = [replace(match, query=replace(match.query, emails=emails)) for match in matches]
    store_matches(bare_library, queries, "https://map.example.org")
    smtp_server.closed_at = "last@example.org"
    server = MailServer(url=smtp_server.url, sender="map@example.org")
    with pytest.raises(RunStopped, match="SMTPServerDisconnected"):
        send_notices(bare_library, server, NOW)
    smtp_server.closed_at = ""
    assert send_notices(bare_library, server, NOW + timedelta(hours=1)).sent == 1
    assert smtp_server.accepted == list(emails)


def test_matches_are_cleared_with_each_message_and_a_repeated_one_has_the_same_id(
    bare_library: Library, matches: list[QueryMatches]
) -> None:
    queries = [
        replace(match, query=replace(match.query, emails=("first@example.org", "last@example.org")))
        for match in matches
    ]

    class WatchingRecorder(MailRecorder):
        def send(self, messages: Iterable[EmailMessage]) -> Iterator[Delivery]:
            for delivery in super().send(messages):
                waiting.append(list(load_matches(bare_library, "weekly")))
                yield delivery

    waiting: list[list[str]] = []
    server = WatchingRecorder()
    for days in (0, 8):
        store_matches(bare_library, queries, "https://map.example.org")
        send_notices(bare_library, server, NOW + timedelta(days=days))
    assert waiting == [["first@example.org", "last@example.org"], ["last@example.org"]] * 2
    ids = [message["Message-ID"] for message in server.sent]
    assert ids[:2] == ids[2:]
    assert ids[0] != ids[1]


@pytest.mark.parametrize("kind", NOTICE_KINDS, ids=lambda kind: kind.name)
def test_every_kind_is_offered_listed_and_stopped(kind: NoticeKind, client_as: Any) -> None:
    reader: Client = client_as("reader")
    assert SavedSearchForm().fields[kind.field].label == kind.form_label
    reader.post("/en/subscriptions/new/", {"name": "Technology", "conditions": "theme=technology", kind.field: "on"})
    saved = SavedSearch.objects.get()
    assert saved.notice_kinds == [kind]
    assert str(kind.list_label) in reader.get("/en/subscriptions/").content.decode()
    path = saved.build_unsubscribe_path()
    assert "Technology" in reader.get(path).content.decode()
    reader.post(path)
    assert SavedSearch.objects.get().notice_kinds == []
