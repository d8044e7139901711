"""Statements that cite an instrument or a publication."""

from typing import Any

from django.http import HttpRequest

from palermo.edition import build_filters
from palermo.portal.base.pagination import get_offset, paginate
from palermo.portal.services.current_edition import get_current_view, get_document_index

PAGE_SIZE = 10
"""Statements on a page."""


def build_citing_context(request: HttpRequest, id: str) -> dict[str, Any]:
    """Return the context of the section of statements that cite a registry row."""
    index = get_document_index()
    names = index.citation_forms.get(id, (id,))
    filters = build_filters(instrument=names)
    counts = get_current_view().count_facets(filters)["kind"]
    total = sum(count.statements for count in counts)
    pages = paginate(request, PAGE_SIZE, range(total))
    page = get_current_view().find_statements(filters, offset=get_offset(pages), limit=PAGE_SIZE)
    return {
        "cited_as": [("instrument", name) for name in names],
        "citing": [(statement, page.documents[statement.document]) for statement in page.statements],
        "kinds": [(count.value, count.statements) for count in counts],
        "pages": pages,
        "searched": len(index.works),
    }
