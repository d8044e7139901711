"""Organisations that this edition names and the registry does not know: a page, and the same as files."""

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palermo import registry
from palermo.analysis import proposed
from palermo.linking import Proposal
from palermo.portal.editions.current import current_shelf, current_view, told_token
from palermo.portal.editions.streams import FORMATS, streamed
from palermo.portal.frame.pages import Pages, page_number
from palermo.publishing.proposed import proposal_rows

SIZE = 20
"""Proposals on a page."""


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """A page of proposals, the most named first, each with its names and a place where it is named."""
    found, documents = current_proposals(), current_shelf().by_id
    pages = Pages(asked=page_number(request.GET.get("page")), size=SIZE, total=len(found))
    rows = found[pages.offset : pages.offset + SIZE]
    context = {
        "pages": pages,
        "rows": [(one, [(said, documents[said.document]) for said in one.evidence[:1]]) for one in rows],
        "searched": len(documents),
    }
    return render(request, "editions/proposals.html", context)


@require_safe
def export(request: HttpRequest, format: str) -> StreamingHttpResponse:
    """All proposals, each with its names, documents and quotes."""
    if format not in FORMATS:
        raise Http404
    return streamed(proposal_rows(current_proposals(), current_shelf().by_id), format, "proposals")


def current_proposals() -> tuple[Proposal, ...]:
    """Those of the edition that is served now."""
    return _made(told_token(), registry.load().version)


@lru_cache(maxsize=2)
def _made(edition: str | None, facts: str) -> tuple[Proposal, ...]:
    """Those of the edition that is served, kept as long as it and the registry stay the same."""
    return proposed(current_view(), registry.load())
