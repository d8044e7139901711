"""Statements of entities about themselves: accepted lines in the library, read by the public pages.

The file is only appended to; the newest line of a subject is valid. Pages show its content, so its time is part of the
token by which they are cached.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings

from palermo.edition import ENTITY_LINES_FILE
from palermo.portal.services.entity_statement_labels import StatementLabels

_LOCK = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityStatement(StatementLabels):
    """One statement of an entity."""

    entity: str
    kind: str
    subject: str
    content: Mapping[str, Any]
    date: str
    """ISO date of its acceptance."""


def append_entity_statement(statement: EntityStatement) -> None:
    """Append a line to the library, flushed to disk; raises OSError."""
    path = _get_path()
    line: dict[str, Any] = {"entity": statement.entity, "kind": statement.kind, "subject": statement.subject}
    line |= {"content": dict(statement.content), "date": statement.date, "source": "stated by the entity"}
    with _LOCK:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())


def list_entity_statements(entity: str) -> Sequence[EntityStatement]:
    """Return the current statements of an entity, newest first."""
    return _read_statements(_get_path(), get_statements_token()).get(entity, ())


def get_statements_token() -> str:
    """Return the time and size of the file, or an empty string if there is none."""
    try:
        file_stat = _get_path().stat()
    except OSError:
        return ""
    return f"{file_stat.st_mtime_ns:x}.{file_stat.st_size:x}"


def _get_path() -> Path:
    return Path(settings.PALERMO_LIBRARY) / ENTITY_LINES_FILE


@lru_cache(maxsize=2)
def _read_statements(path: Path, token: str) -> Mapping[str, Sequence[EntityStatement]]:
    current: dict[tuple[str, str, str], EntityStatement] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if token else ():
        try:
            row = json.loads(line)
        except ValueError:  # a line that a killed process left unfinished
            continue
        row.pop("source", None)
        statement = EntityStatement(**row)
        key = (statement.entity, statement.kind, statement.subject or line)
        current.pop(key, None)
        current[key] = statement
    entities: dict[str, list[EntityStatement]] = {}
    for statement in reversed(current.values()):
        entities.setdefault(statement.entity, []).append(statement)
    return entities
