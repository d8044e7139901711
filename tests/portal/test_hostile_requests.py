"""Tests of hostile requests: no 5xx, no internals, no injected header."""

import pytest
from django.test import Client

LINE_END = "%0d%0aX-Evil:%201"
ADDRESSES = (
    "/api/v1/statements?cursor=" + "A" * 200,
    "/api/v1/statements?cursor=" + "A" * 20_000,
    "/api/v1/statements?cursor=%00%ff",
    "/api/v1/statements?q=%ff%fe%00",
    "/api/v1/search?q=%ff",
    "/api/v1/search?q=" + "a+" * 3000,
    "/api/v1/statements?limit=99999999999999999999",
    "/api/v1/statements?year=99999999999999",
    f"/api/v1/documents/{LINE_END}",
    f"/api/v1/statements?kind={LINE_END}",
    "/api/v1/documents/%00",
    "/api/v1/documents/..%2f..%2fetc",
    "/api/v1/statements/%ff/alike",
    "/api/v1/maps/who-does-what?rows=%00&columns=x",
    "/api/v1/maps/change?earlier=%00&later=9999999",
    "/api/v1/openapi.json?x=%ff",
    f"/en/library/?q={LINE_END}",
    f"/en/documents/abc{LINE_END}/",
    "/en/library/?q=%00",
    "/en/library/?page=99999999999",
    "/en/recommendations/?addressee=%ff%00&year=%00",
    "/en/recommendations/addressees/?page=%ff",
    "/en/who-does-what/?rows=%00&from=9999999999&old=-5",
    "/en/feeds/documents.atom?entity=%00",
    "/en/feeds/recommendations.atom?theme=%ff",
    "/sitemaps/en/x-99999999999999999999.xml",
    "/sitemaps/%00/x-1.xml",
    "/en/data/charts/%00.svg",
    "/en/data/charts/documents.svg?dark=%ff",
    "/en/library/export.csv?publisher=%00",
    "/en/library/found.csv?q=%ff",
    "/en/partnerships/%00/%ff/",
    "/en/gaps/statements/?side=activity&theme=%00&group=%ff",
    "/en/recommendations/chains/%ff/",
    "//evil.example/%2f..",
    "/en//evil.example",
    "/%ff/",
    "/healthz?x=%ff",
)
HEADERS = (
    {"accept-language": "a," * 20_000},
    {"cookie": "appearance=%0d%0a; x=\xff\xff"},
    {"x-forwarded-for": "1," * 5000},
    {"if-none-match": 'W/"x",' * 5000},
    {"if-none-match": '"unclosed'},
    {"accept-encoding": "\xff"},
    {"x-forwarded-host": "evil.example", "x-forwarded-proto": "javascript"},
    {"range": "bytes=0-1"},
)


@pytest.mark.slow
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_hostile_address_is_answered(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code < 500
    assert "X-Evil" not in response.headers
    assert not any("\n" in value or "\r" in value for value in response.headers.values())
    body = response.getvalue() if response.streaming else response.content
    assert b"Traceback" not in body
    assert b"\r\nX-Evil" not in body
    if response.status_code >= 400 and address.startswith("/api/"):
        assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("headers", HEADERS)
def test_hostile_headers_are_answered(client: Client, headers: dict[str, str]) -> None:
    for address in ("/en/", "/api/v1/statements?limit=1"):
        response = client.get(address, headers=headers)
        assert response.status_code == 200
        assert b"evil.example" not in response.content
        assert b"javascript:" not in response.content


def test_a_choice_of_colours_leads_to_no_header_of_theirs(client: Client) -> None:
    response = client.post("/appearance/", {"appearance": "dark", "back": "/en/\r\nX-Evil: 1"})
    assert response.status_code == 302
    assert "X-Evil" not in response.headers
    assert "\n" not in response.headers["Location"]


@pytest.mark.parametrize(
    ("kind", "status", "reason"),
    [
        ("multipart/form-data; boundary=x", 200, "Choose a file first."),
        ("multipart/form-data", 400, "Bad request."),
        ("text/plain", 200, "Choose a file first."),
        ("", 200, "Choose a file first."),
    ],
)
def test_a_table_that_is_none_is_refused(client: Client, kind: str, status: int, reason: str) -> None:
    response = client.post("/en/who-does-what/survey/", data=b"\xff\x00x", content_type=kind)
    assert response.status_code == status
    assert reason in response.content.decode()


def test_a_page_in_the_other_languages_has_an_address_without_odd_signs(client: Client) -> None:
    page = client.get("/en/documents/a%20b%0d%0a%22%3Cc/").content.decode()
    assert 'href="/ar/documents/a%20b%0D%0A%22%3Cc/"' in page
