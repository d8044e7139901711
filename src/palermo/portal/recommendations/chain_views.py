"""Chains of recommendations: the list, one chain, and the list as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from palermo.errors import NotFound
from palermo.portal.base import languages
from palermo.portal.base.pagination import build_list_address, paginate
from palermo.portal.recommendations.facets import build_chips
from palermo.portal.recommendations.forms import RegisterForm
from palermo.portal.recommendations.register_query import filter_chains
from palermo.portal.services.chain_history import build_chain_history, load_statements
from palermo.portal.services.current_edition import get_current_view, get_document_index
from palermo.portal.services.follow_up import EMPTY_FOLLOW_UP, get_current_coverage, get_current_follow_up
from palermo.portal.services.map_sheets import build_map_footer, build_sheet_response, get_sheet_source
from palermo.portal.services.registry_lists import match_words
from palermo.publishing.sheets.follow_up import build_chain_sheet

PAGE_SIZE = 25


@require_safe
def chain_list(request: HttpRequest) -> HttpResponse:
    """List the chains with a recommendation that matches the filters, longest first."""
    form = RegisterForm(request.GET)
    query = form.query
    if form.has_empty_params:
        return redirect(build_list_address(request.path, query.url_params))
    follow_up = get_current_follow_up()
    chains = filter_chains(get_current_view(), follow_up or EMPTY_FOLLOW_UP, match_words(query.filters))
    pages = paginate(request, PAGE_SIZE, chains)
    context = {
        "form": form,
        "query": query,
        "has_follow_up": follow_up is not None,
        "pages": pages,
        "rows": pages,
        "chips": build_chips(query, [], get_document_index().by_id),
        "map_footer": build_map_footer("Follow-up: recommendations that are repeated", query.map_filters),
    }
    return render(request, "recommendations/chain_list.html", context)


@require_safe
def chain_export(request: HttpRequest, format: str) -> HttpResponse:
    """Return the chains that match the filters as a file, with their outcomes."""
    follow_up = get_current_follow_up() or EMPTY_FOLLOW_UP
    filters = match_words(RegisterForm(request.GET).query.map_filters)
    view, source = get_current_view(), get_sheet_source(filters, languages.get_active_language())
    return build_sheet_response(lambda: build_chain_sheet(follow_up, view, source), format, "chains")


@require_safe
def chain_detail(request: HttpRequest, id: str) -> HttpResponse:
    """Render one chain; the id of any member redirects to it."""
    follow_up = get_current_follow_up() or EMPTY_FOLLOW_UP
    chain = follow_up.chain_by_call.get(id)
    if chain is None:
        raise NotFound(
            f"chain {id[:40]}", "no chain of this edition contains that recommendation", "Look through the list"
        )
    if chain.id != id:
        return redirect("recommendations:chain", id=chain.id)
    view = get_current_view()
    history = build_chain_history(view, follow_up, get_current_coverage(), chain)
    pages = paginate(request, PAGE_SIZE, history.members)
    rows = load_statements(view, list(pages))
    context = {"chain": chain, "history": history, "rows": rows, "pages": pages}
    return render(request, "recommendations/chain_detail.html", context)
