"""Tests of fetching from a local site: politeness, limits, unchanged files."""

import gzip
import socket
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import repeat
from typing import Any

import pytest

from local_site import Answer, Site
from palermo.errors import NotFetched
from palermo.sources import Bounds, CollectContext
from palermo.sources.web import FetchRecord, normalise_address
from palermo.sources.web.addresses import resolve_endpoints

type Fetch = Callable[..., FetchRecord]


@pytest.fixture
def fetch(create_context_with: Callable[[Bounds], CollectContext], bounds: Bounds, site: Site) -> Fetch:
    """Fetch an address of the site, as the user's own wish, with the desk of a new run."""

    def fetch(address: str, before: FetchRecord | None = None, **changed: Any) -> FetchRecord:
        desk = create_context_with(replace(bounds, **changed))
        desk.fetcher.allow_hosts([site.base])
        return desk.fetcher.fetch(address, before, desk.bounds.max_document_bytes)

    return fetch


@pytest.fixture
def content(create_context: Callable[[], CollectContext]) -> Callable[[FetchRecord], bytes]:
    """Bytes of what was kept."""
    return lambda stored: create_context().downloads.get_path(stored.sha256).read_bytes()


def poured(*pieces: bytes, pause: float = 0.0) -> Callable[[Callable[[bytes], object]], None]:
    """A body that goes on and on."""

    def pour(write: Callable[[bytes], object]) -> None:
        for block in pieces or repeat(b"x" * 1000):
            write(block)
            time.sleep(pause)

    return pour


@pytest.mark.parametrize("header", ["ETag", "Last_Modified"])
def test_what_has_not_changed_is_not_sent_again(
    site: Site, fetch: Fetch, content: Callable[[FetchRecord], bytes], header: str
) -> None:
    value = {"ETag": '"one"', "Last_Modified": "Tue, 24 Nov 2026 10:00:00 GMT"}[header]
    address = site.put("/a.txt", "words", **{header: value})
    first = fetch(address)
    assert (content(first), first.final, first.size) == (b"words", address, 5)
    second = fetch(address, first)
    assert replace(second, when=first.when) == first
    requests = site.asked[-1][1]
    assert value in {requests.get("if-none-match"), requests.get("if-modified-since")}
    site.put("/a.txt", "other words", ETag='"two"')
    assert content(fetch(address, second)) == b"other words"


def test_a_copy_that_was_lost_is_sent_again(
    site: Site, fetch: Fetch, create_context: Callable[[], CollectContext]
) -> None:
    address = site.put("/a.txt", "words", ETag='"one"')
    first = fetch(address)
    create_context().downloads.get_path(first.sha256).write_bytes(b"wor")
    assert fetch(address, first).sha256 == first.sha256
    assert create_context().downloads.get_path(first.sha256).read_bytes() == b"words"


def test_we_say_who_we_are_and_ask_robots_txt_first(site: Site, fetch: Fetch) -> None:
    fetch(site.put("/a.txt", "words"))
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a.txt"]
    assert {headers["user-agent"].partition("/")[0] for _, headers in site.asked} == {"palermo"}


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /private/\n", "/private/a.txt", False),
        ("User-agent: *\nDisallow: /private/\n", "/a.txt", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: palermo\nAllow: /\n", "/a.txt", True),
        ("User-agent: palermo\nDisallow: /*.txt$\n", "/a.txt", False),
    ],
)
def test_robots_txt_is_obeyed(site: Site, fetch: Fetch, rules: str, path: str, allowed: bool) -> None:
    site.put("/robots.txt", rules)
    address = site.put(path, "words")
    if allowed:
        assert fetch(address).size == 5
        return
    with pytest.raises(NotFetched, match=r"robots\.txt forbids it"):
        fetch(address)
    assert site.paths() == []


def test_a_redirect_into_what_robots_txt_forbids_is_not_followed(site: Site, fetch: Fetch) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /private/\n")
    site.put("/private/a.txt", "words")
    with pytest.raises(NotFetched, match=r"robots\.txt forbids"):
        fetch(redirected(site, "/a", "/private/a.txt"))
    assert site.paths() == ["/a"]


