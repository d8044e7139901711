"""Small tables that spare work, as JSON: lost or damaged ones cost time and nothing else."""

import contextlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

type Marks = list[int | str | None]


def recalled(path: Path, length: int) -> dict[str, Marks]:
    """Read a table whose rows have so many marks; empty where it is missing or damaged."""
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    rows = content.items() if isinstance(content, dict) else ()
    return {name: marks for name, marks in rows if isinstance(marks, list) and len(marks) == length}


def memorised(path: Path, rows: Mapping[str, Marks]) -> None:
    """Write a table, whole or not at all; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        aside.write_text(json.dumps(rows), encoding="ascii")
        aside.replace(path)
    finally:
        with contextlib.suppress(OSError):
            aside.unlink()
