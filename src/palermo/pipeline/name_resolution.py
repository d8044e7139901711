"""A file of names to a file of ids: `palermo resolve`."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from palermo import linking, registry
from palermo.errors import RunStopped
from palermo.pipeline.json_lines import read_json_lines
from palermo.publishing.records import write_jsonl


def resolve_names(source: Path, output: Path) -> tuple[int, int]:
    """Resolve the names of a file of JSON lines, `{"name": ...}`; gives how many names and organisations there are.

    Writes one line for each, in their order: name, id, score, why. Raises SourceMissing for a file that is not there,
    and RunStopped for a line that holds no name, and for an output that cannot be written.
    """
    names = list(_read_names(source))
    found = linking.resolve_names(names, registry.load_registry())
    try:
        write_jsonl((asdict(answer) for answer in found), output)
    except OSError as error:
        raise RunStopped(str(output), f"it cannot be written ({error.strerror})", "Name another file") from error
    return len(names), len({answer.id for answer in found})


def _read_names(source: Path) -> Iterator[str]:
    for number, line in read_json_lines(source):
        yield _parse_name(line, f"{source}, line {number}")


def _parse_name(json_line: str, location: str) -> str:
    try:
        row = json.loads(json_line)
    except ValueError as error:
        raise RunStopped(location, f"it is no JSON ({error})", "Write one object a line") from error
    name = row.get("name") if isinstance(row, dict) else None
    if not isinstance(name, str) or not name.strip():
        raise RunStopped(location, "it holds no name", 'Write `{"name": "..."}`')
    return name
