"""Readings and extractions kept as Parquet under the key of what they were made from; a damaged one is made again."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from palermo.edition.columns import build_passages_table, build_statements_table, parse_passages, parse_statements
from palermo.edition.stores import Store
from palermo.errors import RunStopped
from palermo.pipeline.outlines import Outline, build_outline, parse_outline, serialize_outline
from palermo.reading import ParsedDocument
from palermo.statements import Extraction, Masthead, RecognisedPage, parse_private_span, to_dict

READING_FOLDER, EXTRACTION_FOLDER = "cache/reading", "cache/extraction"
CACHE_SUFFIX = ".parquet"
FACTS_KEY = b"palermo"
"""Key of a Parquet schema's metadata under which a reading's facts stand as JSON."""
OUTLINE_KEY = b"palermo.outline"
"""The same for its outline."""


PRIVACY_KEY = b"palermo.privacy"
"""The same for an extraction's private spans and stories."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSize:
    """How much was found in a document."""

    pages: int | None
    passages: int
    statements: int


class Cache:
    """Readings and extractions in a library's store. They are made whole or not at all, by any process."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def list_sizes(self) -> tuple[dict[str, int], dict[str, int]]:
        """Bytes of all readings and of all extractions kept, by key."""
        return self._list_folder_sizes(READING_FOLDER), self._list_folder_sizes(EXTRACTION_FOLDER)

    def load_reading(self, key: str) -> ParsedDocument | None:
        """Give a reading; None where it is missing or damaged."""
        table = self._load_table(READING_FOLDER, key)
        if table is None:
            return None
        try:
            facts: dict[str, Any] = json.loads(table.schema.metadata[FACTS_KEY])
            masthead = Masthead(**facts.pop("masthead"))
            seen = tuple(RecognisedPage(**one) for one in facts.pop("recognised"))
            return ParsedDocument(**facts, masthead=masthead, recognised=seen, passages=tuple(parse_passages(table)))
        except (ValueError, KeyError, TypeError):
            return None

    def load_extraction(self, key: str) -> Extraction | None:
        """Give an extraction; None where it is missing or damaged."""
        table = self._load_table(EXTRACTION_FOLDER, key)
        if table is None:
            return None
        try:
            privacy: dict[str, Any] = json.loads((table.schema.metadata or {})[PRIVACY_KEY])
            return Extraction(
                statements=tuple(parse_statements(table)),
                private_spans=tuple(parse_private_span(span) for span in privacy["private_spans"]),
                stories=tuple(privacy["stories"]),
            )
        except (ValueError, KeyError, TypeError):
            return None

    def load_size(self, reading_key: str, extraction_key: str) -> DocumentSize | None:
        """Tell how much a document holds, from the files' footers; None where one is missing or damaged."""
        try:
            reading = pq.read_metadata(self._open_buffer(READING_FOLDER, reading_key))
            statements = pq.read_metadata(self._open_buffer(EXTRACTION_FOLDER, extraction_key)).num_rows
            pages = json.loads(reading.metadata[FACTS_KEY])["pages"]
            return DocumentSize(pages=pages, passages=reading.num_rows, statements=statements)
        except (OSError, pa.ArrowException, ValueError, KeyError, TypeError):
            return None

    def load_outline(self, key: str) -> Outline | None:
        """Give what is needed of a reading to find its Work; None where the reading is missing or damaged."""
        try:
            return parse_outline(pq.read_metadata(self._open_buffer(READING_FOLDER, key)).metadata[OUTLINE_KEY])
        except (OSError, pa.ArrowException, ValueError, KeyError, TypeError):
            reading = self.load_reading(key)
            return build_outline(reading) if reading else None

    def save_reading(self, key: str, reading: ParsedDocument) -> None:
        """Keep a reading; raises RunStopped where it cannot be written."""
        facts = asdict(replace(reading, passages=()))
        del facts["passages"]
        metadata = {
            FACTS_KEY: json.dumps(facts, ensure_ascii=False).encode(),
            OUTLINE_KEY: serialize_outline(build_outline(reading)),
        }
        self._save_table(READING_FOLDER, key, build_passages_table(reading.passages).replace_schema_metadata(metadata))

    def save_extraction(self, key: str, extraction: Extraction) -> None:
        """Keep an extraction; raises RunStopped where it cannot be written."""
        privacy = to_dict(replace(extraction, statements=()))
        del privacy["statements"]
        metadata = {PRIVACY_KEY: json.dumps(privacy, ensure_ascii=False).encode()}
        self._save_table(
            EXTRACTION_FOLDER, key, build_statements_table(extraction.statements).replace_schema_metadata(metadata)
        )

    def _list_folder_sizes(self, folder: str) -> dict[str, int]:
        return {name.removesuffix(CACHE_SUFFIX): stored.size for name, stored in self._store.list_files(folder).items()}

    def _open_buffer(self, folder: str, key: str) -> pa.BufferReader:
        return pa.BufferReader(self._store.read(f"{folder}/{key}{CACHE_SUFFIX}"))

    def _load_table(self, folder: str, key: str) -> pa.Table | None:
        try:
            return pq.ParquetFile(self._open_buffer(folder, key)).read(use_threads=False)
        except (OSError, pa.ArrowException):
            return None

    def _save_table(self, folder: str, key: str, table: pa.Table) -> None:
        content = pa.BufferOutputStream()
        # Thousands of small files are read once or twice: what serves queries would double their cost
        pq.write_table(table, content, compression="zstd", use_dictionary=False, write_statistics=False)
        try:
            self._store.write(f"{folder}/{key}{CACHE_SUFFIX}", content.getvalue().to_pybytes())
        except OSError as error:
            raise build_write_error(error, Path(folder)) from error


def build_write_error(error: OSError, location: Path) -> RunStopped:
    """Tell the user of a disk that is full, or a folder that cannot be written."""
    reason = f"it cannot be written ({error.strerror or error})"
    return RunStopped(
        str(error.filename or location), reason, "Make room on the disk or check its rights, then try again"
    )
