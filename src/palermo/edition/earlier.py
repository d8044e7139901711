"""Another edition as everybody may see it now: what is not for everybody any more is not shown from an old one."""

from palermo.edition.library import Library
from palermo.edition.view import PUBLIC, View, open_view

CLOSED = ("members", "secretariat")
"""Visibilities that the public sees nothing of."""


def open_earlier(library: Library, edition: str, served: str | None = None) -> View:
    """Open an edition without the documents that the served one (by its id, or the current one) holds as not public.

    Raises NoLibrary, NotFound as open_view does.
    """
    with open_view(library, served, visibility=CLOSED) as closed:
        hidden = frozenset(one.id for one in closed.documents())
    return open_view(library, edition, visibility=PUBLIC, without=hidden)
