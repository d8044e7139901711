"""Conversion of documents, passages and statements to Parquet columns and back without loss.

A column has the name of its field, except for `standing`, the `duplicate_rank` of a statement. A document's masthead is
flattened to `printed_*` columns, except for `symbol` and `date`, which are used most. A statement's `position` is its
place in the reading order of its document, from 0; it is derived, and dropped on the way back. Texts must be valid
Unicode: lone surrogates raise UnicodeEncodeError.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from palermo.statements import (
    STORED_FIELDS,
    Box,
    Document,
    DocumentVersion,
    InstrumentRef,
    Locator,
    Masthead,
    Nature,
    Passage,
    PassageKind,
    Reason,
    ReasonValue,
    RecognisedPage,
    Ref,
    Statement,
    Support,
    parse_statement,
    to_dict,
)

_TEXT_TYPE = pa.string()
_TEXT_LIST_TYPE = pa.list_(_TEXT_TYPE)
_REF_TYPE = pa.struct(
    {"id": _TEXT_TYPE, "name": _TEXT_TYPE, "type": _TEXT_TYPE, "source": _TEXT_TYPE, "confidence": pa.float64()}
)
_BOX_TYPE = pa.struct({"page": pa.int32()} | {side: pa.float64() for side in ("left", "top", "right", "bottom")})
_LOCATOR_TYPE = pa.struct(
    {"page": pa.int32(), "paragraph": _TEXT_TYPE, "passage": _TEXT_TYPE, "start": pa.int32(), "end": pa.int32()}
    | {"headings": _TEXT_LIST_TYPE}
)

DOCUMENT_SCHEMA = pa.schema(
    {
        "id": _TEXT_TYPE,
        "work": _TEXT_TYPE,
        "version": _TEXT_TYPE,
        "joined": _TEXT_TYPE,
        "base": _TEXT_TYPE,
        "source": _TEXT_TYPE,
        "media_type": _TEXT_TYPE,
        "size": pa.int64(),
        "pages": pa.int32(),
        "language": _TEXT_TYPE,
        "nature": _TEXT_TYPE,
        "title": _TEXT_TYPE,
        "publishers": _TEXT_LIST_TYPE,
        "address": _TEXT_TYPE,
        "of": _TEXT_LIST_TYPE,
        "visibility": _TEXT_TYPE,
        "full_text": pa.bool_(),
        "recovered": pa.bool_(),
        "recognised": pa.list_(pa.struct({"page": pa.int32(), "confidence": pa.float64()})),
        "symbol": _TEXT_TYPE,
        "date": _TEXT_TYPE,
        "printed_title": _TEXT_TYPE,
        "printed_session": _TEXT_TYPE,
        "printed_organ": _TEXT_TYPE,
        "printed_publisher": _TEXT_TYPE,
        "printed_under_review": _TEXT_TYPE,
    }
)

PASSAGE_SCHEMA = pa.schema(
    {
        "id": _TEXT_TYPE,
        "document": _TEXT_TYPE,
        "ordinal": pa.int32(),
        "page": pa.int32(),
        "paragraph": _TEXT_TYPE,
        "kind": _TEXT_TYPE,
        "headings": _TEXT_LIST_TYPE,
        "language": _TEXT_TYPE,
        "text": _TEXT_TYPE,
        "boxes": pa.list_(_BOX_TYPE),
        "sensitive": pa.bool_(),
        "redacted": pa.bool_(),
    }
)

_STATEMENT_TYPES: Mapping[type, pa.DataType] = {
    str: _TEXT_TYPE,
    int: pa.int32(),
    float: pa.float64(),
    bool: pa.bool_(),
    Document: _TEXT_TYPE,
    Locator: _LOCATOR_TYPE,
    Ref: _REF_TYPE,
    InstrumentRef: pa.struct({"id": _TEXT_TYPE, "provision": _TEXT_TYPE}),
    Support: pa.struct({"role": _TEXT_TYPE, "quote": _TEXT_TYPE, "locator": _LOCATOR_TYPE}),
    Reason: pa.struct(
        {"feature": _TEXT_TYPE, "weight": pa.float64(), "code": _TEXT_TYPE}
        | {"values": pa.list_(pa.struct(dict.fromkeys(ReasonValue.__slots__, _TEXT_TYPE)))}
    ),
}
"""By the type of a field of statements, of which some hold several values."""


def _list_statement_columns() -> Iterator[tuple[str, pa.DataType]]:
    for field in STORED_FIELDS:
        column_type = _STATEMENT_TYPES[field.plain_type]
        yield field.column, pa.list_(column_type) if field.is_multivalued else column_type
        if field.name == "document":
            yield "position", pa.int32()


STATEMENT_SCHEMA = pa.schema(_list_statement_columns())

TABLE_SCHEMAS = {"documents": DOCUMENT_SCHEMA, "passages": PASSAGE_SCHEMA, "statements": STATEMENT_SCHEMA}
"""The three tables of an edition by name."""

_MASTHEAD_COLUMNS = {"symbol": "symbol", "date": "date"} | {
    field: f"printed_{field}" for field in ("title", "session", "organ", "publisher", "under_review")
}


def build_documents_table(documents: Iterable[Document]) -> pa.Table:
    """Return one row for each document, in the given order."""
    return pa.Table.from_pylist([_build_document_row(d) for d in documents], schema=DOCUMENT_SCHEMA)


def parse_documents(table: pa.Table) -> list[Document]:
    """Return the documents of a table's rows, in order."""
    return [_parse_document(row) for row in table.to_pylist()]


def build_passages_table(passages: Iterable[Passage]) -> pa.Table:
    """Return one row for each passage, in the given order."""
    return pa.Table.from_pylist([to_dict(p) for p in passages], schema=PASSAGE_SCHEMA)


def parse_passages(table: pa.Table) -> list[Passage]:
    """Return the passages of a table's rows, in order."""
    return [_parse_passage(row) for row in table.to_pylist()]


def build_statements_table(statements: Iterable[Statement]) -> pa.Table:
    """Return one row for each statement, which must be in the reading order of each document."""
    seen: Counter[str] = Counter()
    rows = []
    for statement in statements:
        rows.append(to_dict(statement) | {"position": seen[statement.document]})
        seen[statement.document] += 1
    return pa.Table.from_pylist(rows, schema=STATEMENT_SCHEMA)


def parse_statements(table: pa.Table) -> list[Statement]:
    """Return the statements of a table's rows, in order."""
    rows = table.drop_columns(["position"]).to_pylist()
    return [parse_statement(row) for row in rows]


def _build_document_row(document: Document) -> dict[str, Any]:
    row = to_dict(document)
    masthead = row.pop("masthead")
    return row | {column: masthead[field] for field, column in _MASTHEAD_COLUMNS.items()}


def _parse_document(row: dict[str, Any]) -> Document:
    masthead = Masthead(**{field: row.pop(column) for field, column in _MASTHEAD_COLUMNS.items()})
    row["nature"], row["version"] = Nature(row["nature"]), DocumentVersion(row["version"])
    row["publishers"], row["of"] = tuple(row["publishers"]), tuple(row["of"])
    row["recognised"] = tuple(RecognisedPage(**item) for item in row["recognised"])
    return Document(**row, masthead=masthead)


def _parse_passage(row: dict[str, Any]) -> Passage:
    row["kind"] = PassageKind(row["kind"])
    row["headings"] = tuple(row["headings"])
    row["boxes"] = tuple(Box(**box) for box in row["boxes"])
    return Passage(**row)
