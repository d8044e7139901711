"""Serialisation of statements and their parts to plain values and back without loss."""

from collections.abc import Mapping
from typing import Any

from palermo.statements.enums import RefType, Response, ReviewStatus, StatementKind
from palermo.statements.extraction_result import PrivateSpan
from palermo.statements.statement import InstrumentRef, Locator, Reason, Ref, Statement, Support

_TUPLE_FIELDS = ("themes", "exploitation", "interventions", "groups", "places", "regions", "years", "same_as")


def to_dict(instance: Any) -> dict[str, Any]:
    """Return a slotted dataclass as a nested dict of its fields; `asdict` takes three times as long."""
    return {name: _to_plain_value(getattr(instance, name)) for name in type(instance).__slots__}


def parse_statement(fields: Mapping[str, Any]) -> Statement:
    """Parse a statement from its values; raises ValueError, TypeError or KeyError if they are invalid."""
    made = dict(fields)
    for role in ("actors", "addressees", "partners"):
        made[role] = tuple(Ref(**{**ref, "type": RefType(ref["type"])}) for ref in made[role])
    for field in _TUPLE_FIELDS:
        made[field] = tuple(made[field])
    made["kind"], made["status"] = StatementKind(made["kind"]), ReviewStatus(made["status"])
    made["response"] = Response(made["response"]) if made["response"] is not None else None
    made["locator"] = _parse_locator(made["locator"])
    made["instruments"] = tuple(InstrumentRef(**one) for one in made["instruments"])
    made["support"] = tuple(
        Support(role=s["role"], quote=s["quote"], locator=_parse_locator(s["locator"])) for s in made["support"]
    )
    made["why"] = tuple(Reason(**one) for one in made["why"])
    return Statement(**made)


def parse_private_span(fields: Mapping[str, Any]) -> PrivateSpan:
    """Parse a private span from its values; raises ValueError, TypeError or KeyError if invalid."""
    if not all(isinstance(fields[place], int) for place in ("start", "end")) or not isinstance(fields["passage"], str):
        raise TypeError(f"{fields!r:.80} is no private span")
    return PrivateSpan(**fields)


def _to_plain_value(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    return [_to_plain_value(one) for one in value] if isinstance(value, tuple) else to_dict(value)


def _parse_locator(fields: Mapping[str, Any]) -> Locator:
    return Locator(**{**fields, "headings": tuple(fields["headings"])})
