"""The documents of an edition with their counts of statements: asked once for each edition, then kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from palermo.edition import Filters, View
from palermo.statements import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Documents, newest first, and how many statements each holds."""

    documents: tuple[Document, ...]
    statements: Mapping[str, int]
    """By document id; one without statements is left out."""


def shelve(view: View) -> Shelf:
    """Count an edition's documents."""
    counts = view.facets(Filters()).get("document", ())
    return Shelf(
        documents=tuple(view.documents()),
        statements={count.value: count.statements for count in counts},
    )
