"""What the base template needs on every page."""

from typing import Any

from django.http import HttpRequest

from palermo.portal.frame import languages, navigation
from palermo.portal.frame.appearance import chosen

LOCALES = {"en": "en_GB", "fr": "fr_FR", "es": "es_ES", "ar": "ar_AR", "ru": "ru_RU", "zh": "zh_CN"}
"""As OpenGraph writes languages."""


def page(request: HttpRequest) -> dict[str, Any]:
    """Language, direction, appearance, the page in other languages, and its own address."""
    return {
        "language": languages.active(),
        "direction": languages.direction(languages.active()),
        "appearance": chosen(request),
        "og_locale": LOCALES[languages.active()],
        "switches": languages.switches(request),
        "address": request.get_full_path(),
        "canonical": request.build_absolute_uri(),
        "navigation": navigation.entries(request),
    }
