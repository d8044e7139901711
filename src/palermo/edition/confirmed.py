"""Confirmed statements and names, which are certain enough to be counted publicly, and reviewed statements.

The SQL is equivalent to `Statement.is_confirmed`, `Statement.is_reviewed` and `Statement.is_confirmed_ref`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import pyarrow as pa
import pyarrow.compute as pc

from palermo.edition.columns import STATEMENT_SCHEMA
from palermo.statements import (
    LIST_THRESHOLD,
    ROLE_THRESHOLD,
    ROLES,
    TAGGER_METHOD_PREFIX,
    TAGGER_THRESHOLD,
    Ref,
    ReviewStatus,
    Statement,
)

_REVIEWED = f"status IN ('{ReviewStatus.ACCEPTED}', '{ReviewStatus.CORRECTED}')"
_CONFIRMED = (
    f"{_REVIEWED} OR (status = '{ReviewStatus.PROPOSED}' AND confidence >= "
    f"if(starts_with(method, '{TAGGER_METHOD_PREFIX}'), {TAGGER_THRESHOLD}, {LIST_THRESHOLD}))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedStatement(Statement):
    """A statement with its confirmed names in their roles; the other names are apart: shown, but never counted."""

    unconfirmed_actors: tuple[Ref, ...] = ()
    unconfirmed_addressees: tuple[Ref, ...] = ()
    unconfirmed_partners: tuple[Ref, ...] = ()


class StatementSelection(StrEnum):
    """Which statements a view finds, counts and analyses; none has rejected ones."""

    ALL = "all"
    CONFIRMED = "confirmed"
    REVIEWED = "reviewed"


def build_selection_sql(source: str, selection: StatementSelection) -> str:
    """Return SQL of the selected statements of a table; but for ALL, with only their confirmed names."""
    if selection is StatementSelection.ALL:
        return source
    condition = f"{_REVIEWED} OR ref.confidence IS NULL OR ref.confidence >= {ROLE_THRESHOLD}"
    roles = ", ".join(f"list_filter({role}, lambda ref: {condition}) AS {role}" for role in ROLES)
    where = _REVIEWED if selection is StatementSelection.REVIEWED else _CONFIRMED
    return f"(SELECT * REPLACE ({roles}) FROM {source} WHERE {where})"


def mark_confirmed_rows(table: pa.Table) -> pa.Array:
    """Return whether each row of a table with status, method and confidence is a confirmed statement."""
    is_accepted = pc.is_in(table["status"], pa.array([ReviewStatus.ACCEPTED, ReviewStatus.CORRECTED], pa.string()))
    is_tagged = pc.starts_with(table["method"], TAGGER_METHOD_PREFIX)
    is_certain = pc.greater_equal(table["confidence"], pc.if_else(is_tagged, TAGGER_THRESHOLD, LIST_THRESHOLD))
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
        return f'list_transform("{column}", lambda ref: ref."{field}")'
    return f'"{column}"."{field}"'


def select_statements(statements: Iterable[Statement], selection: StatementSelection) -> list[Statement]:
    """Return the selected statements; but for ALL, with their unconfirmed names apart."""
    if selection is StatementSelection.ALL:
        return list(statements)
    return [
        separate_unconfirmed_refs(statement)
        for statement in statements
        if (statement.is_reviewed if selection is StatementSelection.REVIEWED else statement.is_confirmed)
    ]


def separate_unconfirmed_refs(statement: Statement) -> Statement:
    """Return a statement that has the names whose roles are not confirmed apart from the others."""
    refs: dict[str, tuple[Ref, ...]] = {}
    for role in ROLES:
        names = statement.get_refs(role)
        refs[role] = tuple(filter(statement.is_confirmed_ref, names))
        refs[f"unconfirmed_{role}"] = tuple(ref for ref in names if not statement.is_confirmed_ref(ref))
    if not any(refs[f"unconfirmed_{role}"] for role in ROLES):
        return statement
    return ListedStatement(**{name: getattr(statement, name) for name in Statement.__slots__} | refs)


def remove_hidden_support(statement: Statement, passages: frozenset[str]) -> Statement:
    """Return a statement without support that these passages have."""
    visible_support = tuple(item for item in statement.support if item.locator.passage not in passages)
    return statement if len(visible_support) == len(statement.support) else replace(statement, support=visible_support)
