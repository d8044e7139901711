"""Export record of a statement (contract v1): plain JSON values, fields in documented order."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from palermo.statements.documents import Document
from palermo.statements.enums import Nature
from palermo.statements.fields import (
    EXPORTED_FIELDS,
    STORED_FIELDS,
    STORED_NAMES,
    RowReference,
)
from palermo.statements.reasons import Reason
from palermo.statements.statement import InstrumentRef, Locator, Ref, Statement, Support

_DOCUMENT_NAMES = (
    *("id", "work", "version", "joined", "base", "nature", "title", "source", "symbol", "date"),
    *("publishers", "publisher"),
)
"""What the record has of the statement's document."""
_LOCATOR_NAMES = ("page", "paragraph", "start", "end", "passage", "headings")
_NAME_BY_COLUMN = {column: name for name, column in STORED_NAMES.items()}
_NAMES = frozenset(field.name for field in fields(Statement))


def build_record(
    statement: Statement, document: Document, review: Mapping[str, str | None] | None = None
) -> dict[str, Any]:
    """Build the export record of a statement; raises ValueError if it is not of this document.

    `review` has the role of the reviewer of the effective decision, and the name of one who agreed to be named.
    """
    if statement.document != document.id:
        raise ValueError(f"statement {statement.id} is of document {statement.document}, not {document.id}")
    is_of_table = document.nature in (Nature.TABLE, Nature.SURVEY)
    computed = {
        "document": select_fields(document, _DOCUMENT_NAMES),
        "main": statement.duplicate_rank == 0,
        "row": _parse_row(statement.locator) if is_of_table else None,
        "confirmed": statement.is_confirmed,
        "review": dict(review) if review else None,
    }
    return {
        field.name: computed[field.name]
        if field.name in computed
        else _build_value(getattr(statement, field.name), statement)
        for field in EXPORTED_FIELDS
    }


def _build_value(value: Any, statement: Statement) -> Any:
    """Return the exported value of a field, or of one of its parts."""
    build = _BUILDERS.get(type(value))
    return build(value, statement) if build else value


def _build_values(values: tuple[Any, ...], statement: Statement) -> list[Any]:
    return [_build_value(value, statement) for value in values]


def _build_ref(ref: Ref, statement: Statement) -> dict[str, Any]:
    return {
        "id": ref.id,
        "name": ref.name,
        "type": ref.type.value,
        "source": ref.source or None,
        "confidence": ref.confidence,
        "confirmed": statement.is_confirmed_ref(ref),
        "state": ref.state,
    }


_BUILDERS: Mapping[type, Callable[[Any, Statement], Any]] = {
    tuple: _build_values,
    Ref: _build_ref,
    InstrumentRef: lambda cited, _: to_dict(cited),
    Locator: lambda locator, _: select_fields(locator, _LOCATOR_NAMES),
    Support: lambda support, _: to_dict(support) | {"locator": select_fields(support.locator, _LOCATOR_NAMES)},
    Reason: lambda reason, _: {"feature": reason.feature, "weight": reason.weight},
    **{
        field.value_type: lambda item, _: item.value for field in STORED_FIELDS if issubclass(field.value_type, StrEnum)
    },
}
"""Builders of exported values by their type; others are exported as they are."""


def _parse_row(locator: Locator) -> dict[str, Any] | None:
    """Return sheet and row from a printed number such as `Sheet1!12`; a CSV has no sheets."""
    sheet, _, number = (locator.paragraph or "").rpartition("!")
    return to_dict(RowReference(sheet=sheet or None, row=int(number))) if number.isdecimal() else None


def to_dict(instance: Any) -> dict[str, Any]:
    """Return a slotted dataclass as a nested dict of its fields; `asdict` takes three times as long."""
    names = Statement.__slots__ if isinstance(instance, Statement) else type(instance).__slots__
    return {STORED_NAMES.get(name, name): _to_plain_value(getattr(instance, name)) for name in names}


def select_fields(instance: Any, names: Iterable[str]) -> dict[str, Any]:
    """Return some fields of an object as plain values."""
    return {name: _to_plain_value(getattr(instance, name)) for name in names}


def parse_statement_rows(rows: Iterable[Mapping[str, Any]]) -> list[Statement]:
    """Parse statements from their stored values; raises ValueError if they are invalid."""
    named = [{_NAME_BY_COLUMN.get(column, column): value for column, value in row.items()} for row in rows]
    if unknown := {name for row in named for name in row.keys() - _NAMES}:
        raise ValueError(f"a statement has no field {min(unknown)!r}")
    return parse_records(Statement, named)


def parse_records[T](kind: type[T], rows: Iterable[Any]) -> list[T]:
    """Parse dataclasses from mappings of their fields; raises ValueError if the values are not of their types."""
    records: list[T] = _build_decoder(kind).validate_python(list(rows))  # type: ignore[arg-type]  # it is hashable
    return records


@cache
def _build_decoder(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(list[kind])


def _to_plain_value(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    return [_to_plain_value(item) for item in value] if isinstance(value, tuple) else to_dict(value)
