"""Outlines: what is needed of each reading to find its Work, small enough to hold those of all documents at once."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from palermo.linking import Sketch, build_sketch
from palermo.reading import ParsedDocument
from palermo.statements import Masthead


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A reading without its passages, and the sketch of its words."""

    reading: ParsedDocument
    sketch: Sketch


def build_outline(reading: ParsedDocument) -> Outline:
    """Outline a reading."""
    return Outline(reading=replace(reading, passages=()), sketch=build_sketch(reading.passages))


def serialize_outline(outline: Outline) -> bytes:
    """Write an outline as JSON."""
    reading, kept = asdict(outline.reading), asdict(outline.sketch)
    del reading["passages"]
    return json.dumps({"reading": reading, "sketch": kept | {"numbers": sorted(kept["numbers"])}}).encode()


def parse_outline(content: bytes) -> Outline:
    """Read an outline; raises ValueError, KeyError or TypeError where it is none."""
    found: dict[str, dict[str, Any]] = json.loads(content)
    reading, kept = found["reading"], found["sketch"]
    masthead = Masthead(**reading.pop("masthead"))
    sketched = kept | {"sample": tuple(kept["sample"]), "numbers": frozenset(kept["numbers"])}
    return Outline(reading=ParsedDocument(**reading, masthead=masthead, passages=()), sketch=Sketch(**sketched))


class OutlineIndex:
    """The outlines of a library's last build in one file: ten thousand files are not opened for one that changed."""

    def __init__(self, path: Path, keys: Iterable[str] = ()) -> None:
        """Read the file, and understand those `wanted` (keys of readings): whoever waits meanwhile saves that time."""
        self._path = path
        self._before = _load_table(path)
        self._now: dict[str, bytes] = {}
        self._understood = {key: self._load_previous(key) for key in keys}

    def load(self, key: str) -> Outline | None:
        """The outline of a reading by its key; None where it is not known, or damaged."""
        found = self._understood.get(key) or self._load_previous(key)
        if found:
            self._now.setdefault(key, self._before[key])
        return found

    def _load_previous(self, key: str) -> Outline | None:
        content = self._before.get(key)
        try:
            return parse_outline(content) if content else None
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    def add(self, key: str, outline: Outline) -> None:
        """Remember an outline for the next build."""
        self._now[key] = serialize_outline(outline)

    def save(self) -> None:
        """Keep what was asked for in this run and drop the rest; raises OSError."""
        if self._now.keys() == self._before.keys():
            return
        table = pa.table({"key": list(self._now), "outline": pa.array(self._now.values(), pa.binary())})
        aside = self._path.with_name(f".{self._path.name}")
        try:
            pq.write_table(table, aside, compression="zstd")
            aside.replace(self._path)
        finally:
            aside.unlink(missing_ok=True)


def _load_table(path: Path) -> dict[str, bytes]:
    try:
        with pq.ParquetFile(path) as file:
            table = file.read()
        return dict(zip(table["key"].to_pylist(), table["outline"].to_pylist(), strict=True))
    except (OSError, pa.ArrowException, KeyError):
        return {}
