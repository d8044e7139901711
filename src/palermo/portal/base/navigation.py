"""The navigation: an entry for each section that has one, with the current one marked."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from palermo.access import ANONYMOUS, Permit
from palermo.portal.base.sections import SECTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationEntry:
    """One entry of the navigation."""

    title: Promise
    address: str
    current: str
    """`page` for the page that the entry opens, `true` for another page under it, empty for the rest."""


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
    """Return all entries in order; `parent_app` is the app whose entry is marked instead of the page's own."""
    match = getattr(request, "resolver_match", None)
    namespace = parent_app or (match.namespace if match else "")
    found = []
    for room in sorted(SECTIONS, key=lambda one: one.is_last):
        if room.navigation_title is not None:
            address = reverse(room.url_name)
            stands = namespace == room.app or namespace in room.child_apps
            here = "page" if request.path == address else "true"
            found.append(NavigationEntry(title=room.navigation_title, address=address, current=here if stands else ""))
    return found
