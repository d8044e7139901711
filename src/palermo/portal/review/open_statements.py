"""Statements that reviewers have open now, so that a queue gives each reviewer a different one."""

import time
from collections.abc import Iterable
from threading import Lock

OPEN_FOR_S = 180.0
"""Seconds for which an opened statement is left to its reviewer."""


class OpenStatements:
    """The statements that each reviewer has open.

    They are only in memory, because losing them does no harm. The object is thread-safe.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._opened: dict[str, tuple[str, float]] = {}

    def add(self, statement: str, reviewer: str) -> None:
        """Record that a reviewer opened a statement; it replaces the previous one."""
        with self._lock:
            self._remove_old(reviewer)
            self._opened.setdefault(statement, (reviewer, time.monotonic()))

    def open_first(self, statements: Iterable[str], reviewer: str) -> str | None:
        """Open the first of these statements that no other reviewer has open.

        If other reviewers have all of them open, open the first.
        """
        with self._lock:
            self._remove_old(reviewer)
            first = None
            for id in statements:
                first = first or id
                if id not in self._opened:
                    self._opened[id] = (reviewer, time.monotonic())
                    return id
            return first

    def _remove_old(self, reviewer: str) -> None:
        now = time.monotonic()
        self._opened = {
            id: (opener, since)
            for id, (opener, since) in self._opened.items()
            if opener != reviewer and now - since < OPEN_FOR_S
        }


OPEN_STATEMENTS = OpenStatements()
