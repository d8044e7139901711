"""Organisations that this edition names and the registry does not know, as a page and as files."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palermo.portal.base.pagination import paginate
from palermo.portal.services.current_edition import get_document_index
from palermo.portal.services.proposals import get_current_proposals
from palermo.portal.services.record_streams import FORMATS, stream_rows
from palermo.publishing.proposals import build_proposal_rows

PAGE_SIZE = 20
"""Proposals on a page."""


@require_safe
def proposal_list(request: HttpRequest) -> HttpResponse:
    """List the proposals, those named most often first, each with its names and one quote."""
    proposals, documents = get_current_proposals(), get_document_index().by_id
    pages = paginate(request, PAGE_SIZE, len(proposals))
    rows = proposals[pages.offset : pages.offset + PAGE_SIZE]
    context = {
        "pages": pages,
        "rows": [(row, [(statement, documents[statement.document]) for statement in row.evidence[:1]]) for row in rows],
        "searched": len(get_document_index().works),
    }
    return render(request, "editions/proposals.html", context)


@require_safe
def proposal_export(request: HttpRequest, format: str) -> StreamingHttpResponse:
    """Return all proposals, each with its names, documents and quotes."""
    if format not in FORMATS:
        raise Http404
    return stream_rows(build_proposal_rows(get_current_proposals(), get_document_index().by_id), format, "proposals")
