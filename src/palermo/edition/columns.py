"""Documents, passages and statements as Parquet columns, and back without loss.

A column has the name of the field it holds. A document's masthead is flattened to `printed_*` columns, except for
its symbol and date, which everybody asks for. A statement's `position` is its place in the reading order of its
document, from 0; it is derived, and left out on the way back. Texts must be valid Unicode (no lone surrogates):
other text raises UnicodeEncodeError.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from palermo.statements import (
    Box,
    Document,
    Masthead,
    Nature,
    Passage,
    PassageKind,
    Recognised,
    Statement,
    Version,
    statement_of,
    values,
)

SCHEMA_VERSION = "5"
"""Grows when a column changes; buckets of another version are written anew."""

_TEXT = pa.string()
_TEXTS = pa.list_(_TEXT)
_REFS = pa.list_(pa.struct({"id": _TEXT, "name": _TEXT, "type": _TEXT, "source": _TEXT, "confidence": pa.float64()}))
_BOX = pa.struct({"page": pa.int32()} | {side: pa.float64() for side in ("left", "top", "right", "bottom")})
_LOCATOR = pa.struct(
    {"page": pa.int32(), "paragraph": _TEXT, "passage": _TEXT, "start": pa.int32(), "end": pa.int32()}
    | {"headings": _TEXTS}
)

DOCUMENTS = pa.schema(
    {
        "id": _TEXT,
        "work": _TEXT,
        "version": _TEXT,
        "joined": _TEXT,
        "base": _TEXT,
        "source": _TEXT,
        "media_type": _TEXT,
        "size": pa.int64(),
        "pages": pa.int32(),
        "language": _TEXT,
        "nature": _TEXT,
        "title": _TEXT,
        "publishers": _TEXTS,
        "address": _TEXT,
        "of": _TEXTS,
        "visibility": _TEXT,
        "full_text": pa.bool_(),
        "recovered": pa.bool_(),
        "recognised": pa.list_(pa.struct({"page": pa.int32(), "confidence": pa.float64()})),
        "symbol": _TEXT,
        "date": _TEXT,
        "printed_title": _TEXT,
        "printed_session": _TEXT,
        "printed_organ": _TEXT,
        "printed_publisher": _TEXT,
        "printed_under_review": _TEXT,
    }
)

PASSAGES = pa.schema(
    {
        "id": _TEXT,
        "document": _TEXT,
        "ordinal": pa.int32(),
        "page": pa.int32(),
        "paragraph": _TEXT,
        "kind": _TEXT,
        "headings": _TEXTS,
        "language": _TEXT,
        "text": _TEXT,
        "boxes": pa.list_(_BOX),
        "sensitive": pa.bool_(),
        "redacted": pa.bool_(),
    }
)

STATEMENTS = pa.schema(
    {
        "id": _TEXT,
        "kind": _TEXT,
        "quote": _TEXT,
        "language": _TEXT,
        "document": _TEXT,
        "position": pa.int32(),
        "locator": _LOCATOR,
        "actors": _REFS,
        "addressees": _REFS,
        "partners": _REFS,
        "action": _TEXT,
        "response": _TEXT,
        "themes": _TEXTS,
        "exploitation": _TEXTS,
        "interventions": _TEXTS,
        "groups": _TEXTS,
        "places": _TEXTS,
        "regions": _TEXTS,
        "instruments": pa.list_(pa.struct({"id": _TEXT, "provision": _TEXT})),
        "tense": _TEXT,
        "years": pa.list_(pa.int32()),
        "dimension": _TEXT,
        "protective": pa.bool_(),
        "support": pa.list_(pa.struct({"role": _TEXT, "quote": _TEXT, "locator": _LOCATOR})),
        "why": pa.list_(pa.struct({"feature": _TEXT, "weight": pa.float64()})),
        "same_as": _TEXTS,
        "standing": pa.int32(),
        "sensitive": pa.bool_(),
        "confidence": pa.float64(),
        "method": _TEXT,
        "status": _TEXT,
    }
)

TABLES = {"documents": DOCUMENTS, "passages": PASSAGES, "statements": STATEMENTS}
"""The three tables of an edition by name."""

_MASTHEAD = {"symbol": "symbol", "date": "date"} | {
    field: f"printed_{field}" for field in ("title", "session", "organ", "publisher", "under_review")
}


def documents_table(documents: Iterable[Document]) -> pa.Table:
    """One row for each document, in the order given."""
    return pa.Table.from_pylist([_document_row(d) for d in documents], schema=DOCUMENTS)


def documents_of(table: pa.Table) -> list[Document]:
    """Documents of a table's rows, in their order."""
    return [_document(row) for row in table.to_pylist()]


def passages_table(passages: Iterable[Passage]) -> pa.Table:
    """One row for each passage, in the order given."""
    return pa.Table.from_pylist([values(p) for p in passages], schema=PASSAGES)


def passages_of(table: pa.Table) -> list[Passage]:
    """Passages of a table's rows, in their order."""
    return [_passage(row) for row in table.to_pylist()]


def statements_table(statements: Iterable[Statement]) -> pa.Table:
    """One row for each statement, in the order given, which must be each document's reading order."""
    seen: Counter[str] = Counter()
    rows = []
    for statement in statements:
        rows.append(values(statement) | {"position": seen[statement.document]})
        seen[statement.document] += 1
    return pa.Table.from_pylist(rows, schema=STATEMENTS)


def statements_of(table: pa.Table) -> list[Statement]:
    """Statements of a table's rows, in their order."""
    rows = table.drop_columns(["position"]).to_pylist()
    return [statement_of(row) for row in rows]


def _document_row(document: Document) -> dict[str, Any]:
    row = values(document)
    masthead = row.pop("masthead")
    return row | {column: masthead[field] for field, column in _MASTHEAD.items()}


def _document(row: dict[str, Any]) -> Document:
    masthead = Masthead(**{field: row.pop(column) for field, column in _MASTHEAD.items()})
    row["nature"], row["version"] = Nature(row["nature"]), Version(row["version"])
    row["publishers"], row["of"] = tuple(row["publishers"]), tuple(row["of"])
    row["recognised"] = tuple(Recognised(**one) for one in row["recognised"])
    return Document(**row, masthead=masthead)


def _passage(row: dict[str, Any]) -> Passage:
    row["kind"] = PassageKind(row["kind"])
    row["headings"] = tuple(row["headings"])
    row["boxes"] = tuple(Box(**box) for box in row["boxes"])
    return Passage(**row)
