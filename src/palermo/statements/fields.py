"""Fields of statements: one list, from which columns, exported records, files and the API derive.

To add a field, add it to the class Statement: its type decides how it is stored and exported. Only fields that are
computed when a statement is exported are declared here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from types import NoneType
from typing import get_args

from palermo.statements.documents import Document
from palermo.statements.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReference:
    """The sheet and row in which a statement is."""

    sheet: str | None
    row: int
    column: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """Who decided about a statement."""

    role: str | None
    name: str | None
    """None unless the reviewer agreed to be named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementField:
    """A field of statements."""

    name: str
    value_type: type
    """The type of its value, or of each of its values."""
    is_multivalued: bool = False
    is_optional: bool = False
    column: str = ""
    """The column in which editions store it; empty if it is computed when a statement is exported."""
    is_exported: bool = True

    @property
    def plain_type(self) -> type:
        """The type of its value in JSON: text for an enumeration."""
        return str if issubclass(self.value_type, StrEnum) else self.value_type


STORED_NAMES = {"duplicate_rank": "standing"}
"""Fields that are stored under another name."""
_EXPORTED_TYPES = {"document": Document}
"""Types of fields that are stored as an id."""
_NOT_EXPORTED = ("duplicate_rank",)
_COMPUTED_FIELDS = {
    "duplicate_rank": StatementField(name="main", value_type=bool),
    "sensitive": StatementField(name="row", value_type=RowReference, is_optional=True),
    "confidence": StatementField(name="confirmed", value_type=bool),
    "status": StatementField(name="review", value_type=Reviewer, is_optional=True),
}
"""Fields that are computed when a statement is exported, by the field that they follow."""


def _list_fields() -> Iterator[StatementField]:
    for field in fields(Statement):
        arguments = get_args(field.type) or (field.type,)
        yield StatementField(
            name=field.name,
            value_type=_EXPORTED_TYPES.get(field.name, arguments[0]),
            is_multivalued=Ellipsis in arguments,
            is_optional=NoneType in arguments,
            column=STORED_NAMES.get(field.name, field.name),
            is_exported=field.name not in _NOT_EXPORTED,
        )
        if field.name in _COMPUTED_FIELDS:
            yield _COMPUTED_FIELDS[field.name]


STATEMENT_FIELDS: tuple[StatementField, ...] = tuple(_list_fields())
"""All fields, in the order of columns and exports."""
STORED_FIELDS: tuple[StatementField, ...] = tuple(field for field in STATEMENT_FIELDS if field.column)
EXPORTED_FIELDS: tuple[StatementField, ...] = tuple(field for field in STATEMENT_FIELDS if field.is_exported)
