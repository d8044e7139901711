"""Context of the base template: the navigation with the current entry marked, languages, appearance and confidence."""

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from palermo.access import ANONYMOUS, Permit
from palermo.edition import StatementSelection
from palermo.languages import LANGUAGE_BY_CODE
from palermo.portal.base import languages
from palermo.portal.base.appearance import get_appearance
from palermo.portal.base.apps_and_navigation import PORTAL_APPS, PortalApp, load_app_function
from palermo.portal.base.statement_selection import CHOICES, build_confidence_address, choose_selection


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationEntry:
    """One entry of the navigation."""

    title: Promise | str
    address: str
    current: str
    """`page` for the page that the entry opens, `true` for another page under it, empty for the rest."""
    children: tuple["NavigationEntry", ...] = ()
    """Entries under it."""
    count: int = 0
    """Number of items that wait for the actor on its page."""


def build_account_menu(request: HttpRequest) -> list[NavigationEntry]:
    """Return the entries of the menu of people who are signed in: those that the actor may open."""
    actor, match = getattr(request, "actor", ANONYMOUS), getattr(request, "resolver_match", None)
    if actor.user_id is None:
        return []
    namespace = match.namespace if match else ""
    return [
        NavigationEntry(
            title=portal_app.menu_title,
            address=reverse(portal_app.url_name),
            current="true" if namespace == portal_app.app else "",
            count=load_app_function(portal_app.menu_count)(actor) if portal_app.menu_count else 0,
        )
        for portal_app in PORTAL_APPS
        if portal_app.menu_title is not None and portal_app.permission
        if isinstance(portal_app.permission(actor), Permit)
    ]


def build_navigation(request: HttpRequest, parent_app: str = "") -> list[NavigationEntry]:
    """Return the entries, each with those under it; `parent_app` is marked instead of the page's own app."""
    match = getattr(request, "resolver_match", None)
    namespace = parent_app or (match.namespace if match else "")
    entries = {
        portal_app.app: (portal_app.parent, _build_entry(portal_app, request.path, namespace))
        for portal_app in sorted(PORTAL_APPS, key=lambda item: item.is_last)
        if portal_app.navigation_title is not None
    }
    nav_entries = []
    for app, (parent, entry) in entries.items():
        children = tuple(child for own_parent, child in entries.values() if own_parent == app)
        current = entry.current or ("true" if any(item.current for item in children) else "")
        if not parent:
            nav_entries.append(replace(entry, current=current, children=children))
    return nav_entries


def _build_entry(portal_app: PortalApp, path: str, namespace: str) -> NavigationEntry:
    address = reverse(portal_app.url_name)
    is_current = namespace == portal_app.app or namespace in portal_app.child_apps
    current = "page" if path == address else "true"
    return NavigationEntry(
        title=portal_app.navigation_title or portal_app.app, address=address, current=current if is_current else ""
    )


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
        "account_menu": build_account_menu(request),
        "is_signed_in": getattr(request, "actor", ANONYMOUS).user_id is not None,
        "is_registration_open": settings.PALERMO_REGISTRATION_OPEN,
        "navigation": build_navigation(request),
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
