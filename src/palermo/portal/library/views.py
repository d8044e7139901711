"""The library's pages: the documents of the edition, and those that could not be read."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from palermo.edition import NO_FILTERS, build_filters, select_one_per_work
from palermo.portal.base import display_names, languages
from palermo.portal.base.pagination import build_list_address, get_page, paginate
from palermo.portal.library import search_query
from palermo.portal.library.forms import (
    DocumentListForm,
    LibrarySearchForm,
    list_languages,
    list_natures,
    list_years,
)
from palermo.portal.services.current_edition import get_current_view, get_document_index, get_search_index
from palermo.portal.services.document_index import DocumentIndex
from palermo.portal.services.facet_labels import find_regions
from palermo.portal.services.list_files import stream_rows
from palermo.portal.services.quote_spans import describe_hit
from palermo.publishing.search_results import build_hit_values
from palermo.search import SearchIndex
from palermo.statements import Document, select_fields

WORKS_PER_PAGE = 10
MAX_EXPORTED_PASSAGES = 300
PAGE_SIZE = 50
_NAMES_BEFORE_PRINTED = ("id", "work", "version", "title", "symbol", "date", "publishers")
_NAMES_AFTER_PRINTED = ("language", "nature", "pages")


@require_safe
def document_list(request: HttpRequest) -> HttpResponse:
    """List the documents that match the filters, newest first, one for each Work.

    If the query has words, search passages instead.
    """
    form = DocumentListForm(request.GET)
    if form.has_empty_params:
        filled_params = [(name, str(value)) for name, value in request.GET.items() if value]
        return redirect(build_list_address(request.path, filled_params))
    search_index, search_form = get_search_index(), LibrarySearchForm(request.GET)
    if search_index and search_form.query.search_text:
        return _render_search(request, search_index, search_form)
    index, region = get_document_index(), form.get_value("region")
    documents = select_one_per_work(_find_documents(index, form))
    pages = paginate(request, PAGE_SIZE, documents)
    context = {
        "chosen": form.filters.chosen,
        "pages": pages,
        "rows": [(row, index.recommendation_counts.get(row.id, 0)) for row in pages],
        "publishers": display_names.list_entity_options(index.publisher_documents),
        "years": list_years(index.documents),
        "languages": list_languages(index.documents),
        "natures": list_natures(index.documents),
        "regions": find_regions(get_current_view().count_facets(NO_FILTERS, ("region",))["region"]),
        "region_note": search_query.explain_region(region) if region else "",
        "form": form,
        "held": len(index.works),
        "unread": len(get_current_view().manifest.quarantined),
        "searchable": search_index is not None,
    }
    return render(request, "library/list.html", context)


@require_safe
def document_export(request: HttpRequest, format: str) -> StreamingHttpResponse:
    """Return the documents that match the filters as a file."""
    index = get_document_index()
    documents = _find_documents(index, DocumentListForm(request.GET))
    return stream_rows(_build_rows(documents, index), format, "documents")


@require_safe
def search_export(request: HttpRequest, format: str) -> StreamingHttpResponse:
    """Return the passages that a search finds as a file, best first."""
    index, query = get_search_index(), LibrarySearchForm(request.GET).query
    if index is None:
        raise Http404
    hits = index.search_hits(
        query.search_text, query.filters, limit=MAX_EXPORTED_PASSAGES, hint=languages.get_active_language()
    )
    return stream_rows((build_hit_values(hit, get_current_view()) for hit in hits), format, "passages")


@require_safe
def unread_list(request: HttpRequest) -> HttpResponse:
    """List the documents that could not be read, with the reason and how to fix it."""
    rows = get_current_view().manifest.quarantined
    return render(request, "library/unread_list.html", {"rows": rows})


def _render_search(request: HttpRequest, index: SearchIndex, form: LibrarySearchForm) -> HttpResponse:
    query, number = form.query, form.cleaned_data["page"]
    answer = index.search(
        query.search_text, query.filters, page=number, size=WORKS_PER_PAGE, hint=languages.get_active_language()
    )
    documents, view = get_document_index().documents, get_current_view()
    context = {
        "query": query,
        "form": form,
        "answer": answer,
        "pages": get_page(range(answer.works), WORKS_PER_PAGE, number),
        "groups": [
            {
                "document": group.document,
                "more": group.more,
                "hits": [describe_hit(hit, view) for hit in group.hits],
            }
            for group in answer.groups
        ],
        "related": [describe_hit(hit, view) for hit in answer.related],
        "facets": search_query.build_facets(query, answer),
        "chips": search_query.build_chips(query, documents),
        "notes": [search_query.format_note(note) for note in answer.warnings],
        "narrower": _offer_narrower(query, index, answer.language),
        "suggestion": replace(query, search_text=answer.suggestion) if answer.suggestion else None,
    }
    return render(request, "library/search.html", context)


def _offer_narrower(query: search_query.LibrarySearchQuery, index: SearchIndex, language: str) -> dict[str, Any] | None:
    """Return the search with the kind that its words name as a filter; None if they name none, or it finds nothing."""
    narrower = query.find_narrower(language)
    if narrower is None:
        return None
    found = index.search(narrower.search_text, narrower.filters, size=1, hint=languages.get_active_language()).listed
    kind = search_query.label_value("kind", narrower.filters["kind"][0])
    return {"query": narrower, "kind": kind, "found": found} if found else None


def _find_documents(index: DocumentIndex, form: DocumentListForm) -> list[Document]:
    document_ids = set(index.by_id)
    if region := form.get_value("region"):
        filters = build_filters(region=[region], every_copy=True)
        document_ids = {facet.value for facet in get_current_view().count_facets(filters, ("document",))["document"]}
    return [document for document in index.documents if document.id in document_ids and form.is_match(document)]


def _build_rows(documents: list[Document], index: DocumentIndex) -> Iterator[dict[str, Any]]:
    for document in documents:
        yield {
            **select_fields(document, _NAMES_BEFORE_PRINTED),
            "printed_publishers": list(document.masthead.publishers),
            **select_fields(document, _NAMES_AFTER_PRINTED),
            "recommendations": index.recommendation_counts.get(document.id, 0),
            **select_fields(document, ("source", "address")),
        }
