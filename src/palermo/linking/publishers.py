"""The printed name of a document's publisher to a registry id."""

from dataclasses import replace

from palermo.registry import Registry
from palermo.statements import Document, Nature, RefType


def link_publisher(document: Document, registry: Registry) -> Document:
    """Give a document the registry id of its printed publisher; one that its catalogue names stays.

    Only a name that the registry holds as it stands is linked: a name in brackets, a part of a name or a similar
    name may be another body's. A digest is written by others than the text that it tells of.
    """
    if document.publishers or document.publisher is None or document.nature is Nature.DIGEST:
        return document
    match = registry.match_entity_name(document.publisher)
    sure = match is not None and match.type is RefType.ENTITY and match.reason is None
    return replace(document, publishers=(match.id,)) if match and sure else document
