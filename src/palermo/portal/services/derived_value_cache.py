"""Values that are derived from an edition, each computed once."""

from collections.abc import Callable
from threading import Lock
from typing import Any


class DerivedValueCache:
    """Values that are computed once for an edition, when first needed: figures, charts, comparisons."""

    def __init__(self) -> None:
        self._values: dict[str, tuple[str, Any]] = {}
        self._locks: dict[str, Lock] = {}
        self._lock = Lock()

    def get_or_compute[T](self, name: str, compute: Callable[[], T], version: str = "") -> T:
        """Return the value with this name, computed by one thread while others wait.

        It is computed again for another version. None is not cached, because the value may exist later.
        """
        with self._lock:
            lock = self._locks.setdefault(name, Lock())
        with lock:
            cached = self._values.get(name)
            if cached is None or cached[0] != version:
                cached = (version, compute())
                if cached[1] is not None:
                    self._values[name] = cached
            value: T = cached[1]
            return value
