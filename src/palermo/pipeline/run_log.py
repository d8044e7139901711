"""What a build did, one JSON object a line: its start, each document, its end."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from palermo.pipeline.document_processing import Outcome

_encode_json = json.JSONEncoder(ensure_ascii=False).encode


class RunLog:
    """A file of one build, written line by line, so that a killed build has told what it did until then."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write_event(self, event: str, **facts: object) -> None:
        """Write a line; raises OSError."""
        self._file.write(_encode_json({"event": event, **facts}) + "\n")
        if facts.get("status") != "cached":  # what was known before is told with the next line, or at the end
            self._file.flush()

    def write_document(self, outcome: Outcome, duplicates: tuple[str, ...]) -> None:
        """Write what became of a document; raises OSError."""
        size, failure = outcome.size, outcome.failure
        facts: dict[str, object] = {
            "source": outcome.source,
            "id": outcome.document or None,
            "status": outcome.status,
            "seconds": round(outcome.seconds, 3),
        }
        if duplicates:
            facts["also"] = list(duplicates)
        if size:
            facts |= {"pages": size.pages, "passages": size.passages, "statements": size.statements}
        if outcome.withheld:
            facts["withheld"] = outcome.withheld
        if failure:
            tried = outcome.seconds > 0  # a lasting failure is told again without another try
            facts |= {"error": failure.error, "reason": failure.reason, "mend": failure.fix, "tried": tried}
        self.write_event("document", **facts)


@contextmanager
def open_run_log(folder: Path, now: datetime) -> Iterator[RunLog]:
    """Open the log of a build that starts now; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{now.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}.jsonl").open("x", encoding="utf-8") as file:
        yield RunLog(file)


def load_last_run(folder: Path) -> dict[str, Any] | None:
    """Give when the newest build started and how it ended; None where none ran."""
    for path in sorted(folder.glob("*.jsonl"), reverse=True):
        lines = _read_events(path)
        if lines:
            ended = lines[-1] if lines[-1].get("event") in {"end", "stopped"} else {"event": "unfinished"}
            return {"started": lines[0].get("when"), "documents": len(lines) - 1 - ("when" in ended), **ended}
    return None


def _read_events(path: Path) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = []
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            try:
                lines.append(json.loads(line))
            except ValueError:
                break
    return lines
