"""The log of a build, as JSON lines: its start, each document, its end."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any

from palermo.pipeline.document_processing import Outcome

_encode_json = json.JSONEncoder(ensure_ascii=False).encode


class RunLog:
    """The log file of one build, written line by line, so that a killed build leaves its log."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write_event(self, event: str, **facts: object) -> None:
        """Write an event; raises OSError."""
        self._file.write(_encode_json({"event": event, **facts}) + "\n")
        if facts.get("status") != "cached":  # events of cached documents are flushed with the next one
            self._file.flush()

    def write_document(self, outcome: Outcome, duplicates: tuple[str, ...]) -> None:
        """Write the outcome of a document; raises OSError."""
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
            tried = outcome.seconds > 0  # a lasting failure is reported again without a retry
            facts |= {"error": failure.error, "reason": failure.reason, "hint": failure.hint, "tried": tried}
        self.write_event("document", **facts)


@contextmanager
def open_run_log(folder: Path, now: datetime) -> Iterator[RunLog]:
    """Open the log of a build that starts now; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{now.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}.jsonl").open("x", encoding="utf-8") as file:
        yield RunLog(file)


def load_last_run(folder: Path) -> dict[str, Any] | None:
    """Return when the newest build started and how it ended; None if there was none."""
    return next(iter(list_recent_runs(folder, 1)), None)


def list_recent_runs(folder: Path, limit: int) -> list[dict[str, Any]]:
    """Return when the newest builds started and how they ended, newest first."""
    summaries = (_summarise_events(_read_events(path)) for path in sorted(folder.glob("*.jsonl"), reverse=True))
    return list(islice((summary for summary in summaries if summary), limit))


def _summarise_events(events: list[dict[str, Any]]) -> dict[str, Any] | None:
    if not events:
        return None
    last_event = events[-1] if events[-1].get("event") in {"end", "stopped"} else {"event": "unfinished"}
    documents = len(events) - 1 - ("when" in last_event)
    return {"started": events[0].get("when"), "documents": documents, **last_event}


def _read_events(path: Path) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = []
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            try:
                events.append(json.loads(line))
            except ValueError:
                break
    return events
