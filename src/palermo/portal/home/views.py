"""The home page."""

from collections.abc import Sequence
from itertools import product
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palermo import registry
from palermo.edition import FacetCount, View, build_filters
from palermo.portal.base import languages, number_formats
from palermo.portal.base.apps_and_navigation import PORTAL_APPS, load_app_function
from palermo.portal.home.country_tiles import build_tile_map
from palermo.portal.home.home_figures import (
    MAX_NEWEST_DOCUMENTS,
    BarRow,
    build_bars,
    build_response_bars,
    count_edition,
)
from palermo.portal.services.current_edition import get_current_edition
from palermo.portal.services.document_index import ALL_RECOMMENDATIONS
from palermo.portal.services.edition_changes import get_edition_changes
from palermo.portal.services.facet_labels import label_facet_value
from palermo.statements import Document, Nature, Statement, StatementKind
from palermo.vocabulary import TRAFFICKING_THEME

MAX_THEMES = 4
"""Themes that are named under the search."""
MAX_SCANNED_RECOMMENDATIONS = 40
"""Newest recommendations among which the opening quote is chosen."""
MIN_QUOTE_CHARS, MAX_QUOTE_CHARS = 60, 260
"""Length of the opening quote in characters."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Render the home page: figures of the edition with links to what they count."""
    served = get_current_edition()
    view, index = served.view, served.document_index
    facets = view.count_facets(ALL_RECOMMENDATIONS, ("theme", "addressee", "actor", "response"))
    total = view.find_statements(ALL_RECOMMENDATIONS, limit=0).total
    built = count_edition(index)
    newest = built.newest
    context = {
        "built": built,
        "recommendations": total,
        "statements": view.find_statements(limit=0).total,
        "opened": _choose_opening_quote(view),
        "themes": _build_theme_rows(facets["theme"]),
        "entities": len(registry.load_registry().entities),
        "instruments": len(registry.load_registry().instruments),
        "publications": len(index.publication_documents),
        "addressees": build_bars("addressee", facets["addressee"]),
        "issuers": len(facets["actor"]),
        "answers": build_response_bars(facets["response"], total),
        "newest_month": number_formats.format_iso_month(newest.date if newest else None),
        "newest": index.works[:MAX_NEWEST_DOCUMENTS],
        "unread": len(view.manifest.quarantined),
        "edition": view.manifest,
        "leading": _build_panels(request, leading=True),
        "panels": _build_panels(request, leading=False),
        "tiles": build_tile_map(served),
        "since": get_edition_changes(served),
    }
    return render(request, "home/home.html", context)


def _build_theme_rows(counts: Sequence[FacetCount]) -> tuple[BarRow, ...]:
    """Return the theme of trafficking and the themes with the most recommendations."""
    first = sorted(counts, key=lambda count: count.value != TRAFFICKING_THEME)
    return tuple(
        (label_facet_value("theme", facet_count.value, facet_count.name), facet_count.value, facet_count.statements)
        for facet_count in first[:MAX_THEMES]
    )


def _choose_opening_quote(view: View) -> tuple[Statement, Document] | None:
    """Return a recommendation for the home page, preferably an original quote in the page's language."""
    page_language = (languages.get_active_language(),)
    original, kind = (Nature.ORIGINAL,), (StatementKind.RECOMMENDATION,)
    for natures, languages_wanted, themes in product((original, ()), (page_language, ()), ((TRAFFICKING_THEME,), ())):
        filters = build_filters(kind=kind, theme=themes, nature=natures, language=languages_wanted)
        if rows := view.find_statements(filters, limit=MAX_SCANNED_RECOMMENDATIONS).rows:
            return next((row for row in rows if _is_readable_alone(row[0])), rows[0])
    return None


def _is_readable_alone(statement: Statement) -> bool:
    """Return whether a statement is one numbered request of suitable length that names who asks whom."""
    is_request = statement.locator.paragraph is not None and statement.actors and statement.addressees
    return bool(is_request) and MIN_QUOTE_CHARS <= len(statement.quote) <= MAX_QUOTE_CHARS


def _build_panels(request: HttpRequest, *, leading: bool) -> list[tuple[str, dict[str, Any]]]:
    """Return template and content of the apps' panels in order: the leading ones, or the others."""
    panels = []
    for portal_app in PORTAL_APPS:
        if portal_app.panel and portal_app.is_panel_leading == leading:
            panel = load_app_function(portal_app.panel)(request)
            if panel is not None:
                panels.append((f"{portal_app.app}/panel.html", panel))
    return panels
