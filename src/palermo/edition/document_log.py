"""Append-only log of decisions on documents, as JSON lines in `decisions/documents/` of the library."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from palermo.durable_files import append_lines
from palermo.edition.decision_log import LogFault
from palermo.edition.files import lock_file
from palermo.errors import DecisionConflict
from palermo.review import DocumentDecision, parse_document_decision

LOCK_FILE: Final = ".lock"
LOG_FILE: Final = "decisions.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLogContent:
    """The decisions of a log in the order in which they were stored, and its lines that are none."""

    decisions: tuple[DocumentDecision, ...] = ()
    faults: tuple[LogFault, ...] = ()


class DocumentDecisionLog:
    """The decisions on the documents of a library; thread-safe. Creating the object does not access the disk."""

    def __init__(self, decisions_folder: Path) -> None:
        self._folder = decisions_folder / "documents"
        self._path = self._folder / LOG_FILE

    def read(self) -> tuple[DocumentDecision, ...]:
        """Return all decisions in the order in which they were stored."""
        return self._load().decisions

    def list_faults(self) -> tuple[LogFault, ...]:
        """Return the lines that are no decisions, for example one left unfinished by a killed process."""
        return self._load().faults

    def list_decisions(self, document: str) -> list[DocumentDecision]:
        """Return the decisions on one document, oldest first."""
        return [decision for decision in self.read() if decision.document == document]

    def append(
        self, decisions: Sequence[DocumentDecision], *, expected: tuple[str, str] | None = None
    ) -> list[DocumentDecision]:
        """Store the decisions that are not stored yet, and return them; raises OSError.

        `expected` has a document and the id of its last decision that the person saw, empty for none. Raises
        DecisionConflict, and stores nothing, if another decision was stored since.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with lock_file(self._folder / LOCK_FILE):
            known = {decision.id for decision in self.read()}
            fresh = list({item.id: item for item in decisions if item.id not in known}.values())
            if fresh:
                self._check_expected(expected)
                append_lines(self._path, (json.dumps(item.to_row(), ensure_ascii=False).encode() for item in fresh))
        return fresh

    def _check_expected(self, expected: tuple[str, str] | None) -> None:
        if expected is None:
            return
        document, seen = expected
        if get_last_decision(self.list_decisions(document)) != seen:
            raise DecisionConflict(
                f"document {document}", "somebody else decided on it meanwhile", "Look at both decisions, and choose"
            )

    def _load(self) -> DocumentLogContent:
        try:
            stat = self._path.stat()
        except FileNotFoundError:
            return DocumentLogContent()
        return _load_content(self._path, stat.st_ino, stat.st_mtime_ns, stat.st_size)


def get_last_decision(decisions: Sequence[DocumentDecision]) -> str:
    """Return the id of the last decision, empty for none."""
    return decisions[-1].id if decisions else ""


@lru_cache(maxsize=8)
def _load_content(path: Path, _inode: int, _time: int, size: int) -> DocumentLogContent:
    """Return the content of a file of this size."""
    faults: list[LogFault] = []
    with path.open("rb") as file:
        decisions = tuple(_parse_lines(path, file.read(size), faults))
    return DocumentLogContent(decisions=decisions, faults=tuple(faults))


def _parse_lines(path: Path, content: bytes, faults: list[LogFault]) -> Iterator[DocumentDecision]:
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            yield parse_document_decision(json.loads(line))
        except (ValueError, RecursionError) as error:
            reason = f"it is not a valid decision ({str(error)[:200]})"
            faults.append(LogFault(file=f"{path.parent.name}/{path.name}", line=number, reason=reason))
