"""The navigation: an entry for each section that has one, with the current one marked."""

from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from palermo.access import ANONYMOUS, Permit
from palermo.portal.base.sections import SECTIONS, Section


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
            title=section.menu_title,
            address=reverse(section.url_name),
            current="true" if namespace == section.app else "",
        )
        for section in SECTIONS
        if section.menu_title is not None and section.permission
        if isinstance(section.permission(actor), Permit)
    ]


def build_navigation(request: HttpRequest, parent_app: str = "") -> list[NavigationEntry]:
    """Return the entries, each with those under it; `parent_app` is marked instead of the page's own app."""
    match = getattr(request, "resolver_match", None)
    namespace = parent_app or (match.namespace if match else "")
    entries = {
        section.app: (section.parent, _build_entry(section, request.path, namespace))
        for section in sorted(SECTIONS, key=lambda item: item.is_last)
        if section.navigation_title is not None
    }
    nav_entries = []
    for app, (parent, entry) in entries.items():
        children = tuple(child for own_parent, child in entries.values() if own_parent == app)
        current = entry.current or ("true" if any(item.current for item in children) else "")
        if not parent:
            nav_entries.append(replace(entry, current=current, children=children))
    return nav_entries


def _build_entry(section: Section, path: str, namespace: str) -> NavigationEntry:
    address = reverse(section.url_name)
    is_current = namespace == section.app or namespace in section.child_apps
    current = "page" if path == address else "true"
    return NavigationEntry(
        title=section.navigation_title or section.app, address=address, current=current if is_current else ""
    )
