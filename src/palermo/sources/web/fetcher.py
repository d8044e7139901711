"""Fetching of one address: robots.txt, delays, redirects, retries, and the earlier copy if unchanged."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Self

from protego import Protego

from palermo.errors import NotFetched, TooLarge
from palermo.http_connection import ConnectionFailed, DeadlineExceeded, describe_status, parse_retry_after
from palermo.sources.bounds import MEGABYTE, Bounds
from palermo.sources.downloads import Blob, Downloads
from palermo.sources.web.addresses import get_host, get_site_origin, normalise_address
from palermo.sources.web.http_client import USER_AGENT, StreamedResponse, Urllib3Client

type FetchRobotsFunction = Callable[[str], tuple[int, bytes]]
"""Returns status and body of an address after redirects; raises NotFetched."""

MAX_ROBOTS_BYTES = 500 * 1024
"""Bytes of a robots.txt that are read: the minimum in RFC 9309."""

_REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})
_BUSY_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Responses after which a retry may help."""
_STATUS_FIXES = {
    401: "Download it by hand into a folder",
    403: "Download it by hand into a folder, or ask the site's owner",
    404: "Correct the address, or take it out of its source",
    410: "Take it out of its source",
}


class RobotsRules:
    """The rules of all sites of this run; safe to share between threads."""

    def __init__(self, fetch_robots: FetchRobotsFunction) -> None:
        self._ask = fetch_robots
        self._rules: dict[str, Protego | NotFetched] = {}
        self._asking = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}

    def check(self, address: str) -> float:
        """Return the delay that the site requests; raises NotFetched if it forbids the address."""
        rules = self._get_rules(get_site_origin(address))
        if isinstance(rules, NotFetched):
            reason = f"its site's robots.txt cannot be fetched ({rules.reason}), and nothing is fetched without it"
            raise NotFetched(address, reason, "Try again later")
        if not rules.can_fetch(address, USER_AGENT):
            hint = "Ask the site's owner, or download it by hand into a folder"
            raise NotFetched(address, "its site's robots.txt forbids it", hint)
        return float(rules.crawl_delay(USER_AGENT) or 0.0)

    def _get_rules(self, origin: str) -> Protego | NotFetched:
        with self._asking:
            lock = self._locks.setdefault(origin, threading.Lock())
        with lock:
            if origin not in self._rules:
                self._rules[origin] = self._fetch_rules(origin)
            return self._rules[origin]

    def _fetch_rules(self, origin: str) -> Protego | NotFetched:
        try:
            status, body = self._ask(f"{origin}/robots.txt")
        except NotFetched as error:
            return error
        if status >= 500 or status == 429:
            return NotFetched(origin, f"the site answers {status}", "Try again later")
        return Protego.parse(body.decode("utf-8", "replace") if status == 200 else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRecord:
    """The record of a fetched address in the ledger."""

    sha256: str
    size: int
    """Bytes."""
    final: str
    """The final address after redirects."""
    when: str
    """ISO time, UTC, at which the site last confirmed this content."""
    etag: str | None = None
    modified: str | None = None
    """The Last-Modified header as received."""
    listed: str | None = None
    """Time of the last change according to its list."""

    @property
    def blob(self) -> Blob:
        return Blob(sha256=self.sha256, size=self.size)

    @classmethod
    def from_dict(cls, facts: Mapping[str, Any] | None) -> Self | None:
        """Return the record of the ledger's facts; None if there are none or they are invalid."""
        try:
            return cls(**facts) if facts else None
        except TypeError:
            return None


class _RetryLater(Exception):
    """A retry may help, after a number of seconds if the site gives one."""

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.seconds = seconds


class Fetcher:
    """Fetches addresses into the store.

    It is safe to share between threads, and trusts the hosts of the user's sources.
    """

    def __init__(
        self, wire: Urllib3Client, downloads: Downloads, bounds: Bounds, sleep: Callable[[float], object] | None = None
    ) -> None:
        self._wire = wire
        self._downloads = downloads
        self._bounds = bounds
        self._stopped = threading.Event()
        self._sleep = sleep or self._stopped.wait
        self._named: frozenset[str] = frozenset()
        self._robots = RobotsRules(self._fetch_robots_txt)
        self._next: dict[str, float] = {}
        self._failed_s: defaultdict[str, float] = defaultdict(float)
        self._started_at: float | None = None
        self._pausing = threading.Lock()

    def allow_hosts(self, addresses: Iterable[str]) -> None:
        """Trust the hosts of these addresses, in whatever network they are."""
        self._named |= {get_host(address) for address in addresses}

    def stop(self) -> None:
        """Stop all fetching and waiting, from any thread, for good."""
        self._stopped.set()
        self._wire.abort()

    def fetch(self, address: str, previous: FetchRecord | None, max_bytes: int) -> FetchRecord:
        """Fetch an address of at most `most` bytes; returns the earlier copy if it is unchanged.

        Raises NotFetched, and OSError if the store cannot be written.
        """
        self._check_time_left(address)
        started_at = time.monotonic()
        try:
            return self._fetch_with_retries(address, previous, max_bytes)
        except NotFetched:
            with self._pausing:
                self._failed_s[get_host(address)] += time.monotonic() - started_at
            raise

    def _check_time_left(self, address: str) -> None:
        """Raise NotFetched if the host, or the whole collection, took too long already."""
        now = time.monotonic()
        with self._pausing:
            self._started_at = now if self._started_at is None else self._started_at
            elapsed, failed = now - self._started_at, self._failed_s[get_host(address)]
        if failed > self._bounds.max_host_failure_s:
            reason = f"other addresses of its host failed for {failed / 60:,.0f} minutes, and it was not tried"
            raise NotFetched(address, reason, "Look whether the site works, then run it again")
        if elapsed > self._bounds.collection_timeout_s:
            reason = f"the sources took more than {self._bounds.collection_timeout_s / 60:,.0f} minutes"
            raise NotFetched(address, reason, "Run it again: what was fetched is kept")

    def _fetch_with_retries(self, address: str, previous: FetchRecord | None, max_bytes: int) -> FetchRecord:
        known = previous if previous and self._downloads.has_blob(previous.blob) else None
        for attempt in range(self._bounds.max_attempts):
            try:
                return self._fetch_once(address, known, max_bytes)
            except _RetryLater as later:
                wait = later.seconds if later.seconds is not None else 2.0**attempt
                last = later
                if wait > self._bounds.max_retry_wait_s or attempt == self._bounds.max_attempts - 1:
                    break
                self._sleep(wait)
        retry_text = f", and asks us to come back in {last.seconds:,.0f} seconds" if last.seconds else ""
        tried = "" if last.seconds else f", tried {self._bounds.max_attempts} times"
        raise NotFetched(address, f"{last.reason}{retry_text or tried}", "Try again later")

    def reach(self, address: str) -> None:
        """Request an address once and discard the response; raises NotFetched on failure."""
        try:
            with self._follow_redirects(address, {}, robots=True) as (final, reply):
                _check_status(address, final, reply)
        except _RetryLater as later:
            raise NotFetched(address, later.reason, "Try again later") from later

    def _fetch_once(self, address: str, previous: FetchRecord | None, max_bytes: int) -> FetchRecord:
        asking = {"If-None-Match": previous.etag} if previous and previous.etag else {}
        asking |= {"If-Modified-Since": previous.modified} if previous and previous.modified else {}
        conditions = {previous.final: asking} if previous else {}
        with self._follow_redirects(address, conditions, robots=True) as (final, reply):
            now = datetime.now(UTC).isoformat(timespec="seconds")
            if reply.status == HTTPStatus.NOT_MODIFIED and previous and asking:
                return FetchRecord(**(asdict(previous) | {"when": now}))
            _check_status(address, final, reply)
            blob = self._store_body(address, reply, max_bytes)
            return FetchRecord(
                sha256=blob.sha256,
                size=blob.size,
                final=final,
                when=now,
                etag=reply.headers.get("ETag"),
                modified=reply.headers.get("Last-Modified"),
            )

    def _store_body(self, address: str, reply: StreamedResponse, max_bytes: int) -> Blob:
        length = reply.headers.get("Content-Length", "")
        try:
            if length.isdigit() and int(length) > max_bytes:
                raise TooLarge(address, f"it is larger than {max_bytes // MEGABYTE:,} MB", "Leave it out, or split it")
            return self._downloads.save(reply.chunks, max_bytes, address)
        except TooLarge as error:
            raise NotFetched(address, error.reason, error.hint) from error

    @contextmanager
    def _follow_redirects(
        self, address: str, conditions: Mapping[str, Mapping[str, str]], *, robots: bool
    ) -> Iterator[tuple[str, StreamedResponse]]:
        """Request an address and follow redirects, each by its own robots.txt; returns the last response."""
        current, seen = address, [address]
        while True:
            self._wait_for_host(current, self._robots.check(current) if robots else 0.0)
            with self._request(current, conditions.get(current, {})) as reply:
                if reply.status not in _REDIRECT_STATUSES:
                    yield current, reply
                    return
                target = reply.headers.get("Location", "")
            if not target:
                raise NotFetched(address, f"{current} redirects without an address", "Tell the site's owner")
            current = normalise_address(target, current)
            if current in seen:
                raise NotFetched(address, f"it redirects in a circle, back to {current}", "Correct the address")
            seen.append(current)
            if len(seen) > self._bounds.max_redirects + 1:
                reason = f"it redirects more than {self._bounds.max_redirects} times"
                raise NotFetched(address, reason, "Use the address to which it redirects")

    @contextmanager
    def _request(self, address: str, headers: Mapping[str, str]) -> Iterator[StreamedResponse]:
        seconds, is_user_host = self._bounds.response_timeout_s, get_host(address) in self._named
        try:
            with self._wire.get(address, headers, is_user_host=is_user_host, seconds=seconds) as reply:
                yield reply
        except ConnectionFailed as error:
            raise _RetryLater(str(error)) from error
        except DeadlineExceeded as error:
            reason = f"its answer takes longer than {seconds:g} seconds"
            raise NotFetched(address, reason, "Leave it out, or download it by hand into a folder") from error

    def _fetch_robots_txt(self, address: str) -> tuple[int, bytes]:
        for attempt in range(self._bounds.max_attempts):
            try:
                with self._follow_redirects(address, {}, robots=False) as (_, reply):
                    return reply.status, _read_head(reply) if reply.status == HTTPStatus.OK else b""
            except _RetryLater as later:
                reason = later.reason
                self._sleep(2.0**attempt)
        raise NotFetched(address, reason, "Try again later")

    def _wait_for_host(self, address: str, crawl_delay_s: float) -> None:
        """Wait out the delay of this host; raises NotFetched if stopped meanwhile."""
        pause = min(self._bounds.max_request_interval_s, max(self._bounds.request_interval_s, crawl_delay_s))
        host = get_host(address)
        with self._pausing:
            now = time.monotonic()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + pause
        if turn > now:
            self._sleep(turn - now)
        if self._stopped.is_set():
            raise NotFetched(address, "the run was stopped", "Run it again")


def _read_head(reply: StreamedResponse) -> bytes:
    body = bytearray()
    for chunk in reply.chunks:
        body += chunk
        if len(body) >= MAX_ROBOTS_BYTES:
            break
    return bytes(body[:MAX_ROBOTS_BYTES])


def _check_status(address: str, final: str, reply: StreamedResponse) -> None:
    """Raise _RetryLater or NotFetched for a response other than the content itself."""
    if reply.status == HTTPStatus.OK:
        return
    reason = f"the site answers {describe_status(reply.status)}" + (f" at {final}" if final != address else "")
    if reply.status in _BUSY_STATUSES:
        raise _RetryLater(reason, parse_retry_after(reply.headers.get("Retry-After", "")))
    raise NotFetched(address, reason, _STATUS_FIXES.get(reply.status, "Look at it in a browser"))
