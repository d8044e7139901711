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

from palermo.portal.api.problems import STATUSES, problem

MOST = 20_000
"""Addresses that are remembered; those heard of longest ago are forgotten first."""
AT_ONCE = 4
"""Searches that are answered at the same time: each needs Python nearly all along, so that many at once delay each
other by more than their turns would."""

type Next = Callable[[HttpRequest], HttpResponseBase]


@dataclass(slots=True)
class _Held:
    """What an address may still ask, and when that was so."""

    left: float
    when: float


class Limit:
    """So many requests a minute for each address: as many at once, and then as they come back evenly."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: OrderedDict[tuple[str, str], _Held] = OrderedDict()
        self._lock = Lock()

    def wait(self, scope: str, address: str, a_minute: int) -> float:
        """Take one request; 0.0 where it may pass, else the seconds until one may."""
        now, each = self._clock(), 60 / a_minute
        with self._lock:
            held = self._held.setdefault((scope, address), _Held(float(a_minute), now))
            self._held.move_to_end((scope, address))
            held.left = min(float(a_minute), held.left + (now - held.when) / each)
            held.when = now
            if len(self._held) > MOST:
                self._held.popitem(last=False)
            if held.left < 1:
                return (1 - held.left) * each
            held.left -= 1
            return 0.0


LIMIT = Limit()


def limited(following: Next) -> Next:
    """Refuse what an address asks too often, and say when it may ask again."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        scope = scope_of(request)
        allowed = settings.PALERMO_LIMITS.get(scope, 0) if scope else 0
        if not allowed:
            return following(request)
        wait = LIMIT.wait(scope, address_of(request, settings.PALERMO_PROXIES), allowed)
        return _refused(request, wait) if wait else following(request)

    return answer


def searches_in_turn(following: Next) -> Next:
    """Answer few searches at the same time; what is kept of them is given at once."""
    turns = BoundedSemaphore(AT_ONCE)

    def answer(request: HttpRequest) -> HttpResponseBase:
        if scope_of(request) != "search":
            return following(request)
        with turns:
            return following(request)

    return answer


def scope_of(request: HttpRequest) -> str:
    """What a request is counted as: `search`, `api`, or nothing."""
    parts = request.path_info.strip("/").split("/")
    if parts[0] == "api":
        return "search" if parts[-1] in {"search", "alike"} else "api"
    return "search" if parts[1:2] == ["library"] and request.GET.get("q") else ""


def address_of(request: HttpRequest, proxies: int) -> str:
    """Who asks: of IPv6 the network of 64 bits, which is one household; behind proxies what the outermost saw."""
    seen = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",") if one.strip()]
    given = seen[-proxies] if 0 < proxies <= len(seen) else request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(given)
    except ValueError:
        return given[:60]
    return str(address) if address.version == 4 else str(ipaddress.ip_network((int(address), 64), strict=False))


def _refused(request: HttpRequest, wait: float) -> HttpResponse:
    pages = not request.path_info.startswith("/api/")
    refused = render(request, "api/limited.html", status=429) if pages else problem(429, STATUSES[429])
    refused.headers["Retry-After"] = str(int(wait) + 1)
    refused.headers["Cache-Control"] = "no-store"
    return refused
