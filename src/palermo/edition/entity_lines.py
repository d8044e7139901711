"""Statements by entities as JSON lines, of the library and as frozen in an edition.

The file of the library is only appended to. An edition holds the lines of its time in a folder of its own, and its
manifest their hash, so that they are an input of the edition like documents and decisions.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from palermo.edition.files import open_atomic
from palermo.edition.library import Library
from palermo.grouping import group_items

ENTITY_LINES_FILE = Path("entity-desk", "statements.jsonl")
"""Path in the library, and in the folder of an edition."""
ENTITY_LINES_VERSION = "entity-statements"
"""Key of a manifest's versions for the hash of the lines; missing where entities stated nothing."""


def read_entity_lines(folder: Path) -> bytes:
    """Return the complete lines of a library's or edition's folder, without one being written."""
    try:
        content = (folder / ENTITY_LINES_FILE).read_bytes()
    except FileNotFoundError:
        return b""
    return content[: content.rfind(b"\n") + 1]


def build_entity_lines_version(lines: bytes) -> dict[str, str]:
    """Return the entry of a manifest's versions for these lines."""
    return {ENTITY_LINES_VERSION: hashlib.sha256(lines).hexdigest()[:16]} if lines else {}


def freeze_entity_lines(edition_folder: Path, lines: bytes) -> None:
    """Write the lines into the folder of an edition; raises OSError."""
    path = edition_folder / ENTITY_LINES_FILE
    if lines and read_entity_lines(edition_folder) != lines:
        path.parent.mkdir(exist_ok=True)
        with open_atomic(path) as file:
            file.write(lines)


def list_current_rows(lines: bytes) -> list[dict[str, Any]]:
    """Return what entities state now, oldest first: of each subject the newest line, until a line withdraws it."""
    current: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in _parse_lines(lines):
        is_withdrawn = row.pop("withdrawn", False)
        key = (row["entity"], row["kind"], row["subject"] or json.dumps(row["content"], sort_keys=True))
        previous = current.pop(key, None)
        if not is_withdrawn:
            current[key] = row
        elif previous and previous["content"] != row["content"]:
            current[key] = previous  # a newer statement took the place of the one that is withdrawn
    return list(current.values())


def group_own_answers(folder: Path) -> dict[str, list[str]]:
    """Return how addressees answer recommendations themselves (`done` and so on), by id of the recommendation.

    `folder` is that of a library or an edition, as `View.entity_folder` has it.
    """
    answers = [row for row in list_current_rows(read_entity_lines(folder)) if row["kind"] == "answer"]
    return {
        id: list(dict.fromkeys(str(row["content"].get("answer", "")) for row in rows))
        for id, rows in group_items(answers, lambda row: str(row["subject"])).items()
    }


def list_frozen_statements(library: Library, edition_id: str) -> list[dict[str, Any]]:
    """Return what entities stated as of an edition, oldest first, without broken lines."""
    return list(_parse_lines(read_entity_lines(library.get_edition_folder(edition_id))))


def _parse_lines(lines: bytes) -> Iterator[dict[str, Any]]:
    for line in lines.splitlines():
        try:
            row = json.loads(line)
        except ValueError:  # a line that a killed process left unfinished
            continue
        if isinstance(row, dict):
            yield row
