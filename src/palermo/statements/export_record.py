"""Export record of a statement (contract v1): plain JSON values, fields in documented order."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from palermo.statements.documents import Document
from palermo.statements.enums import Nature, RefType
from palermo.statements.extraction_result import PrivateSpan
from palermo.statements.fields import (
    EXPORTED_FIELDS,
    STORED_FIELDS,
    STORED_NAMES,
    RowReference,
)
from palermo.statements.reasons import Reason, parse_reason
from palermo.statements.statement import InstrumentRef, Locator, Ref, Statement, Support


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
        "document": _build_document(document),
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
    }


def _build_locator(locator: Locator, _: Statement) -> dict[str, Any]:
    return {
        "page": locator.page,
        "paragraph": locator.paragraph,
        "start": locator.start,
        "end": locator.end,
        "passage": locator.passage,
        "headings": list(locator.headings),
    }


_BUILDERS: Mapping[type, Callable[[Any, Statement], Any]] = {
    tuple: _build_values,
    Ref: _build_ref,
    Locator: _build_locator,
    InstrumentRef: lambda cited, _: {"id": cited.id, "provision": cited.provision},
    Support: lambda support, statement: {
        "role": support.role,
        "quote": support.quote,
        "locator": _build_locator(support.locator, statement),
    },
    Reason: lambda reason, _: {"feature": reason.feature, "weight": reason.weight},
    **{
        field.value_type: lambda item, _: item.value for field in STORED_FIELDS if issubclass(field.value_type, StrEnum)
    },
}
"""Builders of exported values by their type; others are exported as they are."""


def _build_document(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "work": document.work,
        "version": document.version.value,
        "joined": document.joined,
        "base": document.base,
        "nature": document.nature.value,
        "title": document.title,
        "source": document.source,
        "symbol": document.symbol,
        "date": document.date,
        "publishers": list(document.publishers),
        "publisher": document.publisher,
    }


def _parse_row(locator: Locator) -> dict[str, Any] | None:
    """Return sheet and row from a printed number such as `Sheet1!12`; a CSV has no sheets."""
    sheet, _, number = (locator.paragraph or "").rpartition("!")
    return to_dict(RowReference(sheet=sheet or None, row=int(number))) if number.isdecimal() else None


def to_dict(instance: Any) -> dict[str, Any]:
    """Return a slotted dataclass as a nested dict of its fields; `asdict` takes three times as long."""
    names = Statement.__slots__ if isinstance(instance, Statement) else type(instance).__slots__
    return {STORED_NAMES.get(name, name): _to_plain_value(getattr(instance, name)) for name in names}


def parse_statement(fields: Mapping[str, Any]) -> Statement:
    """Parse a statement from its values; raises ValueError, TypeError or KeyError if they are invalid."""
    values = dict(fields)
    for name, column in STORED_NAMES.items():
        if column in values:
            values[name] = values.pop(column)
    for field, parse in _PARSED_FIELDS:
        value = values[field.name]
        if field.is_multivalued:
            values[field.name] = tuple(map(parse, value) if parse else value)
        elif parse and not (value is None and field.is_optional):
            values[field.name] = parse(value)
    return Statement(**values)


def parse_private_span(fields: Mapping[str, Any]) -> PrivateSpan:
    """Parse a private span from its values; raises ValueError, TypeError or KeyError if invalid."""
    if not all(isinstance(fields[place], int) for place in ("start", "end")) or not isinstance(fields["passage"], str):
        raise TypeError(f"{fields!r:.80} is not a private span")
    return PrivateSpan(**fields)


def _to_plain_value(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    return [_to_plain_value(item) for item in value] if isinstance(value, tuple) else to_dict(value)


def _parse_locator(fields: Mapping[str, Any]) -> Locator:
    return Locator(**{**fields, "headings": tuple(fields["headings"])})


_PARSERS: Mapping[type, Callable[[Any], Any]] = {
    Locator: _parse_locator,
    Ref: lambda fields: Ref(**{**fields, "type": RefType(fields["type"])}),
    InstrumentRef: lambda fields: InstrumentRef(**fields),
    Support: lambda fields: Support(
        role=fields["role"], quote=fields["quote"], locator=_parse_locator(fields["locator"])
    ),
    Reason: parse_reason,
}
_PARSED_FIELDS = tuple(
    (field, parse)
    for field in STORED_FIELDS
    for parse in [_PARSERS.get(field.value_type, field.value_type if issubclass(field.value_type, StrEnum) else None)]
    if parse or field.is_multivalued
)
"""Fields whose stored values differ from their own, with the parser of each value."""
