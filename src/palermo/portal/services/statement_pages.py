"""Lists of statements: those that cite a registry row, and the addresses that follow a list."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import HttpRequest
from django.urls import reverse

from palermo.analysis import MAP_FACETS
from palermo.edition import Filters, View, build_filters
from palermo.errors import NotFound
from palermo.portal.base.pagination import get_offset, paginate
from palermo.portal.services.current_edition import get_current_view, get_document_index
from palermo.statements import Document, Statement

PAGE_SIZE = 10


def paginate_statements(
    request: HttpRequest, view: View, filters: Filters, size: int
) -> tuple[Page[int], list[tuple[Statement, Document]]]:
    """Return the page of a list of statements that a request names, and its statements with their documents."""
    pages = paginate(request, size, range(view.find_statements(filters, limit=0).total))
    return pages, view.find_statements(filters, offset=get_offset(pages), limit=size).rows


def list_visible_statements(view: View, ids: Iterable[str]) -> list[Statement]:
    """Return the statements with these ids that a view shows, in order."""
    statements = []
    for id in ids:
        with suppress(NotFound):
            statements.append(view.get_statement(id))
    return statements


def build_citing_context(request: HttpRequest, id: str) -> dict[str, Any]:
    """Return the context of the section of statements that cite a registry row."""
    index, view = get_document_index(), get_current_view()
    names = index.citation_forms.get(id, (id,))
    filters = build_filters(instrument=names)
    pages, rows = paginate_statements(request, view, filters, PAGE_SIZE)
    return {
        "cited_as": [("instrument", name) for name in names],
        "citing": rows,
        "kinds": [(count.value, count.statements) for count in view.count_facets(filters, ("kind",))["kind"]],
        "pages": pages,
    }


def build_follow_addresses(filters: Filters) -> dict[str, str] | None:
    """Return the addresses of the feed of filters, and of the form that saves them as a search.

    None without filters, or if one cannot be saved.
    """
    pairs = [("where", f"{name}={value}") for name, values in filters.selected.items() for value in values]
    if filters.ids is not None or any(name not in MAP_FACETS for name in filters.selected):
        return None
    if not (pairs or filters.words):
        return None
    query = urlencode([*pairs, *([("q", filters.words)] if filters.words else [])])
    return {"feed": f"{reverse('feeds:statements')}?{query}", "form": f"{reverse('subscriptions:new')}?{query}"}
