"""The choice to count unconfirmed statements, and the addresses that preserve or change it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest

CONFIDENCE_PARAMETER, EVERY_CONFIDENCE = "confidence", "all"
"""Query parameter, and its value, that count statements and names that are not confirmed too."""

_WITH_UNCONFIRMED: ContextVar[bool] = ContextVar("_with_unconfirmed", default=False)


@contextmanager
def use_confidence(*, with_unconfirmed: bool) -> Iterator[None]:
    """Handle a request with or without unconfirmed statements."""
    token = _WITH_UNCONFIRMED.set(with_unconfirmed)
    try:
        yield
    finally:
        _WITH_UNCONFIRMED.reset(token)


def get_confidence_params() -> tuple[tuple[str, str], ...]:
    """Return the parameter that addresses need in order to include unconfirmed statements."""
    return ((CONFIDENCE_PARAMETER, EVERY_CONFIDENCE),) if _WITH_UNCONFIRMED.get() else ()


def is_with_unconfirmed(request: HttpRequest) -> bool:
    """Return whether a request also includes unconfirmed statements."""
    return request.GET.get(CONFIDENCE_PARAMETER) == EVERY_CONFIDENCE


def build_confidence_address(request: HttpRequest, *, with_unconfirmed: bool) -> str:
    """Return the address of the same page with or without unconfirmed statements."""
    query = request.GET.copy()
    query.pop("page", None)
    query.pop(CONFIDENCE_PARAMETER, None)
    if with_unconfirmed:
        query[CONFIDENCE_PARAMETER] = EVERY_CONFIDENCE
    return f"{request.path}?{query.urlencode()}" if query else request.path
