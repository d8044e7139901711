"""Links the printed name of a document's publisher to the registry."""

import re
from dataclasses import replace

from palermo.registry import Registry
from palermo.statements import Document, Nature, RefType

_WITH_ACRONYM = re.compile(r"(?P<name>.{6,}?)\s*\([^()\s]{2,15}\)")


def link_publisher(document: Document, registry: Registry) -> Document:
    """Set the registry id of a document's printed publisher; one from the catalogue is kept.

    Only exact registry names are linked, with or without the acronym in brackets: an acronym alone, a part of a name or
    a similar name may be another body's. A digest has other authors than the text that it reports.
    """
    if document.publishers or document.publisher is None or document.nature is Nature.DIGEST:
        return document
    full = _WITH_ACRONYM.fullmatch(document.publisher)
    for name in (document.publisher, full["name"]) if full else (document.publisher,):
        match = registry.match_entity_name(name)
        if match and match.type is RefType.ENTITY and match.reason is None:
            return replace(document, publishers=(match.id,))
    return document
