"""Limits of requests: each address has so many a minute for searching, and so many for everything else of the API.

Counted in the memory of one process; a server in front that counts for many machines can do more.
"""

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import BoundedSemaphore, Lock

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import render

from palermo.portal.api.problems import STATUS_DESCRIPTIONS, build_problem

MAX_TRACKED_ADDRESSES = 20_000
"""Addresses that are remembered; those heard of longest ago are forgotten first."""
MAX_CONCURRENT_SEARCHES = 4
"""Searches that are answered at the same time: each needs Python nearly all along, so that many at once delay each
other by more than their turns would."""

type GetResponse = Callable[[HttpRequest], HttpResponseBase]


@dataclass(slots=True)
class _TokenBucket:
    """What an address may still ask, and when that was so."""

    tokens: float
    updated_at_s: float


class RateLimiter:
    """So many requests a minute for each address: as many at once, and then as they come back evenly."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: OrderedDict[tuple[str, str], _TokenBucket] = OrderedDict()
        self._lock = Lock()

    def acquire(self, scope: str, address: str, requests_per_minute: int) -> float:
        """Take one request; 0.0 where it may pass, else the seconds until one may."""
        now, each = self._clock(), 60 / requests_per_minute
        with self._lock:
            held = self._held.setdefault((scope, address), _TokenBucket(float(requests_per_minute), now))
            self._held.move_to_end((scope, address))
            held.tokens = min(float(requests_per_minute), held.tokens + (now - held.updated_at_s) / each)
            held.updated_at_s = now
            if len(self._held) > MAX_TRACKED_ADDRESSES:
                self._held.popitem(last=False)
            if held.tokens < 1:
                return (1 - held.tokens) * each
            held.tokens -= 1
            return 0.0


RATE_LIMITER = RateLimiter()


def limit_request_rate(get_response: GetResponse) -> GetResponse:
    """Refuse what an address asks too often, and say when it may ask again."""

    def handle_request(request: HttpRequest) -> HttpResponseBase:
        scope = get_scope(request)
        allowed = settings.PALERMO_LIMITS.get(scope, 0) if scope else 0
        if not allowed:
            return get_response(request)
        wait = RATE_LIMITER.acquire(scope, get_client_address(request, settings.PALERMO_PROXIES), allowed)
        return _build_refusal(request, wait) if wait else get_response(request)

    return handle_request


def limit_concurrent_searches(get_response: GetResponse) -> GetResponse:
    """Answer few searches at the same time; what is kept of them is given at once."""
    turns = BoundedSemaphore(MAX_CONCURRENT_SEARCHES)

    def handle_request(request: HttpRequest) -> HttpResponseBase:
        if get_scope(request) != "search":
            return get_response(request)
        with turns:
            return get_response(request)

    return handle_request


def get_scope(request: HttpRequest) -> str:
    """What a request is counted as: `search`, `api`, or nothing."""
    parts = request.path_info.strip("/").split("/")
    if parts[0] == "api":
        return "search" if parts[-1] in {"search", "alike"} else "api"
    return "search" if parts[1:2] == ["library"] and request.GET.get("q") else ""


def get_client_address(request: HttpRequest, proxy_count: int) -> str:
    """Who asks: of IPv6 the network of 64 bits, which is one household; behind proxies what the outermost saw."""
    seen = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",") if one.strip()]
    given = seen[-proxy_count] if 0 < proxy_count <= len(seen) else request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(given)
    except ValueError:
        return given[:60]
    return str(address) if address.version == 4 else str(ipaddress.ip_network((int(address), 64), strict=False))


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
