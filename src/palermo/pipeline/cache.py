"""Readings and extractions kept as Parquet under the key of what they were made from; a damaged one is made again."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from palermo.edition.columns import passages_of, passages_table, statements_of, statements_table
from palermo.edition.stores import Store
from palermo.errors import RunStopped
from palermo.pipeline.outlines import Outline, outlined, told, understood
from palermo.reading import Reading
from palermo.statements import Extraction, Masthead, Recognised, private_span_of, values

READINGS, EXTRACTIONS = "cache/reading", "cache/extraction"
ENDING = ".parquet"
FACTS = b"palermo"
"""Key of a Parquet schema's metadata under which a reading's facts stand as JSON."""
OUTLINE = b"palermo.outline"
"""The same for its outline."""


PRIVACY = b"palermo.privacy"
"""The same for an extraction's private spans and stories."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much was found in a document."""

    pages: int | None
    passages: int
    statements: int


class Cache:
    """Readings and extractions in a library's store. They are made whole or not at all, by any process."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def kept(self) -> tuple[dict[str, int], dict[str, int]]:
        """Bytes of all readings and of all extractions kept, by key."""
        return self._kept(READINGS), self._kept(EXTRACTIONS)

    def reading(self, key: str) -> Reading | None:
        """Give a reading; None where it is missing or damaged."""
        table = self._load(READINGS, key)
        if table is None:
            return None
        try:
            facts: dict[str, Any] = json.loads(table.schema.metadata[FACTS])
            masthead = Masthead(**facts.pop("masthead"))
            seen = tuple(Recognised(**one) for one in facts.pop("recognised"))
            return Reading(**facts, masthead=masthead, recognised=seen, passages=tuple(passages_of(table)))
        except (ValueError, KeyError, TypeError):
            return None

    def extraction(self, key: str) -> Extraction | None:
        """Give an extraction; None where it is missing or damaged."""
        table = self._load(EXTRACTIONS, key)
        if table is None:
            return None
        try:
            privacy: dict[str, Any] = json.loads((table.schema.metadata or {})[PRIVACY])
            return Extraction(
                statements=tuple(statements_of(table)),
                private_spans=tuple(private_span_of(span) for span in privacy["private_spans"]),
                stories=tuple(privacy["stories"]),
            )
        except (ValueError, KeyError, TypeError):
            return None

    def size(self, reading_key: str, extraction_key: str) -> Size | None:
        """Tell how much a document holds, from the files' footers; None where one is missing or damaged."""
        try:
            reading = pq.read_metadata(self._bytes(READINGS, reading_key))
            statements = pq.read_metadata(self._bytes(EXTRACTIONS, extraction_key)).num_rows
            pages = json.loads(reading.metadata[FACTS])["pages"]
            return Size(pages=pages, passages=reading.num_rows, statements=statements)
        except (OSError, pa.ArrowException, ValueError, KeyError, TypeError):
            return None

    def outline(self, key: str) -> Outline | None:
        """Give what is needed of a reading to find its Work; None where the reading is missing or damaged."""
        try:
            return understood(pq.read_metadata(self._bytes(READINGS, key)).metadata[OUTLINE])
        except (OSError, pa.ArrowException, ValueError, KeyError, TypeError):
            reading = self.reading(key)
            return outlined(reading) if reading else None

    def keep_reading(self, key: str, reading: Reading) -> None:
        """Keep a reading; raises RunStopped where it cannot be written."""
        facts = asdict(replace(reading, passages=()))
        del facts["passages"]
        metadata = {FACTS: json.dumps(facts, ensure_ascii=False).encode(), OUTLINE: told(outlined(reading))}
        self._save(READINGS, key, passages_table(reading.passages).replace_schema_metadata(metadata))

    def keep_extraction(self, key: str, extraction: Extraction) -> None:
        """Keep an extraction; raises RunStopped where it cannot be written."""
        privacy = values(replace(extraction, statements=()))
        del privacy["statements"]
        metadata = {PRIVACY: json.dumps(privacy, ensure_ascii=False).encode()}
        self._save(EXTRACTIONS, key, statements_table(extraction.statements).replace_schema_metadata(metadata))

    def _kept(self, folder: str) -> dict[str, int]:
        return {name.removesuffix(ENDING): stored.size for name, stored in self._store.listed(folder).items()}

    def _bytes(self, folder: str, key: str) -> pa.BufferReader:
        return pa.BufferReader(self._store.read(f"{folder}/{key}{ENDING}"))

    def _load(self, folder: str, key: str) -> pa.Table | None:
        try:
            return pq.ParquetFile(self._bytes(folder, key)).read(use_threads=False)
        except (OSError, pa.ArrowException):
            return None

    def _save(self, folder: str, key: str, table: pa.Table) -> None:
        content = pa.BufferOutputStream()
        # Thousands of small files are read once or twice: what serves queries would double their cost
        pq.write_table(table, content, compression="zstd", use_dictionary=False, write_statistics=False)
        try:
            self._store.write(f"{folder}/{key}{ENDING}", content.getvalue().to_pybytes())
        except OSError as error:
            raise unwritable(error, Path(folder)) from error


def unwritable(error: OSError, place: Path) -> RunStopped:
    """Tell the user of a disk that is full, or a folder that cannot be written."""
    reason = f"it cannot be written ({error.strerror or error})"
    return RunStopped(str(error.filename or place), reason, "Make room on the disk or check its rights, then try again")
