"""Tests of the desk of a document: corrections, taking down and restoring, and who may do so."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from palermo.edition import DocumentDecisionLog, Library, View
from palermo.portal.accounts.models import AuditEntry
from palermo.statements import Document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_library")]
type ClientAs = Callable[..., Client]


@pytest.fixture
def log(own_library: Path) -> DocumentDecisionLog:
    return DocumentDecisionLog(Library(own_library).decisions)


@pytest.fixture
def document(view: View) -> Document:
    return next(item for item in view.list_documents() if item.language == "en" and item.date)


@pytest.fixture
def reviewer(client_as: ClientAs) -> Client:
    return client_as("reviewer")


@pytest.fixture
def secretariat(client_as: ClientAs) -> Client:
    return client_as("secretariat")


def read_form(client: Client, document: Document) -> dict[str, str]:
    """Return what a browser would send of the form as it is shown."""
    page = client.get(f"/en/review/documents/{document.id}/").content.decode()
    hidden = {name: re.search(rf'name="{name}" value="([^"]*)"', page) for name in ("key", "last")}
    values = {name: found.group(1) if found else "" for name, found in hidden.items()}
    rights = {"full_text": "full"} if 'name="full_text"' in page else {}
    publishers = re.search(r'name="publishers" value="([^"]*)"', page)
    return (
        values
        | rights
        | {
            "title": document.title,
            "date": document.date or "",
            "publishers": publishers.group(1) if publishers else "",
            "language": document.language,
            "nature": document.nature.value,
        }
    )


def correct(client: Client, document: Document, **values: str) -> tuple[int, str]:
    form = read_form(client, document) | values
    response = client.post(f"/en/review/documents/{document.id}/", form)
    return response.status_code, response.content.decode()


def test_correction_is_on_the_page_at_once_with_its_history(
    reviewer: Client, client: Client, document: Document, log: DocumentDecisionLog
) -> None:
    status, _ = correct(reviewer, document, title="Right title", date="2019-04", reason="As on its cover")
    assert status == 302
    page = client.get(f"/en/documents/{document.id}/").content.decode()
    assert "Right title" in page
    assert "Corrected by reviewers" in page
    assert "Correct this document" not in page
    assert "Right title" in client.get("/en/library/?q=Right+title").content.decode()
    assert client.get(f"/api/v1/documents/{document.id}").json()["title"] == "Right title"
    (decision,) = log.read()
    assert decision.before == {"title": document.title, "date": document.date}
    desk = reviewer.get(f"/en/review/documents/{document.id}/").content.decode()
    assert all(text in desk for text in ("As on its cover", "You", document.title, "2019-04"))
    assert AuditEntry.objects.filter(action="document.correct").exists()


def test_publishers_are_entities_of_the_registry_or_a_body_as_printed(
    reviewer: Client, document: Document, log: DocumentDecisionLog
) -> None:
    assert correct(reviewer, document, publishers="UNODC; IOM")[0] == 302
    assert log.read()[-1].fields["publishers"] == ["unodc", "iom"]
    assert correct(reviewer, document, publishers="Lake District Aid")[0] == 302
    assert log.read()[-1].fields == {"publishers": [], "publisher": "Lake District Aid"}
    status, page = correct(reviewer, document, publishers="UNODC; Lake District Aid")
    assert status == 422
    assert "Not in the registry: Lake District Aid" in page


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({}, "Nothing was changed."),
        ({"title": "\x07 \x1b"}, "This field is required."),
        ({"title": "x" * 501}, "at most 500 characters"),
        ({"date": "2019-13"}, "Write the date as"),
        ({"date": "3000"}, "lies in the future"),
        ({"language": "xx"}, "Select a valid choice"),
        ({"nature": "poem"}, "Select a valid choice"),
    ],
)
def test_invalid_correction_is_refused_with_what_was_typed(
    reviewer: Client, document: Document, log: DocumentDecisionLog, values: dict[str, str], text: str
) -> None:
    status, page = correct(reviewer, document, reason="Typed before", **values)
    assert status == 422
    assert text in page
    assert "Typed before" in page
    assert log.read() == ()


def test_hostile_title_is_text(reviewer: Client, client: Client, document: Document) -> None:
    assert correct(reviewer, document, title="<script>alert(1)</script>\u202e")[0] == 302
    assert "<script>alert" not in client.get(f"/en/documents/{document.id}/").content.decode()


def test_form_that_is_sent_twice_makes_one_decision(
    reviewer: Client, document: Document, log: DocumentDecisionLog
) -> None:
    form = read_form(reviewer, document) | {"title": "Right title"}
    for _ in range(2):
        assert reviewer.post(f"/en/review/documents/{document.id}/", form).status_code == 302
    assert len(log.read()) == 1


def test_second_of_two_people_reads_what_the_first_decided(
    reviewer: Client, client_as: ClientAs, document: Document, log: DocumentDecisionLog
) -> None:
    stale = read_form(reviewer, document) | {"title": "My title"}
    correct(client_as("reviewer"), document, title="Their title")
    response = reviewer.post(f"/en/review/documents/{document.id}/", stale)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Somebody else decided meanwhile" in page
    assert "My title" in page
    assert "Their title" in page
    last = re.search(r'name="last" value="([^"]*)"', page)
    assert last
    again = stale | {"last": last.group(1)}
    assert reviewer.post(f"/en/review/documents/{document.id}/", again).status_code == 302
    assert [item.fields["title"] for item in log.read()] == ["Their title", "My title"]


def test_only_reviewers_correct_and_only_the_secretariat_takes_down(
    client: Client, client_as: ClientAs, reviewer: Client, document: Document, log: DocumentDecisionLog
) -> None:
    address = f"/en/review/documents/{document.id}/"
    assert client.get(address).status_code == 302
    assert client_as("focal-point", ["unodc"]).post(address, {"title": "x"}).status_code == 403
    form = read_form(reviewer, document) | {"reason": "No"}
    assert "full_text" not in form
    for action in ("take-down", "restore"):
        assert reviewer.post(f"{address}{action}/", form).status_code == 403
    assert reviewer.get("/en/review/documents/").status_code == 403
    assert correct(reviewer, document, full_text="quotes")[0] == 422  # rights are no field of the reviewer's form
    assert log.read() == ()


def test_rights_of_a_document_are_changed_by_the_secretariat(
    secretariat: Client, client: Client, document: Document
) -> None:
    assert correct(secretariat, document, full_text="quotes")[0] == 302
    assert "Only quotes of this document may be shown" in client.get(f"/en/documents/{document.id}/").content.decode()


def test_document_that_is_taken_down_is_nowhere_until_it_is_restored(
    secretariat: Client, client: Client, document: Document, log: DocumentDecisionLog, view: View
) -> None:
    address = f"/en/review/documents/{document.id}/"
    form = read_form(secretariat, document)
    assert secretariat.post(f"{address}take-down/", form).status_code == 422
    for _ in range(2):
        assert secretariat.post(f"{address}take-down/", form | {"reason": "Asked by its author"}).status_code == 302
    statement, passage = view.list_statements(document.id)[0].id, view.list_passages(document.id)[0].id
    date = log.read()[-1].time[:10]
    places = (
        f"/en/documents/{document.id}/",
        f"/en/documents/{document.id}/annotations.jsonld",
        f"/en/documents/{document.id}/cite.bib",
        f"/en/documents/{document.id}/passages/{passage}/",
        f"/en/documents/{document.id}/pages/1/",
        f"/en/statements/{statement}/",
        f"/api/v1/documents/{document.id}",
        f"/api/v1/documents/{document.id}/passages",
        f"/api/v1/passages/{passage}",
        f"/api/v1/statements/{statement}",
    )
    for place in places:
        response = client.get(place)
        text = response.content.decode()
        assert response.status_code == 410, place
        assert "taken down on" in text
        assert document.title not in text
        assert "Asked by its author" not in text
        if place.startswith("/api/"):
            assert response.headers["Content-Type"] == "application/problem+json"
            assert f"was taken down on {date}" in response.json()["detail"]
    assert secretariat.get(places[0]).status_code == 410
    assert client.get("/ar/documents/ffffffff/").status_code == 404
    lists = (
        "/en/library/",
        "/en/search/?q=trafficking",
        "/en/recommendations/export.csv",
        "/en/feeds/documents.atom",
        "/sitemap.xml",
    )
    for place in lists:
        response = client.get(place, follow=True)
        body = response.getvalue()
        assert response.status_code == 200, place
        assert document.id.encode() not in body, place
    page = secretariat.get("/en/review/documents/").content.decode()
    assert "Asked by its author" in page
    values = {name: re.search(rf'name="{name}" value="([^"]*)"', page).group(1) for name in ("key", "last")}  # type: ignore[union-attr]
    for text in ("The document is shown again.", "Nothing was changed."):
        assert text in secretariat.post(f"{address}restore/", values, follow=True).content.decode()
    assert client.get(places[0]).status_code == 200
    assert [item.verdict.value for item in log.read()] == ["take-down", "restore"]
