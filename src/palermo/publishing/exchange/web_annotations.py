"""Statements as W3C Web Annotations on the original or on the portal's page."""

from collections.abc import Sequence
from typing import Any

from palermo.publishing.schema_org import JsonLdNode
from palermo.statements import Document, Nature, Passage, Statement

CONTEXT_CHARS = 32
"""Number of characters before and after a quote, by which annotation software finds it."""


def build_annotations(
    document: Document, statements: Sequence[Statement], passages: Sequence[Passage], address: str
) -> JsonLdNode:
    """Return the statements of a document as an AnnotationCollection with one page.

    The target is the original if its address is known and the quotes are from it, else the document's page.
    """
    texts = {passage.id: passage.text for passage in passages}
    own = f"{address}/documents/{document.id}"
    target = own if document.nature is Nature.DIGEST or not document.address else document.address
    items = [
        _build_annotation(statement, texts.get(statement.locator.passage, ""), target, address)
        for statement in statements
    ]
    collection = f"{own}/annotations.jsonld"
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": collection,
        "type": "AnnotationCollection",
        "label": document.title,
        "total": len(items),
        "first": {"id": f"{collection}#page", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }


def _build_annotation(statement: Statement, text: str, target: str, address: str) -> dict[str, Any]:
    start, end = statement.locator.start, statement.locator.end
    selector: dict[str, Any] = {"type": "TextQuoteSelector", "exact": statement.quote}
    if text:
        selector |= {"prefix": text[max(0, start - CONTEXT_CHARS) : start], "suffix": text[end : end + CONTEXT_CHARS]}
    selectors: list[dict[str, Any]] = [selector]
    if statement.locator.page and target.endswith(".pdf"):
        page = f"page={statement.locator.page}"
        conforms = "http://tools.ietf.org/rfc/rfc3778"
        selectors.append({"type": "FragmentSelector", "conformsTo": conforms, "value": page})
    return {
        "id": f"{address}/statements/{statement.id}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            {"type": "TextualBody", "purpose": "classifying", "value": statement.kind.value},
            *({"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in statement.tags),
        ],
        "target": {"source": target, "selector": selectors if len(selectors) > 1 else selector},
    }
