"""Gold labels from a JSON Lines file; their type is determined by the fields of the rows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from palermo.errors import LabelsInvalid, SourceMissing

type GoldRow = Mapping[str, Any]

LABEL_FIELDS: Mapping[str, Mapping[str, type | tuple[type, ...]]] = {
    "recommendations": {"document": str, "text": str, "addressee": str, "recommenders": list},
    "mandates": {"document": str, "entity": str, "printed": str, "symbol": (str, type(None))},
    "statements": {"document": str, "passage_text": str, "statements": list},
    "names": {"name": str, "canonical_id": str},
}
"""Required fields of a row, by type of label."""
_TYPE_NAMES: Mapping[type | tuple[type, ...], str] = {
    str: "a text",
    list: "a list",
    (str, type(None)): "a text or null",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldLabels:
    """Labelled rows of one type."""

    label_type: str
    rows: tuple[GoldRow, ...]


def load_labels(path: Path) -> GoldLabels:
    """Load labelled rows of any type; raises SourceMissing, or LabelsInvalid with the line."""
    rows = _read_rows(path)
    detected_type = next((name for name, needed in LABEL_FIELDS.items() if needed.keys() <= rows[0][1].keys()), None)
    if detected_type is None:
        known = "; ".join(f"{name}: {', '.join(needed)}" for name, needed in LABEL_FIELDS.items())
        reason = f"its fields ({', '.join(map(str, rows[0][1])) or 'none'}) are those of no labels"
        raise LabelsInvalid(f"{path}, line {rows[0][0]}", reason, f"Known fields are {known}")
    for number, row in rows:
        _check_row(row, detected_type, f"{path}, line {number}")
    return GoldLabels(label_type=detected_type, rows=tuple(row for _, row in rows))


def _read_rows(path: Path) -> list[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise SourceMissing(str(path), f"it cannot be read ({error.strerror})", "Name a file of JSON lines") from error
    except UnicodeDecodeError as error:
        raise LabelsInvalid(str(path), f"byte {error.start} is not UTF-8", "Save it as UTF-8") from error
    rows = [(number, _parse_row(path, number, line)) for number, line in enumerate(lines, start=1) if line.strip()]
    if not rows:
        raise LabelsInvalid(str(path), "it contains no labels", "Write one JSON object per line")
    return rows


def _parse_row(path: Path, number: int, json_line: str) -> dict[str, Any]:
    try:
        row = json.loads(json_line)
    except (ValueError, RecursionError) as error:
        raise LabelsInvalid(f"{path}, line {number}", "it is not JSON", "Write one JSON object per line") from error
    if not isinstance(row, dict):
        raise LabelsInvalid(f"{path}, line {number}", "it is not a JSON object", "Write one JSON object per line")
    return row


def _check_row(row: GoldRow, label_type: str, location: str) -> None:
    for name, kind in LABEL_FIELDS[label_type].items():
        if not isinstance(row.get(name, 0), kind):
            raise LabelsInvalid(location, f"it has no {name} that is {_TYPE_NAMES[kind]}", "See docs/extraction.md")
    for labelled in row["statements"] if label_type == "statements" else ():
        if not isinstance(labelled, dict) or not all(isinstance(labelled.get(key), str) for key in ("kind", "quote")):
            raise LabelsInvalid(location, "one of its statements has no kind or no quote", "See docs/extraction.md")
