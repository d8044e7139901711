"""Evidence: a statement, passage or document with its quote, page, document, edition and permanent address."""

from typing import Any

from palermo import registry, vocabulary
from palermo.edition import View
from palermo.statements import ROLES, Document, Nature, Ref, Statement

DIGEST_NOTE = "A digest in Palermo's words: do not quote it as the work that it is about."

type JSONObject = dict[str, Any]


def build_evidence(statement: Statement, view: View, address: str) -> JSONObject:
    """Return a statement as evidence; nobody is named who is not named by the statement."""
    labels = registry.load_registry()
    concepts = vocabulary.load_vocabulary()
    return {
        "id": statement.id,
        "kind": statement.kind.value,
        "quote": statement.quote,
        "language": statement.language,
        "page": statement.locator.page,
        "paragraph": statement.locator.paragraph,
        **{role: [_describe_ref(ref) for ref in statement.get_refs(role)] for role in ROLES},
        "response": statement.response.value if statement.response else None,
        "topics": [
            concepts.get_label(id)
            for id in (*statement.themes, *statement.exploitation, *statement.interventions, *statement.groups)
        ],
        "places": [labels.get_label(f"state:{code}") for code in statement.places],
        "confidence": round(statement.confidence, 3),
        "status": statement.status.value,
        "address": f"{address}/statements/{statement.id}",
        **build_source(view.get_document(statement.document), view, address),
    }


def build_source(document: Document, view: View, address: str) -> JSONObject:
    """Return the document and the edition that something is quoted from."""
    labels = registry.load_registry()
    printed = document.publisher or document.masthead.organ
    names = [labels.get_label(id) for id in document.publishers] or ([printed] if printed else [])
    is_digest = document.nature is Nature.DIGEST
    return {
        "document": {
            "id": document.id,
            "title": document.title,
            "symbol": document.symbol,
            "date": document.date,
            "publishers": names,
            "nature": document.nature.value,
            "original": document.address,
            "address": f"{address}/documents/{document.id}",
        },
        "edition": view.manifest.name,
        **({"note": DIGEST_NOTE} if is_digest else {}),
    }


def _describe_ref(ref: Ref) -> JSONObject:
    return {
        "id": ref.id,
        "name": registry.load_registry().get_label(ref.id) if ref.id else ref.name,
        "printed": ref.name,
    }
