"""Light and dark by a cookie, and pages that are kept as long as the edition stays."""

import gzip
from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import Client

from palermo.edition import Library, View


def _choose(client: Client, appearance: str, back: str = "/ar/library/?year=2024") -> HttpResponseBase:
    return client.post("/appearance/", {"appearance": appearance, "back": back})


def test_dark_stays_until_the_system_is_asked_again(client: Client) -> None:
    assert "data-theme" not in client.get("/en/").content.decode()
    response = _choose(client, "dark")
    assert (response.status_code, response.headers["Location"]) == (302, "/ar/library/?year=2024")
    assert '<html lang="en" dir="ltr" data-theme="dark">' in client.get("/en/").content.decode()
    _choose(client, "light")
    assert 'data-theme="light"' in client.get("/en/").content.decode()
    _choose(client, "")
    assert "data-theme" not in client.get("/en/").content.decode()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil", ""])
def test_goes_back_to_our_own_pages_only(client: Client, back: str) -> None:
    assert _choose(client, "dark", back).headers["Location"] == "/"


def test_nonsense_is_no_appearance(client: Client) -> None:
    _choose(client, '"><script>')
    client.cookies["appearance"] = '"><script>'
    assert "data-theme" not in client.get("/en/").content.decode()
    assert client.get("/appearance/").status_code == 405


def test_a_page_is_kept_until_the_edition_or_the_appearance_changes(client: Client) -> None:
    first = client.get("/en/recommendations/")
    etag = first.headers["ETag"]
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert "Cookie" in first.headers["Vary"]
    again = client.get("/en/recommendations/", headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    client.cookies["appearance"] = "dark"
    assert client.get("/en/recommendations/", headers={"if-none-match": etag}).status_code == 200


def test_a_page_is_not_kept_when_what_comes_after_an_edition_has_come(
    client: Client, library: Path, view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Library(library).edition(view.manifest.id)
    assert (folder / "follow-up").is_dir()
    before = client.get("/en/recommendations/chains/").headers["ETag"]
    monkeypatch.setattr("palermo.portal.editions.current.MADE_LATER", ("not-made-yet", "appraisal"))
    assert client.get("/en/recommendations/chains/").headers["ETag"] != before


def test_other_answers_are_not_kept(client: Client) -> None:
    assert "ETag" not in client.get("/en/nowhere/").headers
    assert "no-store" in client.get("/healthz").headers["Cache-Control"]


def test_pages_are_sent_compressed(client: Client) -> None:
    plain = client.get("/en/data/").content
    packed = client.get("/en/data/", headers={"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain) / 2
    assert b"Palermo" in gzip.decompress(packed.content)
