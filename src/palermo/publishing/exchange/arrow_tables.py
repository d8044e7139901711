"""Records as Arrow batches: Parquet files and Arrow streams, with nested columns as in the exported record."""

import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import batched
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from palermo.statements import LANGUAGES, ROLES, TAG_FIELDS

ROWS_PER_BATCH: Final = 5_000
PARQUET_MEDIA_TYPE: Final = "application/vnd.apache.parquet"
ARROW_MEDIA_TYPE: Final = "application/vnd.apache.arrow.stream"
_TEXT, _TEXTS, _INT = pa.string(), pa.list_(pa.string()), pa.int32()
_LOCATOR = pa.struct(
    {"page": _INT, "paragraph": _TEXT, "start": _INT, "end": _INT, "passage": _TEXT, "headings": _TEXTS}
)
_REFS = pa.list_(
    pa.struct(
        dict.fromkeys(("id", "name", "type", "source"), _TEXT) | {"confidence": pa.float64(), "confirmed": pa.bool_()}
    )
)
_DOCUMENT = pa.struct(
    dict.fromkeys(("id", "work", "version", "joined", "base", "nature", "title", "source", "symbol", "date"), _TEXT)
    | {"publishers": _TEXTS, "publisher": _TEXT}
)
STATEMENT_SCHEMA: Final = pa.schema(
    {"id": _TEXT, "kind": _TEXT, "quote": _TEXT, "language": _TEXT, "document": _DOCUMENT, "locator": _LOCATOR}
    | dict.fromkeys(ROLES, _REFS)
    | {"action": _TEXT, "response": _TEXT}
    | dict.fromkeys((*TAG_FIELDS, "places", "regions"), _TEXTS)
    | {"instruments": pa.list_(pa.struct({"id": _TEXT, "provision": _TEXT})), "tense": _TEXT}
    | {"years": pa.list_(_INT), "dimension": _TEXT, "protective": pa.bool_()}
    | {"support": pa.list_(pa.struct({"role": _TEXT, "quote": _TEXT, "locator": _LOCATOR}))}
    | {"why": pa.list_(pa.struct({"feature": _TEXT, "weight": pa.float64()}))}
    | {"same_as": _TEXTS, "main": pa.bool_(), "sensitive": pa.bool_()}
    | {"row": pa.struct({"sheet": _TEXT, "row": _INT, "column": _TEXT})}
    | {"confidence": pa.float64(), "confirmed": pa.bool_(), "method": _TEXT, "status": _TEXT}
    | {"review": pa.struct({"role": _TEXT, "name": _TEXT})}
)
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
