"""The ledger of a library's sources: what was fetched, listed and unpacked when, as JSON lines.

Lines are appended, so that a killed run keeps its work; the last line on a key counts.
"""

import contextlib
import json
import os
import threading
from pathlib import Path
from typing import Any

LEDGER_FILE = "ledger.jsonl"
_MAX_OBSOLETE_LINES = 500
"""Obsolete lines above which the file is rewritten."""


class Ledger:
    """Facts by kind (`fetched`, `listing`, `archive`, `source`) and key; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Read the file; a line that a killed run left unfinished is ignored. Raises OSError."""
        self._path = path
        self._facts: dict[tuple[str, str], dict[str, Any]] = {}
        self._writing = threading.Lock()
        self._lines = 0
        self._torn = False
        self._load_records()

    def get(self, record_kind: str, key: str) -> dict[str, Any] | None:
        """Return the facts about a key, or None."""
        return self._facts.get((record_kind, key))

    def put(self, record_kind: str, key: str, facts: dict[str, Any]) -> None:
        """Record facts about a key at once, instead of earlier ones; raises OSError."""
        with self._writing:
            if self._facts.get((record_kind, key)) == facts:
                return
            self._facts[record_kind, key] = facts
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="ascii") as file:
                file.write(("\n" if self._torn else "") + _format_line(record_kind, key, facts))
            self._torn = False
            self._lines += 1

    def compact(self) -> None:
        """Rewrite the file without obsolete lines if there are many; raises OSError."""
        if self._lines - len(self._facts) <= _MAX_OBSOLETE_LINES:
            return
        aside = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        try:
            with aside.open("w", encoding="ascii") as file:
                file.writelines(_format_line(kind, key, facts) for (kind, key), facts in self._facts.items())
            aside.replace(self._path)
        finally:
            with contextlib.suppress(OSError):
                aside.unlink(missing_ok=True)
        self._lines = len(self._facts)

    def _load_records(self) -> None:
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return
        self._torn = bool(content) and not content.endswith(b"\n")
        for line in content.splitlines():
            self._lines += 1
            with contextlib.suppress(ValueError, KeyError, TypeError):
                row = json.loads(line)
                self._facts[str(row["kind"]), str(row["key"])] = dict(row["facts"])


def _format_line(record_kind: str, key: str, facts: dict[str, Any]) -> str:
    return json.dumps({"kind": record_kind, "key": key, "facts": facts}) + "\n"
