"""The list of publications, one publication, and the list as a file."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from palermo import registry
from palermo.errors import NotFound
from palermo.portal.base import display_names, languages
from palermo.portal.base.pagination import build_list_address, paginate
from palermo.portal.publications.forms import PublicationListForm
from palermo.portal.services.current_edition import get_document_index
from palermo.portal.services.list_files import stream_rows
from palermo.portal.services.registry_lists import (
    PublicationDocuments,
    build_publication_list,
    show_counts,
)
from palermo.portal.services.statement_pages import build_citing_context
from palermo.registry import Publication
from palermo.statements import TAG_FIELDS, select_fields

PAGE_SIZE = 20


@require_safe
def publication_list(request: HttpRequest) -> HttpResponse:
    """List the publications that match the filters."""
    form, documents = PublicationListForm(request.GET), get_document_index().publication_documents
    if form.has_empty_params:
        return redirect(build_list_address(request.path, form.url_params))
    publications = build_publication_list(documents)
    pages = paginate(request, PAGE_SIZE, publications.select(form.filters))
    show_counts(form, publications.count_values(form.filters))
    context = {
        "form": form,
        "fields": form.select_fields,
        "pages": pages,
        "rows": [(row, documents.get(row.id, ())) for row in pages],
        "known": len(registry.load_registry().publications),
    }
    return render(request, "publications/list.html", context)


@require_safe
def publication_export(request: HttpRequest, format: str) -> StreamingHttpResponse:
    """Return the publications that match the filters as a file."""
    documents = get_document_index().publication_documents
    publications = build_publication_list(documents).select(PublicationListForm(request.GET).filters)
    return stream_rows(_build_rows(publications, documents), format, "publications")


@require_safe
def publication_detail(request: HttpRequest, id: str) -> HttpResponse:
    """Render one publication and where it can be read."""
    item = registry.load_registry().publications.get(id)
    if item is None:
        raise NotFound(f"publication {id[:60]}", "the registry shows no such publication", "Look through the list")
    context = {
        "publication": item,
        **display_names.build_registry_facts(item),
        "documents": get_document_index().publication_documents.get(id, ()),
        "milestones": [row for row in registry.load_registry().timeline if id in row.publications],
        **build_citing_context(request, id),
    }
    return render(request, "publications/detail.html", context)


def _choose_digest(publication: Publication) -> str | None:
    """Choose the digest in the page's language, or in English."""
    language = languages.get_active_language()
    return registry.choose_own_text(publication.digests, language).text if publication.digests else None


def _build_rows(publications: Iterable[Publication], documents: PublicationDocuments) -> Iterator[dict[str, Any]]:
    for publication in publications:
        yield {
            **select_fields(publication, ("id", "title", "symbol", "kind")),
            "date": (publication.date or "")[:4] or None,
            **select_fields(publication, ("publishers", "languages")),
            **select_fields(publication.topics, TAG_FIELDS),
            "digest": _choose_digest(publication),
            "address": publication.address,
            "documents": [document.id for document in documents.get(publication.id, ())],
            "sources": list(publication.sources),
        }
