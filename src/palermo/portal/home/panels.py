"""Panels of the home page, built by functions of other apps that their sections name."""

from importlib import import_module
from typing import Any

from django.http import HttpRequest

from palermo.portal.base.sections import SECTIONS

HomePanel = tuple[str, dict[str, Any]]
"""Template, and what it shows as `panel`."""


def build_panels(request: HttpRequest, *, leading: bool) -> list[HomePanel]:
    """Return the panels of the sections in order: the leading ones, or the others."""
    panels = []
    for section in SECTIONS:
        if section.panel and section.is_panel_leading == leading:
            module, _, function = section.panel.partition(":")
            panel = getattr(import_module(module), function)(request)
            if panel is not None:
                panels.append((f"{section.app}/panel.html", panel))
    return panels
