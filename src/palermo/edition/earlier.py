"""Another edition as everybody may see it now: what is not for everybody any more is not shown from an old one."""

from collections.abc import Set

from palermo.edition.library import Library
from palermo.edition.view import PUBLIC, View, open_view

CLOSED = ("members", "secretariat")
"""Visibilities that the public sees nothing of."""


def open_earlier(library: Library, edition: str, served: str | None = None) -> View:
    """Open an edition without what the served one (by its id, or the current one) holds as not public.

    An earlier file of a document that is not public now is hidden too: its bytes differ, its place is the same.

    Raises NoLibrary, NotFound as open_view does.
    """
    with open_view(library, served, visibility=CLOSED) as closed:
        hidden = {one.id for one in closed.documents()}
        places = {one.source for one in closed.documents()}
    if places:
        hidden |= _closed_by_place(library, edition, served, places)
    return open_view(library, edition, visibility=PUBLIC, without=frozenset(hidden))


def _closed_by_place(library: Library, edition: str, served: str | None, places: Set[str]) -> set[str]:
    """Ids of earlier files at places whose file was changed and is not public now."""
    with open_view(library, served, visibility=PUBLIC) as now, open_view(library, edition, visibility=PUBLIC) as before:
        public = {one.id for one in now.documents()}
        return {one.id for one in before.documents() if one.source in places and one.id not in public}
