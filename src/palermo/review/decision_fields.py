"""The fields of a statement that reviewers can correct, as JSON values, and statements with them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from palermo.statements import (
    FACTOR_DIMENSIONS,
    ROLES,
    TAG_FIELDS,
    TENSES,
    InstrumentRef,
    Ref,
    RefType,
    Response,
    Statement,
    StatementKind,
    to_dict,
)

_ID_FIELDS = (*TAG_FIELDS, "places", "regions")
CORRECTABLE_FIELDS = (
    "kind",
    *ROLES,
    "action",
    "response",
    *_ID_FIELDS,
    "instruments",
    "tense",
    "years",
    "dimension",
    "protective",
    "sensitive",
)
"""Fields that a decision may change; a quote is selected again by its anchor."""
_SNAPSHOT_FIELDS = (*CORRECTABLE_FIELDS, "language", "confidence", "method", "why")


def build_snapshot(statement: Statement) -> dict[str, Any]:
    """Return a statement's fields as JSON values, from which it is restored if it is not extracted any more."""
    row = to_dict(statement)
    return {name: row[name] for name in _SNAPSHOT_FIELDS if row[name] not in (None, [], False, "")}


def correct_statement(statement: Statement, fields: Mapping[str, Any]) -> Statement:
    """Return a statement with corrected fields.

    Raises ValueError for one that cannot be corrected or is not valid.
    """
    check_fields(fields)
    return replace(statement, **{name: _parse_field(name, value) for name, value in fields.items()})


def check_fields(fields: Mapping[str, Any]) -> None:
    """Check corrected fields without a statement; raises ValueError for the first that is not valid."""
    for name, value in fields.items():
        if name not in CORRECTABLE_FIELDS:
            raise ValueError(f"{name!r} is not a field that can be corrected")
        try:
            _parse_field(name, value)
        except (TypeError, KeyError, AttributeError) as error:
            raise ValueError(f"{name} has no valid value ({error})") from error


def parse_snapshot_fields(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """Return the correctable fields of a snapshot, with empty values for those it lacks."""
    empty: dict[str, Any] = dict.fromkeys((*ROLES, *_ID_FIELDS, "instruments", "years"), ())
    empty |= {"action": None, "response": None, "tense": None, "dimension": None}
    empty |= {"protective": False, "sensitive": False}
    return empty | {name: value for name, value in snapshot.items() if name in CORRECTABLE_FIELDS}


def _parse_field(name: str, value: Any) -> Any:
    if name == "kind":
        return StatementKind(value)
    if name in ROLES:
        return tuple(_parse_ref(item) for item in value)
    if name == "instruments":
        return tuple(InstrumentRef(id=item["id"], provision=item.get("provision")) for item in value)
    if name == "response":
        return Response(value) if value else None
    if name == "years":
        return tuple(int(item) for item in value)
    if name in _ID_FIELDS:
        return tuple(dict.fromkeys(str(item) for item in value))
    if name in ("protective", "sensitive"):
        return bool(value)
    allowed = {"tense": TENSES, "dimension": FACTOR_DIMENSIONS}.get(name)
    if allowed and value and value not in allowed:
        raise ValueError(f"{value!r} is no {name}; there are {', '.join(allowed)}")
    return str(value) if value else None


def _parse_ref(row: Mapping[str, Any]) -> Ref:
    if not row["name"]:
        raise ValueError("a participant needs a name")
    return Ref(
        id=row.get("id") or None,
        name=row["name"],
        type=RefType(row.get("type") or RefType.ENTITY),
        source=row.get("source") or "",
        confidence=row.get("confidence"),
        state=row.get("state"),
    )
