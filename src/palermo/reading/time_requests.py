"""How a reader at slow work asks for time: the sandbox listens; read without one, it asks nobody."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_listener: ContextVar[Callable[[float], None] | None] = ContextVar("listener", default=None)


def request_time(seconds: float) -> None:
    """Say that work goes on, and that its next part may take so many seconds from now."""
    if listener := _listener.get():
        listener(seconds)


@contextmanager
def use_listener(listener: Callable[[float], None]) -> Iterator[None]:
    """Give what is asked to this listener."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
