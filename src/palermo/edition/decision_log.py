"""Append-only log of review decisions, as JSON lines in `decisions/` of the library.

Each line is a decision with its number `seq`, which orders the decisions of all files. A file lock serialises writers
in all threads and processes; a decision is flushed to disk before the call returns.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import RLock
from typing import Any

from palermo.durable_files import append_lines
from palermo.edition.files import lock_file
from palermo.errors import DecisionConflict
from palermo.review import Decision, ReviewState, derive_review_state, parse_decision

LOCK_FILE = ".lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDecision:
    """A decision with its number in the log."""

    seq: int
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFault:
    """A line of the log that is no decision, for example one left unfinished by a killed process."""

    file: str
    line: int
    reason: str


@dataclass(slots=True)
class _ReadFile:
    """How much of a file has been read."""

    inode: int
    size: int = 0
    lines: int = 0


class DecisionLog:
    """The decisions of a library; thread-safe. Creating the object does not access the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = RLock()
        self._files: dict[str, _ReadFile] = {}
        self._stored: dict[str, StoredDecision] = {}
        self._ordered: list[StoredDecision] = []
        self._by_statement: dict[str, list[Decision]] = {}
        self._states: dict[str, ReviewState] = {}
        self._outdated: set[str] = set()
        """Statements with decisions that `_states` does not have yet."""
        self._faults: list[LogFault] = []
        self._last_seq = 0

    def read(self) -> list[StoredDecision]:
        """Return all decisions in the order in which they were stored."""
        with self._lock:
            self._update_index()
            return list(self._ordered)

    def list_decisions(self, statement: str) -> list[Decision]:
        """Return the decisions on one statement, oldest first."""
        with self._lock:
            self._update_index()
            return list(self._by_statement.get(statement, ()))

    def list_states(self) -> Mapping[str, ReviewState]:
        """Return the states of all statements with decisions; only those with new decisions are derived."""
        with self._lock:
            self._update_index()
            if self._outdated:
                fresh = {id: derive_review_state(self._by_statement[id]) for id in self._outdated}
                self._states, self._outdated = {**self._states, **fresh}, set()
            return self._states

    def find_decision(self, decision_id: str) -> Decision | None:
        """Return the decision with this id, or None."""
        with self._lock:
            self._update_index()
            stored_decision = self._stored.get(decision_id)
            return stored_decision.decision if stored_decision else None

    @property
    def last_seq(self) -> int:
        """Number of the newest decision; 0 if there is none."""
        with self._lock:
            self._update_index()
            return self._last_seq

    def list_faults(self) -> list[LogFault]:
        """Return the lines that are no decisions; an unfinished last line may still be in progress."""
        with self._lock:
            self._update_index()
            return [*self._faults, *self._find_unfinished_lines()]

    def append(
        self, decisions: Sequence[Decision], *, expected: Mapping[str, str | None] | None = None
    ) -> list[Decision]:
        """Store the decisions that are not stored yet, and return them; raises OSError.

        `expected` has, by statement, the id of the last decision that the reviewer saw. Raises DecisionConflict, and
        stores nothing, if another decision was stored since.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._lock, lock_file(self._folder / LOCK_FILE):
            self._update_index()
            fresh = {decision.id: decision for decision in decisions if decision.id not in self._stored}
            if fresh:
                self._check_expected(expected or {})
                self._write_lines(list(fresh.values()))
                self._update_index()
            return list(fresh.values())

    def _check_expected(self, expected: Mapping[str, str | None]) -> None:
        for statement, seen in expected.items():
            decisions = self._by_statement.get(statement, ())
            last = decisions[-1].id if decisions else None
            if last != seen:
                raise DecisionConflict(
                    f"statement {statement}",
                    "another reviewer decided on it meanwhile",
                    "Look at both decisions, and choose",
                )

    def _write_lines(self, decisions: Sequence[Decision]) -> None:
        path = self._folder / f"{datetime.now(UTC):%Y-%m}.jsonl"
        rows = [{"seq": self._last_seq + number} | decision.to_row() for number, decision in enumerate(decisions, 1)]
        append_lines(path, (json.dumps(row, ensure_ascii=False).encode() for row in rows))

    def _list_files(self) -> list[Path]:
        return sorted(self._folder.glob("*.jsonl")) if self._folder.is_dir() else []

    def _update_index(self) -> None:
        """Read the lines added since the last read; read everything again if a file was replaced."""
        paths = self._list_files()
        stats = {path.name: path.stat() for path in paths}
        if any(
            name not in stats or stats[name].st_ino != known.inode or stats[name].st_size < known.size
            for name, known in self._files.items()
        ):
            self._files, self._stored, self._by_statement = {}, {}, {}
            self._ordered, self._states, self._outdated = [], {}, set()
            self._faults, self._last_seq = [], 0
        new_rows = [row for path in paths for row in self._read_new_rows(path, stats[path.name])]
        for seq, decision in sorted(new_rows, key=lambda item: item[0]):
            self._last_seq = max(self._last_seq, seq)
            if decision.id not in self._stored:
                stored = StoredDecision(seq=seq, decision=decision)
                self._stored[decision.id] = stored
                self._ordered.append(stored)
                self._by_statement.setdefault(decision.statement, []).append(decision)
                self._outdated.add(decision.statement)

    def _read_new_rows(self, path: Path, stat: os.stat_result) -> Iterator[tuple[int, Decision]]:
        known = self._files.setdefault(path.name, _ReadFile(inode=stat.st_ino))
        if known.size == stat.st_size:
            return
        with path.open("rb") as file:
            file.seek(known.size)
            content = file.read(stat.st_size - known.size)
        complete_lines = content[: content.rfind(b"\n") + 1]
        known.size += len(complete_lines)
        for line in complete_lines.splitlines():
            known.lines += 1
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                decision = parse_decision(row)
                yield _parse_seq(row), decision
            except (ValueError, RecursionError) as error:
                reason = f"it is not a valid decision ({str(error)[:200]})"
                self._faults.append(LogFault(file=path.name, line=known.lines, reason=reason))

    def _find_unfinished_lines(self) -> Iterator[LogFault]:
        for path in self._list_files():
            known = self._files.get(path.name)
            if known and path.stat().st_size > known.size:
                reason = "it is unfinished: the process that wrote it was stopped"
                yield LogFault(file=path.name, line=known.lines + 1, reason=reason)


@lru_cache(maxsize=8)
def open_decision_log(folder: Path) -> DecisionLog:
    """Return the decision log of a folder; there is one instance per process."""
    return DecisionLog(folder)


def _parse_seq(row: Any) -> int:
    seq = row.get("seq")
    if not isinstance(seq, int) or seq < 1:
        raise ValueError(f"its number is {seq!r}")
    return seq
