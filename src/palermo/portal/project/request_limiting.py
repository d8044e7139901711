"""Middleware that refuses requests above the rate limits of their address, and delays concurrent searches.

The limits are in `rate_limits.py`. Requests are counted in a file that all processes of a machine share. For several
machines, set limits in the server in front of them.
"""

from collections.abc import Callable
from threading import BoundedSemaphore

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import render

from palermo.portal.api.problems import STATUS_DESCRIPTIONS, build_problem
from palermo.portal.project.rate_limits import get_scope
from palermo.portal.services.access import get_client_address
from palermo.portal.services.shared_buckets import SharedRateLimiter

MAX_CONCURRENT_SEARCHES = 4
"""Searches that are answered at the same time: each needs Python nearly all along, so that many at once delay each
other by more than their turns would."""

type GetResponse = Callable[[HttpRequest], HttpResponseBase]


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
