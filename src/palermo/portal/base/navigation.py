"""The navigation: an entry for each section that has one, with the current one marked."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from palermo.portal.base.sections import SECTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationEntry:
    """One entry of the navigation."""

    title: Promise
    address: str
    current: str
    """`page` for the page that the entry opens, `true` for another page under it, empty for the rest."""


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
