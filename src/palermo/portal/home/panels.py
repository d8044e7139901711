"""Panels of the home page, built by functions of other apps that their sections name."""

from importlib import import_module
from typing import Any

from django.http import HttpRequest

from palermo.portal.base.sections import SECTIONS

HomePanel = tuple[str, dict[str, Any]]
"""Template, and what it shows as `panel`."""


def build_panels(request: HttpRequest, *, leading: bool) -> list[HomePanel]:
    """Return the panels of the sections in order: the leading ones, or the others."""
    found = []
    for room in SECTIONS:
        if room.panel and room.is_panel_leading == leading:
            module, _, function = room.panel.partition(":")
            shown = getattr(import_module(module), function)(request)
            if shown is not None:
                found.append((f"{room.app}/panel.html", shown))
    return found
