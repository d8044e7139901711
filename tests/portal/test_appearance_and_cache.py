"""Tests of light and dark by cookie, and of pages cached by edition."""

import gzip
import random
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.test import Client, RequestFactory

from palermo.edition import Library, View
from palermo.portal.base import appearance
from palermo.portal.project.middleware import cache_by_edition
from palermo.portal.services.response_cache import CachedResponse, ResponseCache, compress_response


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
    second = client.get("/en/recommendations/", headers={"if-none-match": etag})
    assert (second.status_code, second.content) == (304, b"")
    client.cookies["appearance"] = "dark"
    assert client.get("/en/recommendations/", headers={"if-none-match": etag}).status_code == 200


def test_a_page_is_not_kept_when_what_comes_after_an_edition_has_come(
    client: Client, library: Path, view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Library(library).get_edition_folder(view.manifest.id)
    assert (folder / "follow-up").is_dir()
    before = client.get("/en/recommendations/chains/").headers["ETag"]
    monkeypatch.setattr("palermo.portal.services.current_edition.DERIVED_FOLDERS", ("not-made-yet", "appraisal"))
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


@pytest.fixture
def caching_client(client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A client of a portal that keeps the pages it made; how often one was made stands in `made`."""
    monkeypatch.setattr("palermo.portal.services.response_cache.MAX_PACKED_BYTES", 1 << 20)
    return client


def _counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    built: list[str] = []
    output = appearance.get_appearance

    def counting(request: HttpRequest) -> str:
        built.append(request.get_full_path())
        return output(request)

    monkeypatch.setattr("palermo.portal.base.context_processors.get_appearance", counting)
    return built


def test_a_page_is_made_once_for_everyone(caching_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    built = _counted(monkeypatch)
    first = caching_client.get("/en/data/?once=1")
    second = caching_client.get("/en/data/?once=1")
    packed = caching_client.get("/en/data/?once=1", headers={"accept-encoding": "gzip, br"})
    assert built == ["/en/data/?once=1"]
    assert first.content == second.content == gzip.decompress(packed.content)
    assert packed.headers["Content-Length"] == str(len(packed.content))
    assert {"Cookie", "Accept-Encoding"} <= set(packed.headers["Vary"].split(", "))
    for name in ("ETag", "Cache-Control", "Content-Type", "Content-Language", "Content-Security-Policy"):
        assert first.headers[name] == second.headers[name] == packed.headers[name]


def test_a_kept_page_is_of_its_appearance_language_query_and_host(
    caching_client: Client, settings: LazySettings
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    plain = caching_client.get("/en/data/?mine=1").content
    assert caching_client.get("/en/data/?mine=2").content != plain
    assert caching_client.get("/fr/data/?mine=1").content != plain
    assert b"http://other.example/" in caching_client.get("/en/data/?mine=1", headers={"host": "other.example"}).content
    caching_client.cookies["appearance"] = "dark"
    assert b'data-theme="dark"' in caching_client.get("/en/data/?mine=1").content


@pytest.mark.parametrize("text", ["private", "cookie"])
def test_what_is_said_to_one_reader_is_not_kept(caching_client: Client, text: str) -> None:
    def private(_: HttpRequest) -> HttpResponse:
        response = HttpResponse("for you alone")
        if text == "private":
            response.headers["Cache-Control"] = "private"
        else:
            response.set_cookie("session", "1")
        return response

    address = f"/en/data/api/?private={text}"
    answer = cache_by_edition(private)(RequestFactory().get(address))
    assert "ETag" not in answer.headers
    assert caching_client.get(address).content != b"for you alone"


def test_answers_asked_for_longest_ago_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("palermo.portal.services.response_cache.MAX_PACKED_BYTES", 512 << 10)
    answers = ResponseCache(max_bytes=3 * 1000 + 200)
    for name in ("a", "b", "c"):
        answers.put((name,), compress_response(name.encode(), {}))
    assert answers.get(("a",)) is not None
    answers.put(("d",), compress_response(b"d", {}))
    assert [answers.get((name,)) is not None for name in ("a", "b", "c", "d")] == [True, False, True, True]
    answers.put(("huge",), compress_response(random.Random(1).randbytes(600_000), {}))
    assert answers.get(("d",)) is not None


def test_addresses_and_headers_take_room_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("palermo.portal.services.response_cache.MAX_PACKED_BYTES", 512 << 10)
    answers = ResponseCache(max_bytes=6 * 1000)
    for name in ("a", "b", "c"):
        answers.put((name * 1000,), compress_response(b"", {"Link": "x" * 500}))
    assert [answers.get((name * 1000,)) is not None for name in ("a", "b", "c")] == [False, True, True]
    answers.put(("d" * 2001,), compress_response(b"", {}))
    assert answers.get(("d" * 2001,)) is None


@pytest.mark.parametrize(
    ("length", "headers", "packed"),
    [
        (1000, {"Content-Type": "text/html"}, 1),
        (5 << 20, {"Content-Type": "text/html"}, 0),
        (1000, {"Content-Type": "text/csv", "Content-Disposition": "attachment"}, 0),
        (1000, {"content-type": "image/png"}, 0),
    ],
)
def test_what_is_not_kept_is_not_packed(
    monkeypatch: pytest.MonkeyPatch, length: int, headers: dict[str, str], packed: int
) -> None:
    monkeypatch.setattr("palermo.portal.services.response_cache.MAX_PACKED_BYTES", 512 << 10)
    calls: list[int] = []

    def counted(content: bytes, kept: dict[str, str]) -> CachedResponse:
        calls.append(len(content))
        return compress_response(content, kept)

    monkeypatch.setattr("palermo.portal.project.middleware.compress_response", counted)
    answering = cache_by_edition(lambda _: HttpResponse(bytes(length), headers=headers))
    answering(RequestFactory().get(f"/en/data/?packed={length}{len(headers)}{packed}"))
    assert len(calls) == packed
