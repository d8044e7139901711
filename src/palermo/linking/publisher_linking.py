"""Registry ids of the publishers that a document prints."""

import re
from dataclasses import replace

from palermo.registry import Registry
from palermo.statements import Document, Nature, RefType

WITH_ACRONYM = re.compile(r"(?P<name>.{6,}?)\s*\([^()\s]{2,15}\)")
"""A name with its acronym in brackets."""


def link_publisher(document: Document, registry: Registry) -> Document:
    """Set the registry id of a document's printed publisher; one from the catalogue is kept.

    Only exact registry names are linked, with or without the acronym in brackets: an acronym alone, a part of a name or
    a similar name may be another body's. Of several joint publishers all are linked, or none. A digest has other
    authors than the text that it reports.
    """
    if document.publishers or document.publisher is None or document.nature is Nature.DIGEST:
        return document
    ids = [_find_publisher(name, registry) for name in document.masthead.publishers]
    return replace(document, publishers=tuple(filter(None, ids))) if all(ids) else document


def _find_publisher(printed: str, registry: Registry) -> str | None:
    full = WITH_ACRONYM.fullmatch(printed)
    for name in (printed, full["name"]) if full else (printed,):
        match = registry.match_entity_name(name)
        if match and match.type is RefType.ENTITY and match.reason is None:
            return match.id
    return None
