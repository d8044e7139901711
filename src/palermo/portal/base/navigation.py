"""The navigation: a line for each app that has one, with the current one marked."""

from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from palermo.access import ANONYMOUS, Permit
from palermo.portal.base.portal_apps import PORTAL_APPS, PortalApp


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationEntry:
    """One entry of the navigation."""

    title: Promise | str
    address: str
    current: str
    """`page` for the page that the entry opens, `true` for another page under it, empty for the rest."""
    children: tuple["NavigationEntry", ...] = ()
    """Entries under it."""


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
