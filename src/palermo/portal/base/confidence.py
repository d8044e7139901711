"""The choice to count statements that are not confirmed, and the addresses that keep or change it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest

CONFIDENCE_PARAMETER, EVERY_CONFIDENCE = "confidence", "all"
"""Query parameter, and its value, that count statements and names that are not confirmed too."""

_WITH_UNCONFIRMED: ContextVar[bool] = ContextVar("_with_unconfirmed", default=False)


@contextmanager
def use_confidence(*, with_unconfirmed: bool) -> Iterator[None]:
    """Answer a request with statements that are not confirmed, or without them."""
    token = _WITH_UNCONFIRMED.set(with_unconfirmed)
    try:
        yield
    finally:
        _WITH_UNCONFIRMED.reset(token)


def get_confidence_params() -> tuple[tuple[str, str], ...]:
    """Return the parameter that addresses need to stay with what is not confirmed."""
    return ((CONFIDENCE_PARAMETER, EVERY_CONFIDENCE),) if _WITH_UNCONFIRMED.get() else ()


def is_with_unconfirmed(request: HttpRequest) -> bool:
    """Return whether a request asks for statements that are not confirmed too."""
    return request.GET.get(CONFIDENCE_PARAMETER) == EVERY_CONFIDENCE


def build_confidence_address(request: HttpRequest, *, with_unconfirmed: bool) -> str:
    """Return the address of the same page with statements that are not confirmed, or without them."""
    query = request.GET.copy()
    query.pop("page", None)
    query.pop(CONFIDENCE_PARAMETER, None)
    if with_unconfirmed:
        query[CONFIDENCE_PARAMETER] = EVERY_CONFIDENCE
    return f"{request.path}?{query.urlencode()}" if query else request.path
