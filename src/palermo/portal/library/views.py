"""The library's pages: the documents of the edition, and those that could not be read."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from palermo import registry
from palermo.edition import NO_FILTERS, Filters, select_one_per_work
from palermo.portal.base import languages, registry_links
from palermo.portal.base.list_query import find_ignored_params
from palermo.portal.base.pagination import Pagination, build_list_address, parse_page_number
from palermo.portal.library import search_query
from palermo.portal.library.document_query import DocumentQuery, list_years, parse_document_query
from palermo.portal.services.current_edition import get_current_view, get_document_index, get_search_index
from palermo.portal.services.document_index import DocumentIndex
from palermo.portal.services.facet_labels import find_regions
from palermo.portal.services.map_cache import get_dimension_values
from palermo.portal.services.record_streams import FORMATS, stream_rows
from palermo.publishing.search_results import build_hit_values
from palermo.search import SearchIndex
from palermo.statements import Document, Nature

WORKS_PER_PAGE = 10
"""Works on a page of what a search found."""
MAX_EXPORTED_PASSAGES = 300
"""Passages in the file of a search."""
PAGE_SIZE = 50
"""Documents on a page."""


@require_safe
def document_list(request: HttpRequest) -> HttpResponse:
    """The documents that the filters let pass, newest first, of each Work the first alone; with words, a search."""
    held, ask = get_document_index(), parse_document_query(request.GET)
    if "" in request.GET.values():
        return redirect(
            build_list_address(request.path, [(name, str(value)) for name, value in request.GET.items() if value])
        )
    index, wanted = get_search_index(), search_query.parse_search_query(request.GET)
    if index and wanted.search_text:
        return _render_search(request, index, wanted)
    found = select_one_per_work(_find_documents(held, ask))
    choices = _list_choices(held)
    pages = Pagination(requested=parse_page_number(request.GET.get("page")), size=PAGE_SIZE, total=len(found))
    context = {
        "asked": ask,
        "pages": pages,
        "rows": [
            (one, held.recommendation_counts.get(one.id, 0)) for one in found[pages.offset : pages.offset + PAGE_SIZE]
        ],
        "publishers": registry_links.list_entity_options(held.publisher_documents, languages.get_active_language()),
        "years": list_years(held.documents),
        "languages": choices["language"],
        "natures": choices["nature"],
        "regions": find_regions(get_current_view().count_facets(NO_FILTERS, ("region",))["region"]),
        "region_told": search_query.explain_region(ask.region) if ask.region else "",
        "unheard": find_ignored_params(request.GET, choices),
        "held": len(held.works),
        "unread": len(get_current_view().manifest.quarantined),
        "searchable": index is not None,
    }
    return render(request, "library/list.html", context)


@require_safe
def document_export(request: HttpRequest, format: str) -> StreamingHttpResponse:
    """The same documents as a file."""
    if format not in FORMATS:
        raise Http404
    held = get_document_index()
    return stream_rows(_build_rows(_find_documents(held, parse_document_query(request.GET)), held), format, "documents")


@require_safe
def search_export(request: HttpRequest, format: str) -> StreamingHttpResponse:
    """The passages that a search finds, as a file, best first."""
    index, wanted = get_search_index(), search_query.parse_search_query(request.GET)
    if format not in FORMATS or index is None:
        raise Http404
    hits = index.search_hits(
        wanted.search_text, wanted.filters, limit=MAX_EXPORTED_PASSAGES, hint=languages.get_active_language()
    )
    return stream_rows((build_hit_values(hit) for hit in hits), format, "passages")


@require_safe
def unread_list(request: HttpRequest) -> HttpResponse:
    """The documents that could not be read, each with its reason and what would mend it."""
    rows = get_current_view().manifest.quarantined
    return render(request, "library/unread.html", {"rows": rows})


def _render_search(request: HttpRequest, index: SearchIndex, query: search_query.LibrarySearchQuery) -> HttpResponse:
    number = parse_page_number(request.GET.get("page"))
    answer = index.search(
        query.search_text, query.filters, page=number, size=WORKS_PER_PAGE, hint=languages.get_active_language()
    )
    documents = get_document_index().documents
    context = {
        "asked": query,
        "answer": answer,
        "pages": Pagination(requested=number, size=WORKS_PER_PAGE, total=answer.works),
        "groups": [
            {
                "document": one.document,
                "more": one.more,
                "hits": [(hit, search_query.split_hit(hit)) for hit in one.hits],
            }
            for one in answer.groups
        ],
        "related": [(hit, search_query.split_hit(hit)) for hit in answer.related],
        "facets": search_query.build_facets(query, answer),
        "chips": search_query.build_chips(query, documents),
        "notes": search_query.format_notes(answer.warnings),
        "suggestion": replace(query, search_text=answer.suggestion) if answer.suggestion else None,
        "searched": len(documents),
        "unheard": find_ignored_params(
            request.GET, dict.fromkeys(("q", "page", *search_query.FILTER_PARAMS, *search_query.PARAM_ALIASES))
        ),
    }
    return render(request, "library/search.html", context)


def _list_choices(index: DocumentIndex) -> dict[str, Collection[str] | None]:
    """The values of each parameter of the list; of publishers and regions all that the registry knows."""
    known = registry.load_registry()
    return {
        "q": None,
        "page": None,
        "publisher": index.publisher_documents.keys() | known.entities.keys(),
        "year": {str(one) for one in list_years(index.documents)},
        "language": sorted({one.language for one in index.documents}),
        "nature": [one.value for one in Nature if any(d.nature == one for d in index.documents)],
        "region": known.regions.keys(),
    }


def _find_documents(index: DocumentIndex, query: DocumentQuery) -> list[Document]:
    there = set(index.by_id)
    if query.region:
        wanted = Filters(regions=get_dimension_values().expand_regions((query.region,)), every_copy=True)
        there = {one.value for one in get_current_view().count_facets(wanted, ("document",))["document"]}
    return [one for one in index.documents if one.id in there and query.is_match(one)]


def _build_rows(documents: list[Document], index: DocumentIndex) -> Iterator[dict[str, Any]]:
    for one in documents:
        yield {
            "id": one.id,
            "work": one.work,
            "version": one.version.value,
            "title": one.title,
            "symbol": one.symbol,
            "date": one.date,
            "publishers": list(one.publishers),
            "language": one.language,
            "nature": one.nature.value,
            "pages": one.pages,
            "recommendations": index.recommendation_counts.get(one.id, 0),
            "source": one.source,
            "address": one.address,
        }
