"""Requests for more time, sent by slow handlers to the sandbox's parent process."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_listener: ContextVar[Callable[[float], None] | None] = ContextVar("listener", default=None)


def request_time(seconds: float) -> None:
    """Request that the next part of the work may take `seconds` from now; does nothing outside a sandbox."""
    if listener := _listener.get():
        listener(seconds)


@contextmanager
def use_listener(listener: Callable[[float], None]) -> Iterator[None]:
    """Pass the requests for time made in this context to `listener`."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
