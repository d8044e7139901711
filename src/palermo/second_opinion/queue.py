"""The review queue of a library: second opinions as JSON lines in an append-only file."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from palermo.durable_files import append_lines
from palermo.second_opinion.answers import Verdict

OPINION_FIELDS: Final = (
    "statement",
    "document",
    "passage",
    "opinion",
    "kind",
    "actors",
    "addressees",
    "partners",
    "quotes",
    "model",
    "date",
    "key",
)
"""Fields of a line, in order."""


class OpinionQueue:
    """Opinions that wait for review, in a file; creating the object does not access the disk."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read_rows(self) -> Iterator[dict[str, Any]]:
        """Return all opinions, oldest first; an unfinished line of a killed process is skipped."""
        for line in self._read_lines():
            try:
                row = json.loads(line)
            except ValueError:
                continue
            if isinstance(row, dict) and _is_opinion(row):
                yield {field: row[field] for field in OPINION_FIELDS}

    def count_by_verdict(self) -> dict[str, int]:
        """Return the number of waiting opinions by verdict; empty if there is no queue."""
        return dict(Counter(row["opinion"] for row in self.read_rows()))

    def select_new_rows(self, rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Return the distinct rows that are not in the queue yet."""
        stored_lines = set(self._read_lines())
        absent = {line: row for row in rows if (line := _encode_row(row)) not in stored_lines}
        return list(absent.values())

    def append(self, rows: Iterable[Mapping[str, Any]]) -> int:
        """Append the rows that are not in the queue yet, and return their number; raises OSError.

        Only one process may call this at a time: the caller holds the library's lock.
        """
        lines = [_encode_row(row) for row in self.select_new_rows(rows)]
        append_lines(self._path, lines)
        return len(lines)

    def _read_lines(self) -> list[bytes]:
        try:
            return self._path.read_bytes().split(b"\n")
        except (FileNotFoundError, NotADirectoryError):
            return []


def _is_opinion(row: Mapping[str, Any]) -> bool:
    """Return whether a line has all fields, and valid verdict, document and passage."""
    if not set(OPINION_FIELDS) <= row.keys() or row["opinion"] not in list(Verdict):
        return False
    return isinstance(row["document"], str) and isinstance(row["passage"], str)


def _encode_row(row: Mapping[str, Any]) -> bytes:
    return json.dumps({field: row[field] for field in OPINION_FIELDS}, ensure_ascii=False).encode("utf-8")
