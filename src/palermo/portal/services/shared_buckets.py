"""Token buckets in a small SQLite file, so that all serving processes of a machine count together."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

LOCK_TIMEOUT_S: Final = 0.25
"""Time to wait for another process; a request that waits longer passes."""
EXPIRY_S: Final = 120.0
"""Age of a bucket after which it is full again and is removed."""
CLEANUP_INTERVAL_S: Final = 60.0


class SharedRateLimiter:
    """Counts requests of a client address over all processes.

    A client may send a burst of one minute's requests; the bucket refills evenly. Addresses of readers are only in
    this file, for two minutes at most. If the file cannot be used, all requests pass.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self._path = path
        self._clock = clock
        self._cleaned_at = 0.0

    def acquire(self, scope: str, address: str, requests_per_minute: int) -> float:
        """Count one request; return 0.0 if it may pass, else the seconds to wait."""
        now, interval_s = self._clock(), 60 / requests_per_minute
        try:
            with closing(self._connect()) as connection, connection:
                connection.execute("BEGIN IMMEDIATE")
                self._remove_expired(connection, now)
                query = "SELECT tokens, updated_at FROM buckets WHERE scope = ? AND address = ?"
                row = connection.execute(query, (scope, address)).fetchone()
                full = float(requests_per_minute)
                tokens = min(full, row[0] + max(0.0, now - row[1]) / interval_s) if row else full
                wait = 0.0 if tokens >= 1 else (1 - tokens) * interval_s
                values = (scope, address, tokens if wait else tokens - 1, now)
                connection.execute("INSERT OR REPLACE INTO buckets VALUES (?, ?, ?, ?)", values)
                return wait
        except (sqlite3.Error, OSError):
            return 0.0

    def _connect(self) -> sqlite3.Connection:
        """Open the file, and create its table if it is new; raises OSError, sqlite3.Error."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._path, timeout=LOCK_TIMEOUT_S, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=OFF")  # a lost count after a power failure harms nobody
            connection.execute(
                "CREATE TABLE IF NOT EXISTS buckets "
                "(scope TEXT, address TEXT, tokens REAL, updated_at REAL, PRIMARY KEY (scope, address))"
            )
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _remove_expired(self, connection: sqlite3.Connection, now: float) -> None:
        if now - self._cleaned_at > CLEANUP_INTERVAL_S:
            self._cleaned_at = now
            connection.execute("DELETE FROM buckets WHERE updated_at < ?", (now - EXPIRY_S,))
