"""SQL of confirmed statements and names, which are certain enough to be counted publicly.

It is equivalent to `Statement.is_confirmed` and `Statement.is_confirmed_ref`.
"""

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

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
    """Return SQL of the confirmed statements of a table, with only their confirmed names."""
    condition = f"{_ACCEPTED} OR ref.confidence IS NULL OR ref.confidence >= {ROLE_THRESHOLD}"
    roles = ", ".join(f"list_filter({role}, lambda ref: {condition}) AS {role}" for role in ROLE_COLUMNS)
    return f"(SELECT * REPLACE ({roles}) FROM {source} WHERE {_CONFIRMED})"


def mark_confirmed_rows(table: pa.Table) -> pa.Array:
    """Return whether each row of a table with status, method and confidence is a confirmed statement."""
    is_accepted = pc.is_in(table["status"], pa.array([ReviewStatus.ACCEPTED, ReviewStatus.CORRECTED], pa.string()))
    is_tagged = pc.starts_with(table["method"], TAGGER_METHOD_PREFIX)
    is_certain = pc.greater_equal(table["confidence"], pc.if_else(is_tagged, PUBLIC_THRESHOLD, LIST_THRESHOLD))
    is_proposed = pc.equal(table["status"], ReviewStatus.PROPOSED.value)
    return pc.or_(is_accepted, pc.and_(is_proposed, is_certain))


def build_nested_columns_sql(columns: Sequence[str]) -> str:
    """Return SQL of columns by dotted name: `actors.id` is a list of ids, `locator.passage` is one."""
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
