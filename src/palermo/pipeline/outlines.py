"""Outlines: the part of each reading that identifies its Work, small enough to load for all documents."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from palermo.linking import Sketch, build_sketch
from palermo.reading import ParsedDocument
from palermo.statements import parse_records


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A reading without its passages, and the sketch of its text."""

    reading: ParsedDocument
    sketch: Sketch


def build_outline(reading: ParsedDocument) -> Outline:
    """Return the outline of a reading."""
    return Outline(reading=replace(reading, passages=()), sketch=build_sketch(reading.passages))


def serialize_outline(outline: Outline) -> bytes:
    """Encode an outline as JSON."""
    reading, sketch = asdict(outline.reading), asdict(outline.sketch)
    del reading["passages"]
    sets = {name: sorted(sketch[name]) for name in ("numbers", "figures")}
    return json.dumps({"reading": reading, "sketch": sketch | sets}).encode()


def parse_outline(content: bytes) -> Outline:
    """Decode an outline; raises ValueError, KeyError or TypeError if it is malformed."""
    fields = json.loads(content)
    (outline,) = parse_records(Outline, [fields | {"reading": fields["reading"] | {"passages": ()}}])
    return outline


class OutlineIndex:
    """The outlines of a library's last build in one file, so that thousands of files need not be opened."""

    def __init__(self, path: Path, keys: Iterable[str] = ()) -> None:
        """Read the file and decode the outlines of `keys` (of readings)."""
        self._path = path
        self._previous_outlines = _load_table(path)
        self._current_outlines: dict[str, bytes] = {}
        self._understood = {key: self._load_previous(key) for key in keys}

    def load(self, key: str) -> Outline | None:
        """Return the outline of a reading by its key; None if it is unknown or damaged."""
        outline = self._understood.get(key) or self._load_previous(key)
        if outline:
            self._current_outlines.setdefault(key, self._previous_outlines[key])
        return outline

    def _load_previous(self, key: str) -> Outline | None:
        content = self._previous_outlines.get(key)
        try:
            return parse_outline(content) if content else None
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    def add(self, key: str, outline: Outline) -> None:
        """Add an outline for the next build."""
        self._current_outlines[key] = serialize_outline(outline)

    def save(self) -> None:
        """Save the outlines used in this run and drop the rest; raises OSError."""
        if self._current_outlines.keys() == self._previous_outlines.keys():
            return
        table = pa.table(
            {"key": list(self._current_outlines), "outline": pa.array(self._current_outlines.values(), pa.binary())}
        )
        temporary = self._path.with_name(f".{self._path.name}")
        try:
            pq.write_table(table, temporary, compression="zstd")
            temporary.replace(self._path)
        finally:
            temporary.unlink(missing_ok=True)


def _load_table(path: Path) -> dict[str, bytes]:
    try:
        with pq.ParquetFile(path) as file:
            table = file.read()
        return dict(zip(table["key"].to_pylist(), table["outline"].to_pylist(), strict=True))
    except (OSError, pa.ArrowException, KeyError):
        return {}