def test_without_a_robots_txt_that_answers_nothing_is_fetched(site: Site, fetch: Fetch, delays: list[float]) -> None:
    site.pages["/robots.txt"] = Answer(status=503)
    with pytest.raises(NotFetched, match=r"robots\.txt cannot be fetched \(the site answers 503"):
        fetch(site.put("/a.txt", "words"))
    assert site.paths() == []
    assert not delays or max(delays) < 60


def test_the_pause_that_a_site_wants_is_kept(site: Site, fetch: Fetch, delays: list[float]) -> None:
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 7\n")
    site.put("/b.txt", "words")
    fetch(redirected(site, "/a", "/b.txt"))
    assert any(6 < wait <= 7 for wait in delays)


def test_a_busy_site_is_asked_again_and_as_late_as_it_wants(site: Site, fetch: Fetch, delays: list[float]) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    site.pages["/a.txt"] = [
        Answer(status=503, headers={"Retry-After": "5"}),
        Answer(status=429, headers={"Retry-After": soon}),
        Answer(status=502),
        Answer(body=b"words"),
    ]
    assert fetch(site.base + "/a.txt").size == 5
    assert delays[0] == 5
    assert 50 < delays[1] <= 60
    assert delays[2] == 4


def test_a_site_that_stays_busy_is_left_alone(site: Site, fetch: Fetch) -> None:
    site.pages["/a.txt"] = Answer(status=503)
    with pytest.raises(NotFetched, match="503 Service Unavailable, tried 4 times"):
        fetch(site.base + "/a.txt")
    assert len(site.paths()) == 4


def test_a_site_that_wants_us_back_tomorrow_is_left_alone_at_once(
    site: Site, fetch: Fetch, delays: list[float]
) -> None:
    site.pages["/a.txt"] = Answer(status=429, headers={"Retry-After": "86400"})
    with pytest.raises(NotFetched, match="asks us to come back in 86,400 seconds"):
        fetch(site.base + "/a.txt")
    assert len(site.paths()) == 1
    assert delays == []


@pytest.mark.parametrize(
    ("status", "hint"), [(404, "Correct"), (403, "by hand"), (410, "Take it out"), (418, "browser")]
)
def test_what_is_not_there_is_reported_and_not_tried_again(site: Site, fetch: Fetch, status: int, hint: str) -> None:
    site.pages["/a.txt"] = Answer(status=status)
    with pytest.raises(NotFetched, match=f"the site answers {status}") as error:
        fetch(site.base + "/a.txt")
    assert hint in error.value.hint
    assert len(site.paths()) == 1


def test_redirects_are_followed_and_the_last_address_is_kept(site: Site, fetch: Fetch) -> None:
    site.put("/deep/b.txt", "words", ETag='"one"')
    first = fetch(redirected(site, "/a", "deep/b.txt"))
    assert first.final == site.base + "/deep/b.txt"
    assert replace(fetch(site.base + "/a", first), when=first.when) == first


def test_a_circle_of_redirects_ends(site: Site, fetch: Fetch) -> None:
    redirected(site, "/a", "/b")
    redirected(site, "/b", "/a")
    with pytest.raises(NotFetched, match="it redirects in a circle, back to"):
        fetch(site.base + "/a")
    assert site.paths() == ["/a", "/b"]


def test_redirects_without_end_end(site: Site, fetch: Fetch) -> None:
    for number in range(30):
        redirected(site, f"/{number}", f"/{number + 1}")
    with pytest.raises(NotFetched, match="it redirects more than 10 times"):
        fetch(site.base + "/0")


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/a", "http://a:b@127.0.0.1/", "http://[::x/"])
def test_a_redirect_to_what_is_no_web_address_is_refused(site: Site, fetch: Fetch, target: str) -> None:
    with pytest.raises(NotFetched):
        fetch(redirected(site, "/a", target))


