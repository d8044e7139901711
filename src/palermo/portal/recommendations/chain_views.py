"""Pages of chains: the list of them, one of them, and the list as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from palermo.analysis.follow_up import FollowUp
from palermo.errors import NotFound
from palermo.portal.editions.current import current_shelf, current_view
from palermo.portal.editions.sheets import FORMATS, sent
from palermo.portal.frame import languages
from palermo.portal.frame.pages import Pages, page_number, tidy
from palermo.portal.maps.cited import rests
from palermo.portal.maps.ground import values
from palermo.portal.recommendations.asked import asked
from palermo.portal.recommendations.chain import whole
from palermo.portal.recommendations.facets import chips
from palermo.portal.recommendations.followed import current_follow_up, current_searched
from palermo.portal.recommendations.repeated import chains_of
from palermo.publishing.sheets.follow_up import chain_sheet

SIZE = 25
"""Chains, or members of one, on a page."""
NOTHING = FollowUp(chains=(), chain_of={}, answers={}, meaning=False)


@require_safe
def chains(request: HttpRequest) -> HttpResponse:
    """A page of the chains of which some call passes the filters, longest first."""
    ask = asked(request.GET)
    if "" in request.GET.values():
        return redirect(tidy(request.path, ask.query))
    view, found = current_view(), current_follow_up()
    passing = chains_of(view, found or NOTHING, ask.filters)
    pages = Pages(asked=page_number(request.GET.get("page")), size=SIZE, total=len(passing))
    context = {
        "asked": ask,
        "ready": found is not None,
        "pages": pages,
        "rows": passing[pages.offset : pages.offset + SIZE],
        "chips": chips(ask, [], current_shelf().by_id),
        "formats": FORMATS,
        "rests": rests("Follow-up: recommendations that are repeated", ask.where),
    }
    return render(request, "recommendations/chains.html", context)


@require_safe
def chains_export(request: HttpRequest, format: str) -> HttpResponse:
    """The same chains as a file, with what came of them."""
    found, where = current_follow_up() or NOTHING, asked(request.GET).where
    view, known, language = current_view(), values(), languages.active()
    return sent(lambda: chain_sheet(found, view, where, known, language), format, "chains")


@require_safe
def chain(request: HttpRequest, id: str) -> HttpResponse:
    """One chain; the id of any of its members leads to it."""
    found = current_follow_up() or NOTHING
    one = found.chain_of.get(id)
    if one is None:
        raise NotFound(
            f"chain {id[:40]}", "no chain of this edition holds that recommendation", "Look through the list"
        )
    if one.id != id:
        return redirect("recommendations:chain", id=one.id)
    follow = whole(current_view(), found, current_searched(), one)
    pages = Pages(asked=page_number(request.GET.get("page")), size=SIZE, total=len(follow.members))
    rows = follow.members[pages.offset : pages.offset + SIZE]
    context = {"chain": one, "follow": follow, "rows": rows, "pages": pages, "nothing": ()}
    return render(request, "recommendations/chain.html", context)
