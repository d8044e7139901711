"""The printed name of a document's publisher to a registry id."""

import re
from dataclasses import replace

from palermo.registry import Registry
from palermo.statements import Document, Nature, RefType

_WITH_ACRONYM = re.compile(r"(?P<name>.{6,}?)\s*\([^()\s]{2,15}\)")


def link_publisher(document: Document, registry: Registry) -> Document:
    """Give a document the registry id of its printed publisher; one that its catalogue names stays.

    Only a name that the registry holds as it stands is linked, with or without its acronym in brackets: the acronym
    alone, a part of a name or a similar name may be another body's. A digest is written by others than the text that
    it tells of.
    """
    if document.publishers or document.publisher is None or document.nature is Nature.DIGEST:
        return document
    full = _WITH_ACRONYM.fullmatch(document.publisher)
    for name in (document.publisher, full["name"]) if full else (document.publisher,):
        match = registry.match_entity_name(name)
        if match and match.type is RefType.ENTITY and match.reason is None:
            return replace(document, publishers=(match.id,))
    return document
