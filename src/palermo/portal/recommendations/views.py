"""The register: a page of what the filters find, all of it as a file, and who is addressed by whom."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.analysis.follow_up import FollowUp
from palermo.edition import Filters, Found, View
from palermo.edition.export import rows
from palermo.portal.editions.current import current_shelf, current_view
from palermo.portal.editions.streams import FORMATS, streamed
from palermo.portal.frame.pages import Pages, page_number, tidy
from palermo.portal.maps.cited import rests
from palermo.portal.recommendations.asked import Asked, asked
from palermo.portal.recommendations.facets import FACETS, chips, facets, label
from palermo.portal.recommendations.followed import current_follow_up
from palermo.portal.recommendations.repeated import most_repeated
from palermo.statements import Kind

SIZE = 25
"""Recommendations on a page."""
NAMES = 100
"""Names on a page."""
EVERY = Filters(kinds=(Kind.RECOMMENDATION.value,))


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """A page of the recommendations that the filters find."""
    view = current_view()
    ask = asked(request.GET)
    if "" in request.GET.values():
        return redirect(tidy(request.path, ask.query))
    number = page_number(request.GET.get("page"))
    follow = current_follow_up()
    found = _found(view, ask, follow, (number - 1) * SIZE)
    pages = Pages(asked=number, size=SIZE, total=found.total)
    if pages.number != number:
        found = _found(view, ask, follow, pages.offset)
    chain_of = follow.chain_of if follow else {}
    fields = facets(ask, view.facets(ask.filters, tuple(FACETS.values())))
    shelf = current_shelf()
    context = {
        "asked": ask,
        "rows": [(one, found.documents[one.document], chain_of.get(one.id)) for one in found.statements],
        "pages": pages,
        "facets": fields,
        "chips": chips(ask, fields, shelf.by_id),
        "searched": len(shelf.documents),
        "formats": list(FORMATS),
        "rests": rests("Recommendations", ask.where),
    }
    return render(request, "recommendations/register.html", context)


def _found(view: View, ask: Asked, follow: FollowUp | None, offset: int) -> Found:
    """A stretch of what is asked for, in the order that is asked for."""
    if ask.sort == "repeated":
        return most_repeated(view, follow, ask.filters, offset, SIZE)
    return view.statements(ask.filters, offset=offset, limit=SIZE, order=ask.sort)


@require_safe
def export(request: HttpRequest, format: str) -> StreamingHttpResponse:
    """All that the filters find, as a file; the same number that the page counts."""
    if format not in FORMATS:
        raise Http404
    return streamed(rows(current_view(), "statements", asked(request.GET).filters), format, "recommendations")


@require_safe
def addressees(request: HttpRequest) -> HttpResponse:
    """Everybody who is asked to do something, and how often."""
    return _names(request, "addressee", _("Who is addressed"), "addressee")


@require_safe
def issuers(request: HttpRequest) -> HttpResponse:
    """Everybody who recommends something, and how often."""
    return _names(request, "issuer", _("Who recommends"), "actor")


def _names(request: HttpRequest, field: str, title: str, facet: str) -> HttpResponse:
    counted = current_view().facets(EVERY)[facet]
    pages = Pages(asked=page_number(request.GET.get("page")), size=NAMES, total=len(counted))
    shown = counted[pages.offset : pages.offset + NAMES]
    named = [(label(field, one.value, one.name), one.value, one.statements) for one in shown]
    largest = max((one.statements for one in counted), default=0)
    context = {"title": title, "field": field, "rows": named, "largest": largest, "pages": pages}
    return render(request, "recommendations/names.html", context)
