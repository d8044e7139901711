"""Confirmed statements: those that are certain enough to be counted publicly, with the names that are.

`Statement.is_confirmed` and `Statement.is_confirmed_ref` say which; here is the same as SQL over an edition's tables.
"""

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa

from palermo.edition.columns import STATEMENT_SCHEMA
from palermo.statements import (
    LIST_THRESHOLD,
    PUBLIC_THRESHOLD,
    ROLE_THRESHOLD,
    TAGGER_METHOD_PREFIX,
    ReviewStatus,
    Statement,
)

ROLE_COLUMNS = ("actors", "addressees", "partners")
_ACCEPTED = f"status IN ('{ReviewStatus.ACCEPTED}', '{ReviewStatus.CORRECTED}')"
_CONFIRMED = (
    f"{_ACCEPTED} OR (status = '{ReviewStatus.PROPOSED}' AND confidence >= "
    f"if(starts_with(method, '{TAGGER_METHOD_PREFIX}'), {PUBLIC_THRESHOLD}, {LIST_THRESHOLD}))"
)


def build_confirmed_sql(source: str) -> str:
    """Return SQL of a table of statements with those alone that are confirmed, and their confirmed names."""
    condition = f"{_ACCEPTED} OR ref.confidence IS NULL OR ref.confidence >= {ROLE_THRESHOLD}"
    roles = ", ".join(f"list_filter({role}, lambda ref: {condition}) AS {role}" for role in ROLE_COLUMNS)
    return f"(SELECT * REPLACE ({roles}) FROM {source} WHERE {_CONFIRMED})"


def build_nested_columns_sql(columns: Sequence[str]) -> str:
    """Return SQL of columns by their dotted names: `actors.id` is a list of ids, `locator.passage` one of them."""
    return ", ".join(f'{_build_column_sql(name)} AS "{name}"' for name in columns)


def _build_column_sql(name: str) -> str:
    column, _, field = name.partition(".")
    if not field:
        return f'"{column}"'
    if pa.types.is_list(STATEMENT_SCHEMA.field(column).type):
        return f'list_transform("{column}", lambda one: one."{field}")'
    return f'"{column}"."{field}"'


def remove_unconfirmed_refs(statement: Statement) -> Statement:
    """Return a statement without the names whose roles are not confirmed."""
    return replace(
        statement,
        actors=tuple(filter(statement.is_confirmed_ref, statement.actors)),
        addressees=tuple(filter(statement.is_confirmed_ref, statement.addressees)),
        partners=tuple(filter(statement.is_confirmed_ref, statement.partners)),
    )
