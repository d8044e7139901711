"""Tests of saved searches: following, notifying, stopping, and `palermo watch`."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import LazySettings
from django.test import Client

from mail_recorder import MailRecorder
from palermo import registry, vocabulary
from palermo.analysis import FacetValues
from palermo.edition import NO_FILTERS, Library, View
from palermo.pipeline.standing_queries import QueryMatches, load_matches, store_matches
from palermo.portal import saved_searches
from palermo.portal.subscriptions.models import SavedSearch
from palermo.portal.subscriptions.views import MAX_SAVED_SEARCHES
from palermo.statements import Document, Statement

type SignIn = Callable[..., Client]
VALUES = FacetValues(registry.load_registry(), vocabulary.load_vocabulary())
NOW = datetime(2026, 11, 29, 6, 0, tzinfo=UTC)
NEW = "/en/subscriptions/new/"
FORM = {"name": "Technology", "conditions": "theme=technology\nkind=recommendation", "by_email": "on"}


@pytest.fixture(autouse=True)
def public_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name service that knows one public host and one of an internal network."""
    known = {"hooks.example.org": "203.0.114.7", "inner.example.org": "10.0.0.7"}

    def look_up(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        if host not in known and not re.fullmatch(r"[\d.]+", host):
            raise OSError("no such host")
        return [(None, None, None, "", (known.get(host, host), port))]

    monkeypatch.setattr("socket.getaddrinfo", look_up)


@pytest.fixture
def open_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that is open already."""
    monkeypatch.setattr(saved_searches, "open_database", lambda library: None)
    monkeypatch.setattr(saved_searches, "has_portal", lambda library: True)


def test_a_list_that_is_narrowed_offers_a_feed_and_a_saved_search(client: Client, client_as: SignIn) -> None:
    assert "Follow this search" not in client.get("/en/recommendations/").content.decode()
    page = client.get("/en/recommendations/?theme=supply-chains&q=recruitment").content.decode()
    address = re.search(r'href="(/en/subscriptions/new/\?[^"]+)"', page)
    assert address
    assert client.get(address[1].replace("&amp;", "&")).status_code == 302  # to the sign-in page
    form = client_as("reader").get(address[1].replace("&amp;", "&")).content.decode()
    assert "theme=supply-chains" in form
    assert "kind=recommendation" in form
    assert 'value="recruitment"' in form
    feed = re.search(r'href="(/en/feeds/statements.atom\?[^"]+)"', page)
    assert feed
    assert parse_qs(urlsplit(feed[1].replace("&amp;", "&")).query)["q"] == ["recruitment"]
    assert client.get(feed[1].replace("&amp;", "&")).status_code == 200


def test_a_search_is_saved_listed_changed_and_deleted(client_as: SignIn) -> None:
    reader = client_as("reader")
    assert reader.post(NEW, FORM).status_code == 302
    saved = SavedSearch.objects.get()
    assert saved.conditions == ["theme=technology", "kind=recommendation"]
    page = reader.get("/en/subscriptions/").content.decode()
    assert "Technology" in page
    assert "by e-mail, once a week" in page
    changed = {"name": "Renamed", "conditions": "", "words": "trafficking"}
    assert reader.post(f"/ar/subscriptions/{saved.pk}/", changed).status_code == 302
    saved.refresh_from_db()
    assert (saved.name, saved.words, saved.by_email, saved.language) == ("Renamed", "trafficking", False, "ar")
    assert reader.post(f"/en/subscriptions/{saved.pk}/delete/").status_code == 302
    assert not SavedSearch.objects.exists()


def test_somebody_elses_search_is_not_found(client_as: SignIn) -> None:
    client_as("reader").post(NEW, FORM)
    number, stranger = SavedSearch.objects.get().pk, client_as("administrator")
    assert stranger.get(f"/en/subscriptions/{number}/").status_code == 404
    assert stranger.post(f"/en/subscriptions/{number}/delete/").status_code == 404
    assert "Technology" not in stranger.get("/en/subscriptions/").content.decode()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"conditions": "weather=rain"}, "it does not exist"),
        ({"conditions": "theme=nothing-like-it"}, "the map has no value of this name"),
        ({"conditions": "theme"}, "it is not field=value"),
        ({"conditions": "", "words": ""}, "otherwise every new statement is sent"),
        ({"conditions": "\n".join(f"year={year}" for year in range(1990, 2020))}, "at most 20 conditions"),
        ({"name": ""}, "This field is required"),
        ({"webhook": "http://hooks.example.org/"}, "begins with https://"),
        ({"webhook": "https://inner.example.org/"}, "a machine of an internal network"),
        ({"webhook": "https://127.0.0.1/"}, "a machine of an internal network"),
        ({"webhook": "https://169.254.169.254/latest"}, "a machine of an internal network"),
        ({"webhook": "https://unknown.example.org/"}, "cannot be found"),
        ({"webhook": "https://"}, "Enter a valid URL"),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_reason(client_as: SignIn, change: dict[str, str], reason: str) -> None:
    page = client_as("reader").post(NEW, FORM | change)
    assert page.status_code == 200
    assert reason in page.content.decode()
    assert not SavedSearch.objects.exists()


def test_the_number_of_searches_is_bounded(client_as: SignIn) -> None:
    reader = client_as("reader")
    reader.post(NEW, FORM)
    first = SavedSearch.objects.get()
    SavedSearch.objects.bulk_create(
        SavedSearch(person=first.person, name=str(n), words="x") for n in range(MAX_SAVED_SEARCHES - 1)
    )
    assert reader.post(NEW, FORM).status_code == 302
    assert SavedSearch.objects.count() == MAX_SAVED_SEARCHES


def test_watch_gets_the_searches_of_active_people(client_as: SignIn, portal: LazySettings, open_database: None) -> None:
    reader = client_as("reader")
    reader.post(NEW, FORM | {"webhook": "https://hooks.example.org/palermo"})
    saved = SavedSearch.objects.get()
    queries, warnings = saved_searches.load_saved_queries(portal.PALERMO_LIBRARY, VALUES, "https://map.example.org")
    (query,) = queries
    assert (query.emails, query.webhook) == ((saved.person.email,), "https://hooks.example.org/palermo")
    assert query.is_public_webhook
    assert not warnings
    SavedSearch.objects.update(conditions=["theme=gone"])
    queries, warnings = saved_searches.load_saved_queries(portal.PALERMO_LIBRARY, VALUES, "https://map.example.org")
    assert not queries
    assert "theme 'gone'" in warnings[0]
    assert "can no longer be used" in reader.get("/en/subscriptions/").content.decode()
    saved.person.is_active = False
    saved.person.save()
    assert saved_searches.load_saved_queries(portal.PALERMO_LIBRARY, VALUES, "")[0] == []


def test_an_e_mail_is_in_the_readers_language_and_stopped_by_one_click(
    client: Client, client_as: SignIn, portal: LazySettings, open_database: None, view: View, tmp_path: Path
) -> None:
    client_as("reader").post(NEW.replace("/en/", "/fr/"), FORM)
    (query,), _ = saved_searches.load_saved_queries(portal.PALERMO_LIBRARY, VALUES, "https://map.example.org")
    rows = [_find_statement(view)]
    library = Library(tmp_path)
    store_matches(library, [QueryMatches(query=query, rows=rows)], "https://map.example.org")
    server = MailRecorder()
    assert saved_searches.send_notices(library, server, NOW).sent == 1
    (message,) = server.sent
    assert "new statements" not in str(message["Subject"])
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = urlsplit(str(message["List-Unsubscribe"]).strip("<>")).path
    assert path.startswith("/fr/subscriptions/unsubscribe/")
    assert client.get(path).status_code == 200
    assert SavedSearch.objects.get().by_email  # a link that a scanner opens changes nothing
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not SavedSearch.objects.get().by_email
    store_matches(library, [QueryMatches(query=query, rows=rows)], "https://map.example.org")
    assert saved_searches.send_notices(library, server, NOW + timedelta(days=8)).sent == 0
    assert not load_matches(library, "weekly")
    assert client.get(path[:-2] + "x/").status_code == 404


def _find_statement(view: View) -> tuple[Statement, Document]:
    result = view.find_statements(NO_FILTERS, limit=1)
    (statement,) = result.statements
    return statement, result.documents[statement.document]


def test_a_library_without_a_portal_has_no_saved_searches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert saved_searches.load_saved_queries(tmp_path, VALUES, "") == ([], [])
    assert list(tmp_path.iterdir()) == []
