"""The home page."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palermo import registry
from palermo.edition import View
from palermo.portal.editions.current import current_shelf, current_view
from palermo.portal.frame import languages
from palermo.portal.glance.figures import NEWEST, answers, bars, built
from palermo.portal.glance.panels import panels
from palermo.portal.recommendations.views import EVERY
from palermo.statements import Document, Nature, Statement


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The edition at a glance: figures that open what they count."""
    view, shelf = current_view(), current_shelf()
    facets = view.facets(EVERY)
    total = view.statements(EVERY, limit=1).total
    context = {
        "built": built(shelf),
        "recommendations": total,
        "opened": _opened(view),
        "entities": len(registry.load().entities),
        "instruments": len(registry.load().instruments),
        "publications": len(shelf.held),
        "addressees": bars("addressee", facets["addressee"]),
        "issuers": bars("issuer", facets["actor"]),
        "answers": answers(facets["response"], total),
        "newest": shelf.works[:NEWEST],
        "unread": len(view.manifest.quarantined),
        "edition": view.manifest,
        "panels": panels(request),
    }
    return render(request, "glance/home.html", context)


def _opened(view: View) -> tuple[Statement, Document] | None:
    """One recommendation to open the page with: the newest quotation in the page's language, else the newest at all."""
    quoted = replace(EVERY, natures=(Nature.ORIGINAL,))
    for filters in (replace(quoted, languages=(languages.active(),)), quoted, EVERY):
        found = view.statements(filters, limit=1)
        if found.statements:
            statement = found.statements[0]
            return statement, found.documents[statement.document]
    return None
