"""The documents of an edition with their counts of recommendations: asked once for each edition, then kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from palermo.edition import Filters, View, once
from palermo.statements import Document, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Documents, newest first, and how many recommendations each holds."""

    documents: tuple[Document, ...]
    works: tuple[Document, ...]
    """Of each Work one document, in the same order."""
    by_id: Mapping[str, Document]
    recommendations: Mapping[str, int]
    """By document id; one without any is left out."""


def shelve(view: View) -> Shelf:
    """Count an edition's documents."""
    documents = tuple(view.documents())
    counted = view.facets(Filters(kinds=(Kind.RECOMMENDATION,)))["document"]
    return Shelf(
        documents=documents,
        works=tuple(once(documents)),
        by_id={one.id: one for one in documents},
        recommendations={one.value: one.statements for one in counted},
    )
