"""Readings and extractions kept as Parquet under the key of what they were made from; a damaged one is made again."""

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from palermo.edition.columns import passages_of, passages_table, statements_of, statements_table
from palermo.errors import RunStopped
from palermo.pipeline.outlines import Outline, outlined, told, understood
from palermo.reading import Reading
from palermo.statements import Masthead, Recognised, Statement

FACTS = b"palermo"
"""Key of a Parquet schema's metadata under which a reading's facts stand as JSON."""
OUTLINE = b"palermo.outline"
"""The same for its outline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much was found in a document."""

    pages: int | None
    passages: int
    statements: int


class Cache:
    """A folder of readings and one of extractions. Its files are made whole or not at all, by any process."""

    def __init__(self, folder: Path) -> None:
        self._readings = folder / "reading"
        self._extractions = folder / "extraction"

    def lengths(self, reading_key: str, extraction_key: str) -> tuple[int, int] | None:
        """Bytes of both files of a document; None where one is missing or empty."""
        try:
            lengths = (
                _path(self._readings, reading_key).stat().st_size,
                _path(self._extractions, extraction_key).stat().st_size,
            )
        except OSError:
            return None
        return lengths if all(lengths) else None

    def reading(self, key: str) -> Reading | None:
        """Give a reading; None where it is missing or damaged."""
        table = _load(self._readings, key)
        if table is None:
            return None
        try:
            facts: dict[str, Any] = json.loads(table.schema.metadata[FACTS])
            masthead = Masthead(**facts.pop("masthead"))
            seen = tuple(Recognised(**one) for one in facts.pop("recognised"))
            return Reading(**facts, masthead=masthead, recognised=seen, passages=tuple(passages_of(table)))
        except (ValueError, KeyError, TypeError):
            return None

    def statements(self, key: str) -> tuple[Statement, ...] | None:
        """Give the statements of an extraction; None where it is missing or damaged."""
        table = _load(self._extractions, key)
        try:
            return None if table is None else tuple(statements_of(table))
        except (ValueError, KeyError, TypeError):
            return None

    def size(self, reading_key: str, extraction_key: str) -> Size | None:
        """Tell how much a document holds, from the files' footers; None where one is missing or damaged."""
        try:
            reading = pq.read_metadata(_path(self._readings, reading_key))
            statements = pq.read_metadata(_path(self._extractions, extraction_key)).num_rows
            pages = json.loads(reading.metadata[FACTS])["pages"]
            return Size(pages=pages, passages=reading.num_rows, statements=statements)
        except (OSError, pa.ArrowException, ValueError, KeyError, TypeError):
            return None

    def outline(self, key: str) -> Outline | None:
        """Give what is needed of a reading to find its Work; None where the reading is missing or damaged."""
        try:
            return understood(pq.read_metadata(_path(self._readings, key)).metadata[OUTLINE])
        except (OSError, pa.ArrowException, ValueError, KeyError, TypeError):
            reading = self.reading(key)
            return outlined(reading) if reading else None

    def keep_reading(self, key: str, reading: Reading) -> None:
        """Keep a reading; raises RunStopped where it cannot be written."""
        facts = asdict(reading)
        del facts["passages"]
        metadata = {FACTS: json.dumps(facts, ensure_ascii=False).encode(), OUTLINE: told(outlined(reading))}
        _save(self._readings, key, passages_table(reading.passages).replace_schema_metadata(metadata))

    def keep_statements(self, key: str, statements: tuple[Statement, ...]) -> None:
        """Keep an extraction; raises RunStopped where it cannot be written."""
        _save(self._extractions, key, statements_table(statements))


def _path(folder: Path, key: str) -> Path:
    return folder / f"{key}.parquet"


def _load(folder: Path, key: str) -> pa.Table | None:
    try:
        with pq.ParquetFile(_path(folder, key), pre_buffer=False) as file:
            return file.read(use_threads=False)  # half the time of read_table for files as small as these
    except (OSError, pa.ArrowException):
        return None


def _save(folder: Path, key: str, table: pa.Table) -> None:
    """Write aside and move into place; without fsync, because what a power cut damages is made again."""
    aside = folder / f".{key}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        pq.write_table(table, aside, compression="zstd")
        aside.replace(_path(folder, key))
    except OSError as error:
        raise unwritable(error, folder) from error
    finally:
        with contextlib.suppress(OSError):
            aside.unlink()


def unwritable(error: OSError, place: Path) -> RunStopped:
    """Tell the user of a disk that is full, or a folder that cannot be written."""
    reason = f"it cannot be written ({error.strerror or error})"
    return RunStopped(str(error.filename or place), reason, "Make room on the disk or check its rights, then try again")
