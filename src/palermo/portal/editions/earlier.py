"""Another edition as its readers may see it now: what is not for everybody any more is not shown from an old one."""

from palermo.edition import Library, View, open_view
from palermo.edition.view import PUBLIC
from palermo.pipeline.following import EVERYBODY

CLOSED = tuple(one for one in EVERYBODY if one not in PUBLIC)
"""Visibilities that the public portal shows nothing of."""


def open_earlier(library: Library, edition: str, served: str) -> View:
    """Open an edition without the documents that the served one, given by its id, holds as not public.

    Raises NoLibrary, NotFound as open_view does.
    """
    with open_view(library, served, visibility=CLOSED) as closed:
        hidden = frozenset(one.id for one in closed.documents())
    return open_view(library, edition, without=hidden)
