"""Conversion of documents, passages and statements to Parquet columns and back without loss.

A column has the name of its field, except for `standing`, the `duplicate_rank` of a statement. A document's masthead is
flattened to `printed_*` columns, except for `symbol` and `date`, which are used most. A statement's `position` is its
place in the reading order of its document, from 0; it is derived, and dropped on the way back. Texts must be valid
Unicode: lone surrogates raise UnicodeEncodeError.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any, get_args

import pyarrow as pa

from palermo.statements import (
    STORED_NAMES,
    Document,
    Passage,
    Statement,
    parse_records,
    parse_statement_rows,
    to_dict,
)

_PLAIN_TYPES: Mapping[type, pa.DataType] = {str: pa.string(), int: pa.int32(), float: pa.float64(), bool: pa.bool_()}
_MASTHEAD_COLUMNS = {"symbol": "symbol", "date": "date"} | {
    field: f"printed_{field}" for field in ("title", "session", "organ", "publisher", "under_review")
}


def _build_type(annotation: Any) -> pa.DataType:
    """Return the type of the column of a field: lists of values, structures of fields, or plain values."""
    arguments = get_args(annotation)
    if Ellipsis in arguments:
        return pa.list_(_build_type(arguments[0]))
    value_type = arguments[0] if arguments else annotation  # of `str | None`, and of `str`
    if is_dataclass(value_type):
        return pa.struct({field.name: _build_type(field.type) for field in fields(value_type)})
    return _PLAIN_TYPES[str if issubclass(value_type, StrEnum) else value_type]


def _build_columns(record: type[Document | Passage | Statement]) -> dict[str, pa.DataType]:
    return {STORED_NAMES.get(field.name, field.name): _build_type(field.type) for field in fields(record)}


def _list_document_columns() -> Iterator[tuple[str, pa.DataType]]:
    columns = _build_columns(Document) | {"size": pa.int64()}
    yield from ((name, column_type) for name, column_type in columns.items() if name != "masthead")
    yield from ((name, pa.string()) for name in _MASTHEAD_COLUMNS.values())


def _list_statement_columns() -> Iterator[tuple[str, pa.DataType]]:
    for name, column_type in _build_columns(Statement).items():
        yield name, column_type
        if name == "document":
            yield "position", pa.int32()


DOCUMENT_SCHEMA = pa.schema(_list_document_columns())
PASSAGE_SCHEMA = pa.schema(_build_columns(Passage))
STATEMENT_SCHEMA = pa.schema(_list_statement_columns())
TABLE_SCHEMAS = {"documents": DOCUMENT_SCHEMA, "passages": PASSAGE_SCHEMA, "statements": STATEMENT_SCHEMA}
"""The three tables of an edition by name."""


def build_documents_table(documents: Iterable[Document]) -> pa.Table:
    """Return one row for each document, in the given order."""
    return pa.Table.from_pylist([_build_document_row(d) for d in documents], schema=DOCUMENT_SCHEMA)


def parse_documents(table: pa.Table) -> list[Document]:
    """Return the documents of a table's rows, in order."""
    rows = table.to_pylist()
    for row in rows:
        row["masthead"] = {field: row.pop(column) for field, column in _MASTHEAD_COLUMNS.items()}
    return parse_records(Document, rows)


def build_passages_table(passages: Iterable[Passage]) -> pa.Table:
    """Return one row for each passage, in the given order."""
    return pa.Table.from_pylist([to_dict(p) for p in passages], schema=PASSAGE_SCHEMA)


def parse_passages(table: pa.Table) -> list[Passage]:
    """Return the passages of a table's rows, in order."""
    return parse_records(Passage, table.to_pylist())


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
    return parse_statement_rows(table.drop_columns(["position"]).to_pylist())


def _build_document_row(document: Document) -> dict[str, Any]:
    row = to_dict(document)
    masthead = row.pop("masthead")
    return row | {column: masthead[field] for field, column in _MASTHEAD_COLUMNS.items()}
