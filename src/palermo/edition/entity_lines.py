"""Statements by entities as JSON lines, of the library and as frozen in an edition.

The file of the library is only appended to. An edition holds the lines of its time in a folder of its own, and its
manifest their hash, so that they are an input of the edition like documents and decisions.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from palermo.edition.files import open_atomic
from palermo.edition.library import Library

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


def list_frozen_statements(library: Library, edition_id: str) -> list[dict[str, Any]]:
    """Return what entities stated as of an edition, oldest first, without broken lines."""
    statements = []
    for line in read_entity_lines(library.get_edition_folder(edition_id)).splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict):
            statements.append(row)
    return statements
