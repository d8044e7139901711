"""The navigation: an entry for each room that has one, the one of this page told apart."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from palermo.portal.project.rooms import ROOMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the navigation."""

    title: Promise
    address: str
    current: str
    """`page` for the page that the entry opens, `true` for another page under it, empty for the rest."""


def entries(request: HttpRequest, under: str = "") -> list[Entry]:
    """All entries in order; `under` names the app whose entry a page stands under, where that is not its own."""
    match = getattr(request, "resolver_match", None)
    namespace = under or (match.namespace if match else "")
    found = []
    for room in sorted(ROOMS, key=lambda one: one.last):
        if room.entry is not None:
            address = reverse(room.opens)
            stands = namespace == room.app or namespace in room.holds
            here = "page" if request.path == address else "true"
            found.append(Entry(title=room.entry, address=address, current=here if stands else ""))
    return found
