"""Serialisation of statements and their parts to plain values and back without loss."""

from collections.abc import Mapping
from typing import Any

from palermo.statements.enums import RefType, Response, ReviewStatus, StatementKind
from palermo.statements.extraction_result import PrivateSpan
from palermo.statements.statement import ROLES, InstrumentRef, Locator, Reason, Ref, Statement, Support

_TUPLE_FIELDS = ("themes", "exploitation", "interventions", "groups", "places", "regions", "years", "same_as")


def to_dict(instance: Any) -> dict[str, Any]:
    """Return a slotted dataclass as a nested dict of its fields; `asdict` takes three times as long."""
    names = Statement.__slots__ if isinstance(instance, Statement) else type(instance).__slots__
    return {name: _to_plain_value(getattr(instance, name)) for name in names}


def parse_statement(fields: Mapping[str, Any]) -> Statement:
    """Parse a statement from its values; raises ValueError, TypeError or KeyError if they are invalid."""
    values = dict(fields)
    for role in ROLES:
        values[role] = tuple(Ref(**{**ref, "type": RefType(ref["type"])}) for ref in values[role])
    for field in _TUPLE_FIELDS:
        values[field] = tuple(values[field])
    values["kind"], values["status"] = StatementKind(values["kind"]), ReviewStatus(values["status"])
    values["response"] = Response(values["response"]) if values["response"] is not None else None
    values["locator"] = _parse_locator(values["locator"])
    values["instruments"] = tuple(InstrumentRef(**item) for item in values["instruments"])
    values["support"] = tuple(
        Support(role=s["role"], quote=s["quote"], locator=_parse_locator(s["locator"])) for s in values["support"]
    )
    values["why"] = tuple(Reason(**item) for item in values["why"])
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
