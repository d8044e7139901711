"""Tests of visibility by role: pages, search, exports, feeds, API."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

TITLE = "Hidden from the public"
ADDRESSES = (
    "/en/library/",
    "/en/library/?q=hidden+from+the+public",
    "/en/library/export.csv",
    "/en/library/export.json",
    "/en/feeds/documents.atom",
    "/api/v1/documents",
    "/api/v1/documents?limit=100",
)


def read(browser: Client, address: str) -> str:
    answer: Any = browser.get(address)
    assert answer.status_code == 200, address
    return bytes(answer.getvalue() if answer.streaming else answer.content).decode()


@pytest.mark.parametrize("role", ["reader", "focal-point", "reviewer", "secretariat", "administrator"])
def test_members_see_what_is_for_members_everywhere(role: str, client_as: Callable[..., Client]) -> None:
    browser = client_as(role)
    for address in ADDRESSES:
        assert TITLE in read(browser, address), address


@pytest.mark.parametrize("role", [None, "nobody"])
def test_nobody_else_does(role: str | None, client: Client, client_as: Callable[..., Client]) -> None:
    browser = client_as(None) if role else client
    for address in ADDRESSES:
        assert TITLE not in read(browser, address), address


def test_a_page_for_a_member_is_served_to_no_visitor(
    client: Client, client_as: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("palermo.portal.services.response_cache.MAX_PACKED_BYTES", 1 << 20)
    member = client_as("reader")
    for address in ("/en/library/?member-first=1", "/en/library/?visitor-first=1"):
        first, second = (member, client) if "member" in address else (client, member)
        pages = [read(first, address), read(second, address)]
        assert [TITLE in page for page in pages] == ["member" in address, "visitor" in address]


def test_the_document_itself_opens_for_members_only(client: Client, client_as: Callable[..., Client]) -> None:
    member = client_as("reader")
    hidden = next(item for item in member.get("/api/v1/documents?limit=100").json()["items"] if item["title"] == TITLE)
    for address in (f"/en/documents/{hidden['id']}/", f"/api/v1/documents/{hidden['id']}"):
        assert member.get(address).status_code == 200
        assert client.get(address).status_code == 404


def test_an_etag_of_a_visitor_gives_a_member_no_stale_page(client: Client, client_as: Callable[..., Client]) -> None:
    etag = client.get("/en/library/").headers["ETag"]
    answer = client_as("reader").get("/en/library/", headers={"if-none-match": etag})
    assert answer.status_code == 200
    assert TITLE in answer.content.decode()
