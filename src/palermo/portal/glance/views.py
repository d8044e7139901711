"""The home page."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palermo import registry
from palermo.edition import Count, View
from palermo.portal.editions.changes import since
from palermo.portal.editions.current import current
from palermo.portal.frame import languages
from palermo.portal.glance.figures import NEWEST, Row, answers, bars, built
from palermo.portal.glance.panels import panels
from palermo.portal.glance.places import tiles
from palermo.portal.recommendations.facets import label
from palermo.portal.recommendations.views import EVERY
from palermo.statements import Document, Nature, Statement
from palermo.vocabulary import TRAFFICKING

THEMES = 4
"""Themes that are named under the search."""
LOOKED_THROUGH = 40
"""Newest recommendations among which that which opens the page is looked for."""
SHORTEST, LONGEST = 60, 260
"""Characters of a quote that reads well beside the head of a page."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The edition at a glance: figures that open what they count."""
    served = current()
    view, shelf = served.view, served.shelf
    facets = view.facets(EVERY)
    total = view.statements(EVERY, limit=1).total
    context = {
        "built": built(shelf),
        "recommendations": total,
        "statements": view.statements(limit=0).total,
        "opened": _opened(view),
        "themes": _themes(facets["theme"]),
        "entities": len(registry.load().entities),
        "instruments": len(registry.load().instruments),
        "publications": len(shelf.held),
        "addressees": bars("addressee", facets["addressee"]),
        "issuers": len(facets["actor"]),
        "answers": answers(facets["response"], total),
        "newest": shelf.works[:NEWEST],
        "unread": len(view.manifest.quarantined),
        "edition": view.manifest,
        "leading": panels(request, leading=True),
        "panels": panels(request, leading=False),
        "tiles": tiles(served),
        "since": since(served),
    }
    return render(request, "glance/home.html", context)


def _themes(counted: Sequence[Count]) -> tuple[Row, ...]:
    """The field's theme, and those with the most recommendations beside it."""
    first = sorted(counted, key=lambda one: one.value != TRAFFICKING)
    return tuple((label("theme", one.value, one.name), one.value, one.statements) for one in first[:THEMES])


def _opened(view: View) -> tuple[Statement, Document] | None:
    """One recommendation to open the page with: a quotation, in the page's language, of the field, and a whole one."""
    here = (languages.active(),)
    original = (Nature.ORIGINAL,)
    for natures, spoken, themes in product((original, ()), (here, ()), ((TRAFFICKING,), ())):
        filters = replace(EVERY, themes=themes, natures=natures, languages=spoken)
        found = view.statements(filters, limit=LOOKED_THROUGH)
        if found.statements:
            statement = next((one for one in found.statements if _whole(one)), found.statements[0])
            return statement, found.documents[statement.document]
    return None


def _whole(statement: Statement) -> bool:
    """Whether a quote reads by itself: one sentence or two, from its beginning."""
    quote = statement.quote
    return SHORTEST <= len(quote) <= LONGEST and not quote[0].islower() and bool(statement.addressees)
