"""Rate limits: how many requests a minute the portal and its API answer to one address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimit:
    """A limit for some requests."""

    scope: str
    """Its name; PALERMO_LIMIT_<SCOPE> replaces its default."""
    requests_per_minute: int
    """Its default; 0 for no limit."""
    applies: Callable[[HttpRequest], bool]
    """Whether it counts a request."""


def _is_search(request: HttpRequest) -> bool:
    """Return True for searches of the API and of pages; suggestions only search names, and are cheap."""
    parts = _split_path(request)
    if parts[0] == "api":
        return parts[-1] in {"search", "alike"}
    return (parts[1:2] == ["library"] or parts[1:] == ["search"]) and bool(request.GET.get("q"))


def _is_mistake_report(request: HttpRequest) -> bool:
    """Return True for the public form by which readers report a mistake."""
    return request.method == "POST" and _split_path(request)[1:] == ["review", "report"]


def _is_api_request(request: HttpRequest) -> bool:
    """Return True for requests of the API and of the harvesting protocol."""
    return _split_path(request)[0] in {"api", "oai"}


def _split_path(request: HttpRequest) -> list[str]:
    return request.path_info.strip("/").split("/")


RATE_LIMITS = (
    RateLimit(scope="report", requests_per_minute=6, applies=_is_mistake_report),
    RateLimit(scope="search", requests_per_minute=300, applies=_is_search),
    RateLimit(scope="api", requests_per_minute=600, applies=_is_api_request),
)
"""A request is counted by the first of them that applies."""


def get_scope(request: HttpRequest) -> str:
    """Return the scope of the limit that counts a request, or an empty string."""
    return next((limit.scope for limit in RATE_LIMITS if limit.applies(request)), "")


def build_limits(changed: Mapping[str, int]) -> dict[str, int]:
    """Return the requests a minute by scope, with those that the environment changes."""
    return {limit.scope: changed.get(limit.scope, limit.requests_per_minute) for limit in RATE_LIMITS}
