"""Caches of readings, extractions and language models' answers by hash of their inputs; damaged files are ignored."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from palermo.edition import files
from palermo.edition.columns import build_passages_table, build_statements_table, parse_passages, parse_statements
from palermo.edition.stores import Store
from palermo.errors import build_write_error
from palermo.pipeline.outlines import Outline, build_outline, parse_outline, serialize_outline
from palermo.reading import ParsedDocument
from palermo.second_opinion.answers import AnswerMalformed, OpinionAnswer, parse_answer
from palermo.second_opinion.prompts import OpinionQuestion
from palermo.statements import Extraction, PrivateSpan, parse_records, to_dict

READING_FOLDER, EXTRACTION_FOLDER = "cache/reading", "cache/extraction"
CACHE_SUFFIX = ".parquet"
FACTS_KEY = b"palermo"
"""Metadata key of a Parquet schema for a reading's facts as JSON."""
OUTLINE_KEY = b"palermo.outline"
"""Metadata key for its outline."""


PRIVACY_KEY = b"palermo.privacy"
"""Metadata key for an extraction's private spans and stories."""

type CachedRow = list[int | str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSize:
    """Number of pages, passages and statements of a document."""

    pages: int | None
    passages: int
    statements: int


class Cache:
    """Readings and extractions in a library's store; any process writes each atomically."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def list_sizes(self) -> tuple[dict[str, int], dict[str, int]]:
        """Return the bytes of all readings and of all extractions, by key."""
        return self._list_folder_sizes(READING_FOLDER), self._list_folder_sizes(EXTRACTION_FOLDER)

    def load_reading(self, key: str) -> ParsedDocument | None:
        """Return a reading; None if it is missing or damaged."""
        table = self._load_table(READING_FOLDER, key)
        if table is None:
            return None
        try:
            facts: dict[str, Any] = json.loads(table.schema.metadata[FACTS_KEY])
            (document,) = parse_records(ParsedDocument, [facts | {"passages": parse_passages(table)}])
            return document
        except (ValueError, KeyError, TypeError):
            return None

    def load_extraction(self, key: str) -> Extraction | None:
        """Return an extraction; None if it is missing or damaged."""
        table = self._load_table(EXTRACTION_FOLDER, key)
        if table is None:
            return None
        try:
            privacy: dict[str, Any] = json.loads((table.schema.metadata or {})[PRIVACY_KEY])
            return Extraction(
                statements=tuple(parse_statements(table)),
                private_spans=tuple(parse_records(PrivateSpan, privacy["private_spans"])),
                stories=tuple(privacy["stories"]),
            )
        except (ValueError, KeyError, TypeError):
            return None

    def load_size(self, reading_key: str, extraction_key: str) -> DocumentSize | None:
        """Return a document's size from the files' footers; None if one is missing or damaged."""
        try:
            reading = pq.read_metadata(self._open_buffer(READING_FOLDER, reading_key))
            statements = pq.read_metadata(self._open_buffer(EXTRACTION_FOLDER, extraction_key)).num_rows
            pages = json.loads(reading.metadata[FACTS_KEY])["pages"]
            return DocumentSize(pages=pages, passages=reading.num_rows, statements=statements)
        except (OSError, pa.ArrowException, ValueError, KeyError, TypeError):
            return None

    def load_outline(self, key: str) -> Outline | None:
        """Return the outline of a reading; None if the reading is missing or damaged."""
        try:
            return parse_outline(pq.read_metadata(self._open_buffer(READING_FOLDER, key)).metadata[OUTLINE_KEY])
        except (OSError, pa.ArrowException, ValueError, KeyError, TypeError):
            return None

    def save_reading(self, key: str, reading: ParsedDocument) -> None:
        """Store a reading; raises RunStopped if it cannot be written."""
        facts = asdict(replace(reading, passages=()))
        del facts["passages"]
        metadata = {
            FACTS_KEY: json.dumps(facts, ensure_ascii=False).encode(),
            OUTLINE_KEY: serialize_outline(build_outline(reading)),
        }
        self._save_table(READING_FOLDER, key, build_passages_table(reading.passages).replace_schema_metadata(metadata))

    def save_extraction(self, key: str, extraction: Extraction) -> None:
        """Store an extraction; raises RunStopped if it cannot be written."""
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
        # dictionaries and statistics would double the cost of thousands of small files
        pq.write_table(table, content, compression="zstd", use_dictionary=False, write_statistics=False)
        try:
            self._store.write(f"{folder}/{key}{CACHE_SUFFIX}", content.getvalue().to_pybytes())
        except OSError as error:
            raise build_write_error(error, Path(folder)) from error


def load_cached_rows(path: Path, length: int) -> dict[str, CachedRow]:
    """Load a small table of cached values with rows of the given length; empty if it is missing or damaged."""
    rows = files.load_json_cache(path).items()
    return {name: values for name, values in rows if isinstance(values, list) and len(values) == length}


OPINION_FOLDER = "cache/second-opinion"


@dataclass(frozen=True, slots=True, kw_only=True)
class CachedAnswer:
    """A model's answer, and when it was given."""

    answer: OpinionAnswer | None
    """None if the answer could not be used; it would be the same again."""
    date: str
    """ISO time, UTC."""


class OpinionCache:
    """Answers in a library's store, each written atomically; a damaged one is ignored."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names = set(store.list_files(OPINION_FOLDER))

    def load(self, key: str, question: OpinionQuestion) -> CachedAnswer | None:
        """Return the cached answer to a question; None if there is none."""
        if f"{key}.json" not in self._names:
            return None
        try:
            facts = json.loads(self._store.read(f"{OPINION_FOLDER}/{key}.json"))
            answer = parse_answer(facts["answer"], question) if facts["answer"] is not None else None
            return CachedAnswer(answer=answer, date=str(facts["date"]))
        except (OSError, ValueError, KeyError, TypeError, AnswerMalformed):
            return None

    def save(self, key: str, cached: CachedAnswer) -> None:
        """Cache an answer; raises OSError, and RunStopped if the library cannot be reached."""
        answer = cached.answer.to_json() if cached.answer else None
        content = json.dumps({"date": cached.date, "answer": answer}, ensure_ascii=False).encode("utf-8")
        self._store.write(f"{OPINION_FOLDER}/{key}.json", content)
        self._names.add(f"{key}.json")
