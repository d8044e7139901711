"""Statements that cite an instrument or a publication."""

from typing import Any

from django.http import HttpRequest

from palermo.edition import Filters
from palermo.portal.base.pagination import paginate
from palermo.portal.services.current_edition import get_current_view, get_document_index

PAGE_SIZE = 10
"""Statements on a page."""


def build_citing_context(request: HttpRequest, id: str) -> dict[str, Any]:
    """Return the context of the section of statements that cite a registry row."""
    shelf = get_document_index()
    names = shelf.citation_forms.get(id, (id,))
    cites = Filters(instruments=names)
    counted = get_current_view().count_facets(cites)["kind"]
    total = sum(count.statements for count in counted)
    pages = paginate(request, PAGE_SIZE, total)
    found = get_current_view().find_statements(cites, offset=pages.offset, limit=PAGE_SIZE)
    return {
        "cited_as": [("instrument", name) for name in names],
        "citing": [(statement, found.documents[statement.document]) for statement in found.statements],
        "kinds": [(count.value, count.statements) for count in counted],
        "pages": pages,
        "searched": len(shelf.documents),
    }
