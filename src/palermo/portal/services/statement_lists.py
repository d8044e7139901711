"""Lists of statements: those that cite a registry row, and the addresses that follow a list."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from palermo.analysis import MAP_FACETS
from palermo.edition import Filters, build_filters
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowAddresses:
    """Where the new statements of a list can be read."""

    feed: str
    form: str


def build_follow_addresses(filters: Filters) -> FollowAddresses | None:
    """Return the addresses for filters; None without filters, or if one cannot be saved."""
    pairs = [("where", f"{name}={value}") for name, values in filters.selected.items() for value in values]
    if any(name not in MAP_FACETS for name in filters.selected) or not (pairs or filters.words):
        return None
    query = urlencode([*pairs, *([("q", filters.words)] if filters.words else [])])
    return FollowAddresses(
        feed=f"{reverse('feeds:statements')}?{query}", form=f"{reverse('subscriptions:new')}?{query}"
    )
