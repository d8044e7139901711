"""Middleware that refuses requests above the rate limits of their address, and delays concurrent searches.

The limits are in `rate_limits.py`. Requests are counted in token buckets in a small SQLite file, which all serving
processes of a machine share. For several machines, set limits in the server in front of them.
"""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import BoundedSemaphore
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import render

from palermo.portal.api.problems import STATUS_DESCRIPTIONS, build_problem
from palermo.portal.project.rate_limits import get_scope
from palermo.portal.services.access import get_client_address

LOCK_TIMEOUT_S: Final = 0.25
"""Time to wait for another process; a request that waits longer passes."""
EXPIRY_S: Final = 120.0
"""Age of a bucket after which it is full again and is removed."""
CLEANUP_INTERVAL_S: Final = 60.0
MAX_CONCURRENT_SEARCHES = 4
"""Searches that are answered at the same time: each needs Python nearly all along, so that many at once delay each
other by more than their turns would."""
type GetResponse = Callable[[HttpRequest], HttpResponseBase]


class SharedRateLimiter:
    """Counts requests of a client address over all processes.

    A client may send a burst of one minute's requests; the bucket refills evenly. Addresses of readers are only in
    this file, for two minutes at most. If the file cannot be used, all requests pass.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self._path = path
        self._clock = clock
        self._cleaned_at = 0.0

    def acquire(self, scope: str, address: str, requests_per_minute: int) -> float:
        """Count one request; return 0.0 if it may pass, else the seconds to wait."""
        now, interval_s = self._clock(), 60 / requests_per_minute
        try:
            with closing(self._connect()) as connection, connection:
                connection.execute("BEGIN IMMEDIATE")
                self._remove_expired(connection, now)
                query = "SELECT tokens, updated_at FROM buckets WHERE scope = ? AND address = ?"
                row = connection.execute(query, (scope, address)).fetchone()
                full = float(requests_per_minute)
                tokens = min(full, row[0] + max(0.0, now - row[1]) / interval_s) if row else full
                wait = 0.0 if tokens >= 1 else (1 - tokens) * interval_s
                values = (scope, address, tokens if wait else tokens - 1, now)
                connection.execute("INSERT OR REPLACE INTO buckets VALUES (?, ?, ?, ?)", values)
                return wait
        except (sqlite3.Error, OSError):
            return 0.0

    def _connect(self) -> sqlite3.Connection:
        """Open the file, and create its table if it is new; raises OSError, sqlite3.Error."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._path, timeout=LOCK_TIMEOUT_S, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=OFF")  # a lost count after a power failure harms nobody
            connection.execute(
                "CREATE TABLE IF NOT EXISTS buckets "
                "(scope TEXT, address TEXT, tokens REAL, updated_at REAL, PRIMARY KEY (scope, address))"
            )
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _remove_expired(self, connection: sqlite3.Connection, now: float) -> None:
        if now - self._cleaned_at > CLEANUP_INTERVAL_S:
            self._cleaned_at = now
            connection.execute("DELETE FROM buckets WHERE updated_at < ?", (now - EXPIRY_S,))


RATE_LIMITER = SharedRateLimiter(settings.STATE / "rate-limits.sqlite3")


def limit_request_rate(get_response: GetResponse) -> GetResponse:
    """Refuse requests above the rate limit, with the time to wait."""

    def handle_request(request: HttpRequest) -> HttpResponseBase:
        scope = get_scope(request)
        allowed = settings.PALERMO_LIMITS.get(scope, 0) if scope else 0
        if not allowed:
            return get_response(request)
        wait = RATE_LIMITER.acquire(scope, get_client_address(request, settings.PALERMO_PROXIES), allowed)
        return _build_refusal(request, wait) if wait else get_response(request)

    return handle_request


def limit_concurrent_searches(get_response: GetResponse) -> GetResponse:
    """Limit concurrent searches; cached responses are not limited."""
    turns = BoundedSemaphore(MAX_CONCURRENT_SEARCHES)

    def handle_request(request: HttpRequest) -> HttpResponseBase:
        if get_scope(request) != "search":
            return get_response(request)
        with turns:
            return get_response(request)

    return handle_request


def _build_refusal(request: HttpRequest, wait_s: float) -> HttpResponse:
    pages = not request.path_info.startswith("/api/")
    refused = (
        render(request, "api/too_many_requests.html", status=429)
        if pages
        else build_problem(429, STATUS_DESCRIPTIONS[429])
    )
    refused.headers["Retry-After"] = str(int(wait_s) + 1)
    refused.headers["Cache-Control"] = "no-store"
    return refused
