"""Export record of a statement (contract v1): plain JSON values, fields in documented order."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from palermo.statements.documents import Document
from palermo.statements.enums import Nature, RefType, Response, ReviewStatus, StatementKind
from palermo.statements.extraction_result import PrivateSpan
from palermo.statements.statement import ROLES, TAG_FIELDS, InstrumentRef, Locator, Reason, Ref, Statement, Support

_TUPLE_FIELDS = (*TAG_FIELDS, "places", "regions", "years", "same_as")
STORED_NAMES = {"duplicate_rank": "standing"}
"""Fields of a statement that are stored under another name."""


def build_record(
    statement: Statement, document: Document, review: Mapping[str, str | None] | None = None
) -> dict[str, Any]:
    """Build the export record of a statement; raises ValueError if it is not of this document.

    `review` has the role of the reviewer of the effective decision, and the name of one who agreed to be named.
    """
    if statement.document != document.id:
        raise ValueError(f"statement {statement.id} is of document {statement.document}, not {document.id}")
    return {
        "id": statement.id,
        "kind": statement.kind.value,
        "quote": statement.quote,
        "language": statement.language,
        "document": {
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
        },
        "locator": _build_locator(statement.locator),
        **{role: _build_refs(statement, statement.get_refs(role)) for role in ROLES},
        "action": statement.action,
        "response": statement.response.value if statement.response else None,
        **{field: list(statement.get_tags(field)) for field in TAG_FIELDS},
        "places": list(statement.places),
        "regions": list(statement.regions),
        "instruments": [asdict(instrument) for instrument in statement.instruments],
        "tense": statement.tense,
        "years": list(statement.years),
        "dimension": statement.dimension,
        "protective": statement.protective,
        "support": [
            {"role": s.role, "quote": s.quote, "locator": _build_locator(s.locator)} for s in statement.support
        ],
        "why": [{"feature": r.feature, "weight": r.weight} for r in statement.why],
        "same_as": list(statement.same_as),
        "main": statement.duplicate_rank == 0,
        "sensitive": statement.sensitive,
        "row": _parse_row(statement.locator) if document.nature in (Nature.TABLE, Nature.SURVEY) else None,
        "confidence": statement.confidence,
        "confirmed": statement.is_confirmed,
        "method": statement.method,
        "status": statement.status.value,
        "review": dict(review) if review else None,
    }


def _build_refs(statement: Statement, refs: tuple[Ref, ...]) -> list[dict[str, str | float | None]]:
    return [
        {
            "id": ref.id,
            "name": ref.name,
            "type": ref.type.value,
            "source": ref.source or None,
            "confidence": ref.confidence,
            "confirmed": statement.is_confirmed_ref(ref),
        }
        for ref in refs
    ]


def _parse_row(locator: Locator) -> dict[str, Any] | None:
    """Return sheet and row from a printed number such as `Sheet1!12`; a CSV has no sheets."""
    sheet, _, number = (locator.paragraph or "").rpartition("!")
    return {"sheet": sheet or None, "row": int(number), "column": None} if number.isdecimal() else None


def _build_locator(locator: Locator) -> dict[str, Any]:
    return {
        "page": locator.page,
        "paragraph": locator.paragraph,
        "start": locator.start,
        "end": locator.end,
        "passage": locator.passage,
        "headings": list(locator.headings),
    }


def to_dict(instance: Any) -> dict[str, Any]:
    """Return a slotted dataclass as a nested dict of its fields; `asdict` takes three times as long."""
    names = Statement.__slots__ if isinstance(instance, Statement) else type(instance).__slots__
    return {STORED_NAMES.get(name, name): _to_plain_value(getattr(instance, name)) for name in names}


def parse_statement(fields: Mapping[str, Any]) -> Statement:
    """Parse a statement from its values; raises ValueError, TypeError or KeyError if they are invalid."""
    values = dict(fields)
    for field, name in STORED_NAMES.items():
        if name in values:
            values[field] = values.pop(name)
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
