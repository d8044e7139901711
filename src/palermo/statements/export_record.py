"""Export record of a statement (contract v1): plain JSON values, fields in documented order."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from palermo.statements.documents import Document
from palermo.statements.enums import Nature
from palermo.statements.statement import ROLES, Locator, Ref, Statement


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
        "themes": list(statement.themes),
        "exploitation": list(statement.exploitation),
        "interventions": list(statement.interventions),
        "groups": list(statement.groups),
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
        "main": statement.standing == 0,
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
