"""Records as Arrow batches: Parquet files and Arrow streams, with nested columns as in the exported record."""

import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import batched
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from palermo.languages import LABELLED_LANGUAGES, LANGUAGES
from palermo.statements import (
    EXPORTED_FIELDS,
    Document,
    InstrumentRef,
    Locator,
    Reason,
    Ref,
    Reviewer,
    RowReference,
    StatementField,
    Support,
)

ROWS_PER_BATCH: Final = 5_000
PARQUET_MEDIA_TYPE: Final = "application/vnd.apache.parquet"
ARROW_MEDIA_TYPE: Final = "application/vnd.apache.arrow.stream"
_TEXT, _TEXTS, _INT = pa.string(), pa.list_(pa.string()), pa.int32()
_LOCATOR = pa.struct(
    {"page": _INT, "paragraph": _TEXT, "start": _INT, "end": _INT, "passage": _TEXT, "headings": _TEXTS}
)
_STATEMENT_TYPES: Final[Mapping[type, pa.DataType]] = {
    str: _TEXT,
    int: _INT,
    float: pa.float64(),
    bool: pa.bool_(),
    Document: pa.struct(
        dict.fromkeys(("id", "work", "version", "joined", "base", "nature", "title", "source", "symbol", "date"), _TEXT)
        | {"publishers": _TEXTS, "publisher": _TEXT}
    ),
    Locator: _LOCATOR,
    Ref: pa.struct(
        dict.fromkeys(("id", "name", "type", "source"), _TEXT)
        | {"confidence": pa.float64(), "confirmed": pa.bool_(), "state": _TEXT}
    ),
    InstrumentRef: pa.struct({"id": _TEXT, "provision": _TEXT}),
    Support: pa.struct({"role": _TEXT, "quote": _TEXT, "locator": _LOCATOR}),
    Reason: pa.struct({"feature": _TEXT, "weight": pa.float64()}),
    RowReference: pa.struct({"sheet": _TEXT, "row": _INT, "column": _TEXT}),
    Reviewer: pa.struct({"role": _TEXT, "name": _TEXT}),
}
"""By the type of an exported field of statements, of which some hold several values."""


def _build_field_type(field: StatementField) -> pa.DataType:
    value_type = _STATEMENT_TYPES[field.plain_type]
    return pa.list_(value_type) if field.is_multivalued else value_type


STATEMENT_SCHEMA: Final = pa.schema({field.name: _build_field_type(field) for field in EXPORTED_FIELDS})
PASSAGE_SCHEMA: Final = pa.schema(
    {"id": _TEXT, "document": _TEXT, "ordinal": _INT, "page": _INT, "paragraph": _TEXT, "kind": _TEXT}
    | {"headings": _TEXTS, "language": _TEXT, "text": _TEXT, "source": _TEXT}
)
DOCUMENT_SCHEMA: Final = pa.schema(
    dict.fromkeys(("id", "work", "version", "nature", "title", "symbol", "date"), _TEXT)
    | {"publishers": _TEXTS, "publisher": _TEXT, "language": _TEXT, "pages": _INT, "media_type": _TEXT}
    | {"size": pa.int64(), "source": _TEXT, "address": _TEXT, "full_text": pa.bool_()}
)
ENTITY_SCHEMA: Final = pa.schema(
    {"id": _TEXT, "acronym": _TEXT, "kind": _TEXT, "names": pa.struct(dict.fromkeys(LANGUAGES, _TEXT))}
    | {
        "other_names": _TEXTS,
        "role": _TEXT,
        "roles": pa.struct(dict.fromkeys(LABELLED_LANGUAGES, _TEXT)),
        "website": _TEXT,
        "icat": pa.bool_(),
        "icat_since": _INT,
        "sources": _TEXTS,
    }
    | dict.fromkeys(("documents", "acting", "addressed"), _INT)
)
SCHEMAS: Final[Mapping[str, pa.Schema]] = {
    "statements": STATEMENT_SCHEMA,
    "passages": PASSAGE_SCHEMA,
    "documents": DOCUMENT_SCHEMA,
    "entities": ENTITY_SCHEMA,
}


def build_batches(rows: Iterable[Mapping[str, Any]], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Yield rows as Arrow batches of one schema, so that a large edition is never in memory as a whole."""
    for row_batch in batched(rows, ROWS_PER_BATCH):
        yield pa.RecordBatch.from_pylist(list(row_batch), schema=schema)


def format_parquet(rows: Iterable[Mapping[str, Any]], table: str) -> bytes:
    """Return rows of a table as a Parquet file."""
    target = io.BytesIO()
    with pq.ParquetWriter(target, SCHEMAS[table], compression="zstd") as writer:
        for batch in build_batches(rows, SCHEMAS[table]):
            writer.write_batch(batch)
    return target.getvalue()


def format_arrow_stream(rows: Iterable[Mapping[str, Any]], table: str) -> bytes:
    """Return rows of a table as an Arrow stream."""
    target = io.BytesIO()
    with pa.ipc.new_stream(target, SCHEMAS[table]) as writer:
        for batch in build_batches(rows, SCHEMAS[table]):
            writer.write_batch(batch)
    return target.getvalue()
