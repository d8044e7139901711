"""The register: a page of what the filters find, all of it as a file, and who is addressed by whom."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.analysis.follow_up import FollowUp
from palermo.edition import StatementPage, View
from palermo.edition.export import export_rows
from palermo.portal.base.pagination import Pagination, build_list_address, parse_page_number
from palermo.portal.recommendations.facets import FACETS_BY_PARAM, build_chips, build_facets
from palermo.portal.recommendations.register_query import RegisterQuery, parse_register_query
from palermo.portal.recommendations.repetition import find_most_repeated
from palermo.portal.services.current_edition import get_current_view, get_document_index
from palermo.portal.services.document_index import ALL_RECOMMENDATIONS
from palermo.portal.services.facet_labels import label_facet_value
from palermo.portal.services.follow_up import get_current_follow_up
from palermo.portal.services.map_footer import build_map_footer
from palermo.portal.services.record_streams import FORMATS, stream_rows

PAGE_SIZE = 25
"""Recommendations on a page."""
NAMES_PER_PAGE = 100
"""Names on a page."""


@require_safe
def register_list(request: HttpRequest) -> HttpResponse:
    """A page of the recommendations that the filters find."""
    view = get_current_view()
    ask = parse_register_query(request.GET)
    if "" in request.GET.values():
        return redirect(build_list_address(request.path, ask.query))
    number = parse_page_number(request.GET.get("page"))
    follow = get_current_follow_up()
    found = _find_statements(view, ask, follow, (number - 1) * PAGE_SIZE)
    pages = Pagination(requested=number, size=PAGE_SIZE, total=found.total)
    if pages.number != number:
        found = _find_statements(view, ask, follow, pages.offset)
    chain_of = follow.chain_by_call if follow else {}
    fields = build_facets(ask, view.count_facets(ask.filters, tuple(FACETS_BY_PARAM.values())))
    shelf = get_document_index()
    context = {
        "asked": ask,
        "rows": [(one, found.documents[one.document], chain_of.get(one.id)) for one in found.statements],
        "pages": pages,
        "facets": fields,
        "chips": build_chips(ask, fields, shelf.by_id),
        "searched": len(shelf.documents),
        "formats": list(FORMATS),
        "rests": build_map_footer("Recommendations", ask.filter_set),
    }
    return render(request, "recommendations/register.html", context)


def _find_statements(view: View, query: RegisterQuery, follow: FollowUp | None, offset: int) -> StatementPage:
    """A stretch of what is asked for, in the order that is asked for."""
    if query.ordering == "repeated":
        return find_most_repeated(view, follow, query.filters, offset, PAGE_SIZE)
    return view.find_statements(query.filters, offset=offset, limit=PAGE_SIZE, order=query.ordering)


@require_safe
def register_export(request: HttpRequest, format: str) -> StreamingHttpResponse:
    """All that the filters find, as a file; the same number that the page counts."""
    if format not in FORMATS:
        raise Http404
    return stream_rows(
        export_rows(get_current_view(), "statements", parse_register_query(request.GET).filters),
        format,
        "recommendations",
    )


@require_safe
def addressee_list(request: HttpRequest) -> HttpResponse:
    """Everybody who is asked to do something, and how often."""
    return _render_names(request, "addressee", _("Who is addressed"), "addressee")


@require_safe
def issuer_list(request: HttpRequest) -> HttpResponse:
    """Everybody who recommends something, and how often."""
    return _render_names(request, "issuer", _("Who recommends"), "actor")


def _render_names(request: HttpRequest, field: str, title: str, facet: str) -> HttpResponse:
    counted = get_current_view().count_facets(ALL_RECOMMENDATIONS)[facet]
    pages = Pagination(requested=parse_page_number(request.GET.get("page")), size=NAMES_PER_PAGE, total=len(counted))
    shown = counted[pages.offset : pages.offset + NAMES_PER_PAGE]
    named = [(label_facet_value(field, one.value, one.name), one.value, one.statements) for one in shown]
    largest = max((one.statements for one in counted), default=0)
    context = {"title": title, "field": field, "rows": named, "largest": largest, "pages": pages}
    return render(request, "recommendations/names.html", context)
