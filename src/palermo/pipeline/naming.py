"""A file of names to a file of ids: `palermo resolve`."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from palermo import linking, registry
from palermo.edition.export import write_jsonl
from palermo.errors import RunStopped
from palermo.pipeline.json_lines import json_lines


def resolve_names(source: Path, output: Path) -> tuple[int, int]:
    """Resolve the names of a file of JSON lines, `{"name": ...}`; gives how many names and organisations there are.

    Writes one line for each, in their order: name, id, score, why. Raises SourceMissing for a file that is not there,
    and RunStopped for a line that holds no name, and for an output that cannot be written.
    """
    names = list(_names(source))
    found = linking.resolve(names, registry.load())
    try:
        write_jsonl((asdict(answer) for answer in found), output)
    except OSError as error:
        raise RunStopped(str(output), f"it cannot be written ({error.strerror})", "Name another file") from error
    return len(names), len({answer.id for answer in found})


def _names(source: Path) -> Iterator[str]:
    for number, line in json_lines(source):
        yield _name(line, f"{source}, line {number}")


def _name(line: str, place: str) -> str:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise RunStopped(place, f"it is no JSON ({error})", "Write one object a line") from error
    name = row.get("name") if isinstance(row, dict) else None
    if not isinstance(name, str) or not name.strip():
        raise RunStopped(place, "it holds no name", 'Write `{"name": "..."}`')
    return name
