"""Context of the base template."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from palermo.access import ANONYMOUS
from palermo.edition import StatementSelection
from palermo.languages import LANGUAGE_BY_CODE
from palermo.portal.base import languages, navigation
from palermo.portal.base.appearance import get_appearance
from palermo.portal.base.statement_selection import CHOICES, build_confidence_address, choose_selection


def build_page_context(request: HttpRequest) -> dict[str, Any]:
    """Return language, direction, appearance, the addresses of the page, and the navigation."""
    return {
        "language": languages.get_active_language(),
        "direction": languages.get_direction(languages.get_active_language()),
        "appearance": get_appearance(request),
        "og_locale": LANGUAGE_BY_CODE[languages.get_active_language()].opengraph_locale,
        "switches": languages.build_language_links(request),
        "address": request.get_full_path(),
        "canonical": request.build_absolute_uri(),
        "account_menu": navigation.build_account_menu(request),
        "is_signed_in": getattr(request, "actor", ANONYMOUS).user_id is not None,
        "is_registration_open": settings.PALERMO_REGISTRATION_OPEN,
        "navigation": navigation.build_navigation(request),
        "confidence": _build_confidence(request),
    }


def _build_confidence(request: HttpRequest) -> dict[str, Any]:
    """Return which statements the page counts, and the addresses of the same page with others."""
    selection = choose_selection(request)
    return {
        "chosen": selection.value if selection in CHOICES else "",
        "count": getattr(request, "count_unconfirmed", 0),
        "reviewed": getattr(request, "count_reviewed", None),
        "addresses": {
            selection.value: build_confidence_address(request, selection) for selection in StatementSelection
        },
    }
