"""The home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palermo.portal.editions.current import current_shelf, current_view
from palermo.portal.glance.figures import NEWEST, answers, bars, built
from palermo.portal.recommendations.views import EVERY


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The edition at a glance: figures that open what they count."""
    view, shelf = current_view(), current_shelf()
    facets = view.facets(EVERY)
    found = view.statements(EVERY, limit=1)
    context = {
        "built": built(shelf),
        "recommendations": found.total,
        "opened": [(one, found.documents[one.document]) for one in found.statements],
        "addressees": bars("addressee", facets["addressee"]),
        "issuers": bars("issuer", facets["actor"]),
        "answers": answers(facets["response"], found.total),
        "newest": shelf.documents[:NEWEST],
        "unread": len(view.manifest.quarantined),
        "edition": view.manifest,
    }
    return render(request, "glance/home.html", context)
