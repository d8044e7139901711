"""Labelled recommendations from a file of JSON lines, each line checked."""

import json
from pathlib import Path
from typing import Any

from palermo.errors import LabelsInvalid, SourceMissing

NEEDED = {"document": str, "text": str, "addressee": str, "recommenders": list}


def labelled_rows(path: Path) -> list[dict[str, Any]]:
    """Read labelled rows; raises SourceMissing, or LabelsInvalid naming the line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise SourceMissing(str(path), f"it cannot be read ({error.strerror})", "Name a file of JSON lines") from error
    except UnicodeDecodeError as error:
        raise LabelsInvalid(str(path), f"byte {error.start} is not UTF-8", "Save it as UTF-8") from error
    rows = [_row(path, number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if not rows:
        raise LabelsInvalid(str(path), "it holds no labelled recommendation", "Write one JSON object a line")
    return rows


def _row(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        row: dict[str, Any] = json.loads(line)
    except ValueError as error:
        raise LabelsInvalid(f"{path}, line {number}", "it is not JSON", "Write one JSON object a line") from error
    for name, kind in NEEDED.items():
        if not isinstance(row, dict) or not isinstance(row.get(name), kind):
            reason = f"it has no {name} that is a {'text' if kind is str else 'list'}"
            raise LabelsInvalid(f"{path}, line {number}", reason, "See docs/extraction.md for the fields")
    return row
