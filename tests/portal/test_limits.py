"""Tests of request limits: rates, client addresses, and refusals."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Lock

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from palermo.portal.project import request_limiting
from palermo.portal.project.rate_limits import RATE_LIMITS, build_limits, get_scope
from palermo.portal.project.request_limiting import (
    MAX_CONCURRENT_SEARCHES,
    SharedRateLimiter,
    limit_concurrent_searches,
)
from palermo.portal.services.access import get_client_address


@pytest.mark.parametrize(
    ("values", "proxies", "forwarded", "address"),
    [
        ("192.0.2.1", 0, "198.51.100.7", "192.0.2.1"),
        ("192.0.2.1", 1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        ("192.0.2.1", 2, "203.0.113.9, 198.51.100.7", "203.0.113.9"),
        ("192.0.2.1", 2, "198.51.100.7", "192.0.2.1"),
        ("2001:db8:1:2:3::4", 0, "", "2001:db8:1:2::/64"),
        ("192.0.2.1", 1, "no address at all", "no address at all"),
    ],
)
def test_an_address_is_what_cannot_be_forged(values: str, proxies: int, forwarded: str, address: str) -> None:
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    request = RequestFactory().get("/api/v1/search", headers=headers, REMOTE_ADDR=values)
    assert get_client_address(request, proxies) == address


def test_searches_and_the_rest_of_the_service_are_counted_apart() -> None:
    scopes = {
        path: get_scope(RequestFactory().get(path))
        for path in ("/api/v1/search?q=x", "/api/v1/documents", "/en/library/?q=x", "/en/library/", "/en/")
    }
    assert list(scopes.values()) == ["search", "api", "search", "", ""]


def test_a_report_of_a_mistake_has_a_limit_of_its_own() -> None:
    address = "/en/review/report"
    assert [get_scope(RequestFactory().post(address)), get_scope(RequestFactory().get(address))] == ["report", ""]


def test_the_environment_replaces_the_default_of_a_known_limit() -> None:
    limits = build_limits({"api": 10, "search": 0, "other": 5})
    assert limits == {limit.scope: limit.requests_per_minute for limit in RATE_LIMITS} | {"api": 10, "search": 0}


def test_too_many_are_reported_when_to_ask_again(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.PALERMO_LIMITS = {"search": 1, "api": 1}
    monkeypatch.setattr(request_limiting, "RATE_LIMITER", SharedRateLimiter(tmp_path / "limits.sqlite3", lambda: 0.0))
    client = Client()
    assert client.get("/api/v1/documents").status_code == 200
    refused = client.get("/api/v1/documents")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "61")
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert client.get("/en/library/?q=labour").status_code == 200
    page = client.get("/fr/library/?q=labour")
    assert (page.status_code, "Retry-After" in page.headers) == (429, True)
    assert b"<h1>" in page.content
    assert client.get("/en/").status_code == 200


def test_few_searches_are_answered_at_the_same_time(rf: RequestFactory) -> None:
    lock, now, most = Lock(), 0, 0

    def slow(request: HttpRequest) -> HttpResponse:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        started.wait(0.2)
        with lock:
            now -= 1
        return HttpResponse(request.path)

    def asked(address: str) -> bytes:
        response = answer(rf.get(address))
        assert isinstance(response, HttpResponse)
        return response.content

    started, answer = Event(), limit_concurrent_searches(slow)
    with ThreadPoolExecutor(3 * MAX_CONCURRENT_SEARCHES) as readers:
        searches = list(readers.map(asked, ["/en/library/?q=x"] * 3 * MAX_CONCURRENT_SEARCHES))
        assert (len(searches), most) == (3 * MAX_CONCURRENT_SEARCHES, MAX_CONCURRENT_SEARCHES)
        assert set(readers.map(asked, ["/en/library/"] * 3 * MAX_CONCURRENT_SEARCHES)) == {b"/en/library/"}
    assert most > MAX_CONCURRENT_SEARCHES, "other pages do not wait"
