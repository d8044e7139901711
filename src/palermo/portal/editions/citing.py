"""Statements that cite an instrument or a publication, for its page."""

from typing import Any

from django.http import HttpRequest

from palermo.edition import Filters
from palermo.portal.editions.current import current_shelf, current_view
from palermo.portal.frame.pages import Pages, page_number

SIZE = 10
"""Statements on a page."""


def citing(request: HttpRequest, id: str) -> dict[str, Any]:
    """What the section of statements that cite a text shows; id: of the registry. Nothing where none cites it."""
    shelf = current_shelf()
    names = shelf.cited_as.get(id, (id,))
    cites = Filters(instruments=names)
    counted = current_view().facets(cites)["kind"]
    total = sum(count.statements for count in counted)
    pages = Pages(asked=page_number(request.GET.get("page")), size=SIZE, total=total)
    found = current_view().statements(cites, offset=pages.offset, limit=SIZE)
    return {
        "cited_as": [("instrument", name) for name in names],
        "citing": [(statement, found.documents[statement.document]) for statement in found.statements],
        "kinds": [(count.value, count.statements) for count in counted],
        "pages": pages,
        "searched": len(shelf.documents),
    }