def test_a_stranger_sends_us_to_no_inner_machine(site: Site, create_context: Callable[[], CollectContext]) -> None:
    """Neither by an address of its list nor by a redirect, where no source of the user's names that machine."""
    address = site.put("/a.txt", "words")
    with pytest.raises(NotFetched, match=r"127\.0\.0\.1 is a machine of an internal network"):
        create_context().fetcher.fetch(address, None, 1000)
    assert site.asked == []
    named = create_context()
    named.fetcher.allow_hosts([site.base])
    moved = redirected(site, "/b", address.replace("127.0.0.1", "localhost"))
    with pytest.raises(NotFetched, match="localhost is a machine of an internal network"):
        named.fetcher.fetch(moved, None, 1000)
    assert site.paths() == ["/b"]


def test_a_public_address_needs_no_name_and_an_inner_one_does() -> None:
    assert resolve_endpoints("https://203.0.114.7/a", is_user_host=False) == [("203.0.114.7", 443)]
    assert resolve_endpoints("http://10.0.0.1:8080/", is_user_host=True) == [("10.0.0.1", 8080)]
    with pytest.raises(NotFetched, match="internal network"):
        resolve_endpoints("http://169.254.169.254/latest", is_user_host=False)


def test_a_page_that_says_it_is_huge_is_not_taken(site: Site, fetch: Fetch) -> None:
    with pytest.raises(NotFetched, match="it is larger than"):
        fetch(site.put("/a.txt", poured(b"x"), Content_Length="999999999"))


def test_a_page_that_never_ends_is_cut(site: Site, fetch: Fetch, create_context: Callable[[], CollectContext]) -> None:
    with pytest.raises(NotFetched, match="it is larger than"):
        fetch(site.put("/a.txt", poured()))
    assert list(create_context().downloads.list_files()) == []


def test_a_page_that_unpacks_to_too_much_is_cut(site: Site, fetch: Fetch) -> None:
    packed = gzip.compress(b"x" * 10_000_000)
    with pytest.raises(NotFetched, match="it is larger than"):
        fetch(site.put("/a.txt", packed, Content_Encoding="gzip"))
    assert fetch(site.put("/b.txt", gzip.compress(b"words"), Content_Encoding="gzip")).size == 5


def test_a_page_that_drips_is_cut_when_its_time_is_over(site: Site, fetch: Fetch) -> None:
    with pytest.raises(NotFetched, match=r"takes longer than 0\.5 seconds"):
        fetch(site.put("/a.txt", poured(pause=0.05)), response_timeout_s=0.5)


def test_an_answer_that_breaks_off_is_asked_for_again(site: Site, fetch: Fetch) -> None:
    broken = Answer(body=poured(b"wor"), headers={"Content-Length": "5"})
    site.pages["/a.txt"] = [broken, Answer(body=b"words")]
    assert fetch(site.base + "/a.txt").size == 5


def test_a_server_that_is_not_there_is_reported(fetch: Fetch, create_context: Callable[[], CollectContext]) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # taken, and nobody listens
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/a"
        named = create_context()
        named.fetcher.allow_hosts([address])
        with pytest.raises(NotFetched, match="takes no connection"):
            named.fetcher.fetch(address, None, 1000)
    with pytest.raises(NotFetched, match="cannot be found"):
        fetch("http://nowhere.invalid/a")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ftp://example.org/a", "only http and https"),
        ("https:///a", "not an address"),
        ("https://user:word@example.org/", "name or password"),
        ("https://example.org/" + "a" * 3000, "too long"),
        ("https://exa mple.org:port/", "not an address"),
    ],
)
def test_what_is_no_address_is_reported(text: str, reason: str) -> None:
    with pytest.raises(NotFetched, match=reason):
        normalise_address(text)


def test_an_address_has_one_form() -> None:
    assert normalise_address("HTTP://EXAMPLE.org:80") == "http://example.org/"
    assert (
        normalise_address("https://пример.example/док?x=1#y") == "https://xn--e1afmkfd.example/%D0%B4%D0%BE%D0%BA?x=1"
    )
    assert normalise_address("../b%20c", "https://example.org/x/y/") == "https://example.org/x/b%20c"


def redirected(site: Site, path: str, target: str) -> str:
    """Let a path redirect; gives its address."""
    site.pages[path] = Answer(status=302, headers={"Location": target})
    return site.base + path
